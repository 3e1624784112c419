import assert from 'node:assert/strict';
import { written } from './containers.ts';
import { createLibpod, post } from './libpod.ts';
import type { Scene } from './scene.ts';
import type { Answer } from './send.ts';

/** Counts up, so that one that goes on is told from one that begins again. */
const COUNT = 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done';

/** Before the counting: takes a lock that nobody else can have meanwhile. */
export const LOCK = 'exec 9> /lock; flock -x 9; ';

/** A container that writes 1, 2, 3 … after what `before` says; its first numbers are there. */
export async function counting(scene: Scene, spec: object = {}, before = ''): Promise<string> {
  const command = ['sh', '-c', `${before}${COUNT}`];
  const id = await createLibpod(scene, { command, ...spec });
  (await post(scene, id, 'start')).expect(204);
  await counted(scene, id, 3);
  return id;
}

/** Waits until a container has counted to this, and says that it never began again. */
export async function counted(scene: Scene, id: string, to: number): Promise<void> {
  await scene.logged(id, `${to}`);
  const { stdout } = await written(scene, id);
  const numbers = stdout.trim().split('\n').map(Number);
  assert.deepEqual(
    numbers,
    numbers.map((_, at) => (numbers[0] ?? 0) + at),
  );
}

/** The last number that a container has counted to. */
export async function lastCount(scene: Scene, id: string): Promise<number> {
  return Number((await written(scene, id)).stdout.trim().split('\n').at(-1));
}

export function checkpoint(scene: Scene, id: string, query = ''): Promise<Answer> {
  return post(scene, id, `checkpoint?${query}`);
}

export function restore(scene: Scene, id: string, query = ''): Promise<Answer> {
  return post(scene, id, `restore?${query}`);
}

/** Restores an archive as a container of this name, which is removed at the end. */
export async function importCheckpoint(
  scene: Scene,
  archive: Buffer,
  name: string,
  query = '',
): Promise<Answer> {
  const path = scene.libpod(`/containers/import/restore?import=true&name=${name}&${query}`);
  scene.discardLater(name);
  return scene.send('POST', path, { body: archive });
}
