import { runExec } from './exec.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';
import type { Answer } from './send.ts';

/** Asks to put a container on a network; what the body says besides goes with it in the tree's form. */
export async function tryConnect(
  scene: Scene,
  tree: Tree,
  network: string,
  json: unknown,
): Promise<Answer> {
  return scene.send('POST', scene[tree](`/networks/${network}/connect`), { json });
}

/** Puts a container on a network. */
export async function connect(
  scene: Scene,
  network: string,
  Container: string,
  EndpointConfig: object = {},
): Promise<void> {
  (await tryConnect(scene, 'compat', network, { Container, EndpointConfig })).expect(200);
}

/** Asks to take a container off a network. */
export async function tryDisconnect(
  scene: Scene,
  tree: Tree,
  network: string,
  json: unknown,
): Promise<Answer> {
  return scene.send('POST', scene[tree](`/networks/${network}/disconnect`), { json });
}

/** The container's own view: each interface's first IPv4 address, loopback left out. */
export async function interfaces(scene: Scene, id: string): Promise<Record<string, string>> {
  const { stdout } = await runExec(scene, 'compat', id, 'ip -o -4 addr');
  const lines = [...stdout.matchAll(/^\d+: (\w+) +inet ([\d.]+)/gm)];
  return Object.fromEntries(
    lines.map(([, name = '', address = '']) => [name, address]).filter(([name]) => name !== 'lo'),
  );
}
