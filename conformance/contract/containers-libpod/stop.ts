import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import {
  ENDS_WITH_3,
  processLives,
  ready,
  shellThatTells,
  STUBBORN,
  timeOf,
  written,
} from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, post, statusOf } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

/** Podman gives no time to stop to what its compat tree has made, unless it is told so. */
const PATIENT = { StopTimeout: 9 };

/** Stops a container that ignores its signal, which is given nine seconds unless the query says less. */
async function stopStubborn(scene: Scene, query: string): Promise<number> {
  const id = await ready(scene, STUBBORN, PATIENT);
  const time = await timeOf(async () => (await post(scene, id, `stop?${query}`)).expect(204));
  const { State } = await inspectLibpod(scene, id);
  assert.deepEqual([State.Running, State.ExitCode], [false, 137]);
  return time;
}

export default [
  clause('libpod.container.stop.204.stopped', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3, PATIENT);
    const { Pid } = (await inspectLibpod(scene, id)).State;
    assert.equal((await post(scene, id, 'stop')).expect(204).text, '');
    const { State } = await inspectLibpod(scene, id);
    assert.deepEqual([State.Status, State.ExitCode], ['exited', 3]);
    assert.ok(!(await processLives(scene, Pid)), 'the process is gone');
  }),

  clause('libpod.container.stop.204.stop-signal', async (scene) => {
    const Cmd = shellThatTells('TERM', 'USR1');
    const cases = [
      { signal: 'TERM', body: PATIENT },
      { signal: 'USR1', body: { ...PATIENT, StopSignal: 'SIGUSR1' } },
    ];
    for (const { signal, body } of cases) {
      const id = await ready(scene, Cmd, body);
      (await post(scene, id, 'stop?t=1&timeout=1')).expect(204);
      assert.equal((await written(scene, id)).stdout, `ready\ngot ${signal}\n`);
    }
  }),

  clause('libpod.container.stop.204.timeout', async (scene) => {
    const [none, one] = await Promise.all([stopStubborn(scene, 't=0'), stopStubborn(scene, 't=1')]);
    assert.ok(none < 7000, `t=0 took ${none} ms`);
    assert.ok(one > 900 && one < 7000, `t=1 took ${one} ms`);
  }),

  clause('libpod.container.stop.204.timeout-alias', async (scene) => {
    const time = await stopStubborn(scene, 'timeout=1');
    assert.ok(time > 900 && time < 7000, `it took ${time} ms`);
  }),

  clause('libpod.container.stop.204.no-restart', async (scene) => {
    const HostConfig = { RestartPolicy: { Name: 'always' } };
    const id = await ready(scene, ENDS_WITH_3, { ...PATIENT, HostConfig });
    (await post(scene, id, 'stop')).expect(204);
    await scene.exited(); // as long as another container takes to come and go
    const { State, RestartCount } = await inspectLibpod(scene, id);
    assert.deepEqual([State.Running, RestartCount], [false, 0]);
  }),

  clause('libpod.container.stop.304.already', async (scene) => {
    const { id } = await scene.exited();
    assert.equal((await post(scene, id, 'stop')).expect(304).text, '');
    assert.equal(await statusOf(scene, id), 'exited');
    (await post(scene, await createLibpod(scene), 'stop')).expect(204, 304);
  }),
];
