import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { eventOf } from '../../suite/containers.ts';
import { runExec } from '../../suite/exec.ts';
import type { HealthState, Scene } from '../../suite/scene.ts';

const second = 1e9;
const soon = second / 20;

async function stateOf(scene: Scene, id: string): Promise<HealthState> {
  return (await scene.inspect(id)).State.Health!;
}

/** The probes that the state has in its log. */
async function logOf(scene: Scene, id: string) {
  return (await stateOf(scene, id)).Log ?? [];
}

export default [
  clause('compat.container.inspect.200.health-log', async (scene) => {
    const script = 'echo x >> /runs; n=$(wc -l < /runs); echo $n; [ $n = 7 ] && exit 0; exit 3';
    const Healthcheck = { Test: ['CMD-SHELL', script], Interval: soon, Retries: 2 };
    const id = await scene.running({ Healthcheck });
    await eventOf(scene, id, 'health_status: unhealthy');
    assert.ok((await stateOf(scene, id)).FailingStreak >= 2);
    await eventOf(scene, id, 'health_status: healthy');
    const log = await logOf(scene, id);
    assert.equal(log.length, 5);
    const last = Number(log.at(-1)!.Output);
    log.forEach(({ Start, End, ExitCode, Output }, at) => {
      assert.equal(Number(Output), last - 4 + at);
      assert.equal(ExitCode, Number(Output) === 7 ? 0 : 3);
      assert.ok(Date.parse(Start) <= Date.parse(End));
    });
  }),

  clause('compat.container.inspect.200.health-timeout', async (scene) => {
    const Test = ['CMD-SHELL', 'echo begun > /proc/1/fd/1; echo slow; exec sleep 5'];
    const Healthcheck = { Test, Interval: soon, Timeout: second / 2, Retries: 1 };
    const id = await scene.running({ Healthcheck });
    await eventOf(scene, id, 'health_status: unhealthy');
    const [probe] = await logOf(scene, id);
    assert.equal(probe?.ExitCode, -1);
    assert.match(probe.Output, /exceeded timeout.*slow/s);
    const { stdout } = await runExec(scene, 'compat', id, 'ps -o args');
    const slow = stdout.split('\n').filter((line) => line.startsWith('sleep 5'));
    assert.ok(slow.length <= 1, 'at most the next one runs');
  }),

  clause('compat.container.inspect.200.health-start-period', async (scene) => {
    const Test = ['CMD-SHELL', 'echo x >> /runs; [ $(wc -l < /runs) = 3 ]'];
    const times = { Interval: soon, StartPeriod: 3600 * second };
    const id = await scene.running({ Healthcheck: { Test, ...times, Retries: 1 } });
    await eventOf(scene, id, 'health_status: healthy');
    const log = await logOf(scene, id);
    assert.deepEqual(
      log.slice(0, 3).map(({ ExitCode }) => ExitCode),
      [1, 1, 0],
    );
  }),

  clause('compat.container.inspect.200.health-ended', async (scene) => {
    const Healthcheck = { Test: ['CMD', 'true'], Interval: soon };
    const id = await scene.running({ Healthcheck });
    await eventOf(scene, id, 'health_status: healthy');
    (await scene.send('POST', scene.compat(`/containers/${id}/pause`))).expect(204);
    assert.equal((await stateOf(scene, id)).Status, 'unhealthy');
    (await scene.send('POST', scene.compat(`/containers/${id}/unpause`))).expect(204);
    (await scene.send('POST', scene.compat(`/containers/${id}/kill`))).expect(204);
    await scene.wait(id);
    assert.equal((await stateOf(scene, id)).Status, 'unhealthy');
  }),
];
