import { send } from '../suite/send.ts';
import { parseAddress } from '../tap/address.ts';

/** Removes every pod and container of an engine, and with them what holds its mounts and networks. */
export async function removeContainers(url: string): Promise<void> {
  await removeAll(url, '/v4.0.0/libpod/pods', '?force=true');
  await removeAll(url, '/v1.40/containers', '?force=true&v=true', '?all=true');
}

/** An engine that does not know the list has none. */
async function removeAll(url: string, path: string, options: string, all = ''): Promise<void> {
  const engine = parseAddress(url);
  const list = await send(engine, 'GET', `${path}/json${all}`);
  if (list.status !== 200) return;
  const things = (list.json as { Id: string }[] | null) ?? [];
  await Promise.all(
    things.map(async ({ Id }) =>
      (await send(engine, 'DELETE', `${path}/${Id}${options}`)).expect(200, 204, 404),
    ),
  );
}
