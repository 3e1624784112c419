import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { eventOf } from '../../suite/containers.ts';
import { limitIn } from '../../suite/limits.ts';
import type { Scene } from '../../suite/scene.ts';
import type { Answer } from '../../suite/send.ts';

const MB = 1024 * 1024;
const limited = { HostConfig: { Memory: 64 * MB, MemorySwap: 128 * MB } };

function update(scene: Scene, id: string, json: object): Promise<Answer> {
  return scene.send('POST', scene.compat(`/containers/${id}/update`), { json });
}

export default [
  clause(
    'compat.container.update.200.limits',
    async (scene) => {
      const id = await scene.running(limited);
      (await update(scene, id, { PidsLimit: 77, Memory: 0 })).expect(200);
      assert.equal(await limitIn(scene, id, 'pids'), 77);
      assert.equal(await limitIn(scene, id, 'memory'), 64 * MB);
      (await update(scene, id, { Memory: 48 * MB })).expect(200);
      assert.equal(await limitIn(scene, id, 'memory'), 48 * MB);
    },
    { needs: ['cgroup-limits'] },
  ),

  clause('compat.container.update.200.restart-policy', async (scene) => {
    const id = await scene.running();
    const RestartPolicy = { Name: 'on-failure', MaximumRetryCount: 3 };
    (await update(scene, id, { RestartPolicy })).expect(200);
    const { HostConfig } = (await scene.inspect(id)) as unknown as {
      HostConfig: { RestartPolicy: unknown };
    };
    assert.deepEqual(HostConfig.RestartPolicy, RestartPolicy);
  }),

  clause('compat.container.update.200.event-update', async (scene) => {
    const id = await scene.running();
    (await update(scene, id, { PidsLimit: 99 })).expect(200);
    assert.equal((await eventOf(scene, id, 'update')).Actor.ID, id);
  }),

  clause(
    'compat.container.update.400.memory',
    async (scene) => {
      const id = await scene.running(limited);
      (await update(scene, id, { Memory: 1000 })).expect(400);
      assert.equal(await limitIn(scene, id, 'memory'), 64 * MB);
    },
    { needs: ['cgroup-limits'] },
  ),

  clause('compat.container.update.400.restart-policy', async (scene) => {
    const id = await scene.running();
    (await update(scene, id, { RestartPolicy: { Name: 'nonsense' } })).expect(400);
  }),

  clause('compat.container.update.404.no-such-container', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.compat(`/containers/${name}/update`), {}),
  ),

  clause('compat.container.update.400.ambiguous-prefix', (scene) =>
    ambiguousPrefixAnswers400(
      scene,
      'POST',
      (name) => scene.compat(`/containers/${name}/update`),
      {},
    ),
  ),
];
