import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { actOn, createPod, inspectPod, memberOf, runningPod } from '../../suite/pods.ts';
import type { Scene } from '../../suite/scene.ts';

async function prune(scene: Scene): Promise<{ Id: string; Err: unknown }[]> {
  const reports = (await scene.send('POST', scene.libpod('/pods/prune'))).expect(200).json;
  assert.ok(Array.isArray(reports), 'an array');
  return reports as { Id: string; Err: unknown }[];
}

async function ended(scene: Scene): Promise<{ id: string; members: string[] }> {
  const pod = await runningPod(scene);
  (await actOn(scene, pod.id, 'stop?t=0')).expect(200);
  return pod;
}

export default [
  clause(
    'libpod.pod.prune.200.removed',
    async (scene) => {
      const exited = await ended(scene);
      const stopped = await ended(scene);
      await memberOf(scene, stopped.id);
      const created = await createPod(scene);
      const running = await runningPod(scene);
      await prune(scene);
      for (const { id, members } of [exited, stopped]) {
        for (const path of [`/pods/${id}/exists`, `/containers/${members[0]}/exists`])
          (await scene.send('GET', scene.libpod(path))).expect(404);
      }
      assert.equal((await inspectPod(scene, created)).State, 'Created');
      assert.equal((await inspectPod(scene, running.id)).State, 'Running');
    },
    { serial: true },
  ),

  clause(
    'libpod.pod.prune.200.report',
    async (scene) => {
      await prune(scene);
      assert.deepEqual(await prune(scene), []);
      const made = [(await ended(scene)).id, (await ended(scene)).id];
      const reports = await prune(scene);
      assert.deepEqual(reports.map(({ Id }) => Id).toSorted(), made.toSorted());
      for (const { Err } of reports) assert.equal(Err, null);
    },
    { serial: true },
  ),
];
