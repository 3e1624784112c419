import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { follow, shellThatTells } from '../../suite/containers.ts';
import { inspectLibpod } from '../../suite/libpod.ts';
import { actOn, createPod, inspectPod, memberOf, runningPod } from '../../suite/pods.ts';
import type { PodReport } from '../../suite/pods.ts';

export default [
  clause('libpod.pod.kill.200.killed', async (scene) => {
    const command = shellThatTells('USR1');
    const { id, members } = await runningPod(scene, {}, [{ command }, { command }]);
    for (const one of members) await scene.logged(one, 'ready');
    const { Id, Errs } = (await actOn(scene, id, 'kill?signal=SIGUSR1')).expect(200)
      .json as PodReport;
    assert.deepEqual([Id, Errs ?? []], [id, []]);
    for (const one of members)
      await (await follow(scene, one)).until((text) => text.includes('got USR1'), 'the signal');
  }),

  clause('libpod.pod.kill.200.default-kill', async (scene) => {
    const { id, members } = await runningPod(scene, {}, [{}, {}]);
    (await actOn(scene, id, 'kill')).expect(200);
    for (const one of members) {
      await scene.wait(one);
      assert.equal((await inspectLibpod(scene, one)).State.ExitCode, 137);
    }
  }),

  clause('libpod.pod.kill.400.signal', async (scene) => {
    const { id } = await runningPod(scene);
    for (const signal of ['SIGNONE', '99'])
      messageOf((await actOn(scene, id, `kill?signal=${signal}`)).expect(400));
    assert.equal((await inspectPod(scene, id)).State, 'Running');
  }),

  clause('libpod.pod.kill.409.none-running', async (scene) => {
    const id = await createPod(scene);
    await memberOf(scene, id);
    (await actOn(scene, id, 'kill')).expect(409);
    assert.equal((await inspectPod(scene, id)).State, 'Created');
  }),
];
