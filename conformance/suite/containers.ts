import { framedText } from './streams.ts';
import type { Scene } from './scene.ts';

/** What a container without a terminal has written: stdout and stderr apart. */
export async function written(
  scene: Scene,
  id: string,
): Promise<{ stdout: string; stderr: string }> {
  const path = scene.compat(`/containers/${id}/logs?stdout=true&stderr=true`);
  const { bytes } = (await scene.send('GET', path)).expect(200);
  return { stdout: framedText(bytes, 1), stderr: framedText(bytes, 2) };
}

/**
 * Runs a command in a container of its own: the way to look at what a test has done from the side
 * of the engine, wherever that is.
 * @param HostConfig `{ PidMode: 'host' }` shows the engine's processes, Binds its files
 */
export async function probe(
  scene: Scene,
  command: string,
  HostConfig: object = {},
): Promise<{ exitCode: number; stdout: string }> {
  const Cmd = ['sh', '-c', command];
  const { id, exitCode } = await scene.exited({ Cmd, HostConfig });
  return { exitCode, stdout: (await written(scene, id)).stdout };
}

/** Whether a process is there where the engine is, whose pid inspect has told. */
export async function processLives(scene: Scene, pid: number): Promise<boolean> {
  return (await probe(scene, `test -d /proc/${pid}`, { PidMode: 'host' })).exitCode === 0;
}

/** Whether a volume is there. */
export async function volumeExists(scene: Scene, name: string): Promise<boolean> {
  const answer = await scene.send('GET', scene.compat(`/volumes/${name}`));
  return answer.expect(200, 404).status === 200;
}

/** A name for a volume that a test's containers make; it is removed at the end. */
export function volumeName(scene: Scene): string {
  const name = scene.name('v');
  scene.defer(() => scene.send('DELETE', scene.compat(`/volumes/${name}?force=true`)));
  return name;
}

/** `filters` as a query parameter. */
export function filters(wanted: unknown): string {
  return `filters=${encodeURIComponent(JSON.stringify(wanted))}`;
}
