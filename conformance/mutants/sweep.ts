import { send } from '../suite/send.ts';
import { parseAddress } from '../tap/address.ts';
import { removeContainers } from '../targets/empty.ts';

/**
 * Removes what tests could not remove themselves, because a mutant kept them from it: everything
 * in the engine but the fixture images and its own networks. For an engine of our own only.
 */
export async function sweep(url: string): Promise<void> {
  const address = parseAddress(url);
  const list = async <T>(path: string) => (await send(address, 'GET', path)).json as T;
  const remove = (path: string) => send(address, 'DELETE', path);
  await removeContainers(url);
  const { Volumes } = await list<{ Volumes: { Name: string }[] | null }>('/v1.41/volumes');
  for (const { Name } of Volumes ?? []) await remove(`/v1.41/volumes/${Name}?force=true`);
  for (const { Name } of await list<{ Name: string }[]>('/v1.41/networks')) {
    if (Name.startsWith('rp-')) await remove(`/v1.41/networks/${Name}`);
  }
  for (const { RepoTags } of await list<{ RepoTags: string[] | null }[]>('/v1.41/images/json')) {
    for (const tag of RepoTags ?? []) {
      if (tag.startsWith('localhost/rp-')) await remove(`/v1.41/images/${tag}?force=true`);
    }
  }
}
