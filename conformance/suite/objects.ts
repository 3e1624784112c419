import type { Answer } from './send.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';

/** What tests look at in a volume; both trees call these members the same. */
export interface Volume {
  Name: string;
  Driver: string;
  Mountpoint: string;
  CreatedAt: string;
  Labels: Record<string, string> | null;
  Options: Record<string, string> | null;
  Scope: string;
  UsageData?: { Size: number; RefCount: number } | null;
}

/** The same volume, whichever way it says that it has no labels or options. */
export function withoutNull(volume: Volume): Volume {
  return { ...volume, Labels: volume.Labels ?? {}, Options: volume.Options ?? {} };
}

/** Sends a create of a volume as it is; the volume, if there is one, is removed at the end. */
export async function tryVolume(scene: Scene, tree: Tree, json: unknown): Promise<Answer> {
  const answer = await scene.send('POST', scene[tree]('/volumes/create'), { json });
  if (answer.status === 201) {
    const { Name } = answer.json as Volume;
    scene.defer(() => scene.send('DELETE', scene.compat(`/volumes/${Name}?force=true`)));
  }
  return answer;
}

/** Makes a volume. Docker's `DriverOpts` are called `Options` in the libpod tree. */
export async function createVolume(
  scene: Scene,
  tree: Tree,
  body: { Name?: string; Labels?: object; DriverOpts?: object; Options?: object } = {},
): Promise<Volume> {
  return (await tryVolume(scene, tree, body)).expect(201).json as Volume;
}

/** The volume as one of the trees shows it. */
export async function inspectVolume(scene: Scene, tree: Tree, name: string): Promise<Volume> {
  const path = scene[tree](`/volumes/${name}${tree === 'libpod' ? '/json' : ''}`);
  return (await scene.send('GET', path)).expect(200).json as Volume;
}

/** Runs a command in a container that is gone afterwards, so that it uses nothing any more. */
export async function runOnce(scene: Scene, command: string, HostConfig: object): Promise<void> {
  const id = await scene.container({
    Cmd: ['sh', '-c', command],
    HostConfig: { AutoRemove: true, ...HostConfig },
  });
  const removed = scene.send('POST', scene.compat(`/containers/${id}/wait?condition=removed`));
  (await scene.send('POST', scene.compat(`/containers/${id}/start`))).expect(204);
  (await removed).expect(200);
}

/** Sends a create of a network as it is; the network, if there is one, is removed at the end. */
export async function tryNetwork(scene: Scene, tree: Tree, json: object): Promise<Answer> {
  const answer = await scene.send('POST', scene[tree]('/networks/create'), { json });
  const { name, Name } = json as { name?: string; Name?: string };
  const mine = name ?? Name;
  if ([200, 201].includes(answer.status) && mine) {
    scene.defer(() => scene.send('DELETE', scene.compat(`/networks/${mine}`)));
  }
  return answer;
}
