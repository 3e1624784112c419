import assert from 'node:assert/strict';
import { unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { limitIn } from '../../suite/limits.ts';
import { createLibpod, inspectLibpod, post } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';
import type { Answer } from '../../suite/send.ts';

const MB = 1024 * 1024;
const needs = ['cgroup-limits'] as const;
const limited = { resource_limits: { memory: { limit: 64 * MB } } };

function update(scene: Scene, id: string, json: object, query = ''): Promise<Answer> {
  return scene.send('POST', scene.libpod(`/containers/${id}/update${query}`), { json });
}

export default [
  clause(
    'libpod.container.update.201.limits',
    async (scene) => {
      const id = await createLibpod(scene, limited);
      (await post(scene, id, 'start')).expect(204);
      const answer = (await update(scene, id, { pids: { limit: 77 } })).expect(201);
      assert.equal(answer.text.trim(), id);
      assert.equal(await limitIn(scene, id, 'pids'), 77);
      assert.equal(await limitIn(scene, id, 'memory'), 64 * MB);
    },
    { needs },
  ),

  clause('libpod.container.update.201.restart-policy', async (scene) => {
    const id = await createLibpod(scene);
    const query = '?restartPolicy=on-failure&restartRetries=3';
    (await update(scene, id, { pids: { limit: 99 } }, query)).expect(201);
    const { HostConfig } = (await inspectLibpod(scene, id)) as unknown as {
      HostConfig: { RestartPolicy: { Name: string; MaximumRetryCount: number } };
    };
    assert.deepEqual(HostConfig.RestartPolicy, { Name: 'on-failure', MaximumRetryCount: 3 });
  }),

  clause(
    'libpod.container.update.201.stopped',
    async (scene) => {
      const id = await createLibpod(scene, limited);
      (await update(scene, id, { pids: { limit: 55 } })).expect(201);
      (await post(scene, id, 'start')).expect(204);
      assert.equal(await limitIn(scene, id, 'pids'), 55);
    },
    { needs },
  ),

  clause('libpod.container.update.400.parameters', async (scene) => {
    const id = await createLibpod(scene);
    const query = '?restartPolicy=on-failure&restartRetries=few';
    assert.match((await update(scene, id, {}, query)).expect(400).text, /restartRetries/i);
  }),

  clause('libpod.container.update.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.libpod(`/containers/${name}/update`), {}),
  ),

  clause(
    'libpod.container.update.any.refused',
    async (scene) => {
      const id = await createLibpod(scene, limited);
      (await post(scene, id, 'start')).expect(204);
      (await update(scene, id, { cpu: { cpus: '4000' } })).expect(400, 500);
      assert.equal(await limitIn(scene, id, 'memory'), 64 * MB);
    },
    { needs },
  ),
];
