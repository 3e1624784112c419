import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { written } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, post, statusOf } from '../../suite/libpod.ts';

const SAYS = { command: ['echo', 'has run'] };

export default [
  clause('libpod.container.init.204.initialized', async (scene) => {
    const id = await createLibpod(scene, SAYS);
    assert.equal((await post(scene, id, 'init')).expect(204).text, '');
    const { State } = await inspectLibpod(scene, id);
    assert.deepEqual([State.Status, State.Running], ['initialized', false]);
    assert.deepEqual(await written(scene, id), { stdout: '', stderr: '' });
  }),

  clause('libpod.container.init.204.then-start', async (scene) => {
    const id = await createLibpod(scene, SAYS);
    (await post(scene, id, 'init')).expect(204);
    (await post(scene, id, 'start')).expect(204);
    assert.equal(await scene.wait(id), 0);
    assert.equal((await written(scene, id)).stdout, 'has run\n');
  }),

  clause('libpod.container.init.304.already', async (scene) => {
    const initialized = await createLibpod(scene);
    (await post(scene, initialized, 'init')).expect(204);
    for (const id of [initialized, await scene.running()]) {
      const before = await statusOf(scene, id);
      assert.equal((await post(scene, id, 'init')).expect(304).text, '');
      assert.equal(await statusOf(scene, id), before);
    }
  }),
];
