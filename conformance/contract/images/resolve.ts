import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import type { Scene } from '../../suite/scene.ts';

const ask = (scene: Scene, name: string) =>
  scene.send('GET', scene.libpod(`/images/${name}/resolve`));

async function names(scene: Scene, name: string): Promise<string[]> {
  return ((await ask(scene, name)).expect(200).json as { Names: string[] }).Names;
}

export default [
  clause('libpod.image.resolve.200.full', async (scene) => {
    assert.deepEqual(await names(scene, 'example.org/a/b'), ['example.org/a/b:latest']);
    assert.deepEqual(await names(scene, 'localhost/a:1'), ['localhost/a:1']);
    assert.deepEqual(await names(scene, 'docker.io/a'), ['docker.io/library/a:latest']);
  }),

  clause('libpod.image.resolve.200.digest', async (scene) => {
    const name = `example.org/a@sha256:${'1'.repeat(64)}`;
    assert.deepEqual(await names(scene, name), [name]);
  }),

  clause('libpod.image.resolve.200.alias', async (scene) => {
    // One of the aliases that Debian ships for Podman.
    assert.deepEqual(await names(scene, 'alpine:3'), ['docker.io/library/alpine:3']);
  }),

  clause('libpod.image.resolve.400.bad-name', async (scene) => {
    for (const name of ['Upper', 'a:b:c']) (await ask(scene, name)).expect(400);
  }),

  clause('libpod.image.resolve.400.unresolved', async (scene) => {
    const { json } = (await ask(scene, 'nobody/knows')).expect(400);
    assert.match((json as { message: string }).message, /nobody\/knows/);
  }),
];
