import assert from 'node:assert/strict';
import { unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { runExec } from '../../suite/exec.ts';
import { createLibpod, inspectLibpod, post } from '../../suite/libpod.ts';
import type { HealthState, Scene } from '../../suite/scene.ts';
import type { Answer } from '../../suite/send.ts';
import { now, past } from '../../suite/watch.ts';

const second = 1e9;

/** A container that is probed when the test asks for it, and otherwise once an hour. */
async function checked(scene: Scene, script: string, timeout = 30 * second): Promise<string> {
  const healthconfig = {
    Test: ['CMD-SHELL', script],
    Interval: 3600 * second,
    Timeout: timeout,
    Retries: 2,
  };
  const id = await createLibpod(scene, { healthconfig });
  (await post(scene, id, 'start')).expect(204);
  return id;
}

function check(scene: Scene, id: string): Promise<Answer> {
  return scene.send('GET', scene.libpod(`/containers/${id}/healthcheck`));
}

async function stateOf(scene: Scene, id: string): Promise<HealthState> {
  const { Health, Healthcheck } = (await inspectLibpod(scene, id)).State;
  return (Health ?? Healthcheck)!;
}

/** The log's last so many outputs. An engine may have probed once at the start. */
async function outputs(scene: Scene, id: string, count: number): Promise<string[]> {
  const { Log } = await stateOf(scene, id);
  return (Log ?? []).slice(-count).map(({ Output }) => Output.trim());
}

export default [
  clause('libpod.container.healthcheck.200.healthy', async (scene) => {
    const id = await checked(scene, 'test -f /ok');
    (await check(scene, id)).expect(200);
    await runExec(scene, 'libpod', id, 'touch /ok');
    const { Status } = (await check(scene, id)).expect(200).json as HealthState;
    assert.equal(Status, 'healthy');
    const state = await stateOf(scene, id);
    assert.deepEqual([state.Status, state.FailingStreak], ['healthy', 0]);
  }),

  clause('libpod.container.healthcheck.200.failing', async (scene) => {
    const id = await checked(scene, 'exit 3');
    await check(scene, id);
    const { FailingStreak } = await stateOf(scene, id);
    const { Status } = (await check(scene, id)).expect(200).json as HealthState;
    assert.equal(Status, 'unhealthy');
    const state = await stateOf(scene, id);
    assert.deepEqual([state.Status, state.FailingStreak], ['unhealthy', FailingStreak + 1]);
  }),

  clause('libpod.container.healthcheck.200.log', async (scene) => {
    const id = await checked(scene, 'echo said; exit 1');
    await check(scene, id);
    const [entry] = (await stateOf(scene, id)).Log ?? [];
    assert.equal(entry?.ExitCode, 1);
    assert.equal(entry.Output.trim(), 'said');
    assert.ok(Date.parse(entry.Start) <= Date.parse(entry.End));
    assert.ok(Math.abs(Date.parse(entry.End) - Date.now()) < 60_000);
  }),

  clause('libpod.container.healthcheck.200.log-bounded', async (scene) => {
    const id = await checked(scene, 'echo x >> /runs; wc -l < /runs');
    for (let run = 0; run < 7; run += 1) (await check(scene, id)).expect(200);
    const last = await outputs(scene, id, 10);
    assert.equal(last.length, 5);
    const newest = Number(last.at(-1));
    assert.ok(newest >= 7);
    assert.deepEqual(
      last.map(Number),
      [4, 3, 2, 1, 0].map((before) => newest - before),
    );
  }),

  clause('libpod.container.healthcheck.200.events', async (scene) => {
    const since = now();
    const id = await checked(scene, 'exit 1');
    for (let run = 0; run < 3; run += 1) (await check(scene, id)).expect(200);
    const wanted = filters({ container: [id], event: ['health_status'] });
    const told = await past(scene, 'libpod', `stream=false&since=${since}&${wanted}`);
    const states = told.map((event) => (event as { HealthStatus?: string }).HealthStatus);
    assert.ok(states.length >= 3, `${states.length} events`);
    assert.equal(states.at(-1), 'unhealthy');
  }),

  clause('libpod.container.healthcheck.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'GET', (name) => scene.libpod(`/containers/${name}/healthcheck`)),
  ),

  clause('libpod.container.healthcheck.409.none-defined', async (scene) => {
    const id = await createLibpod(scene);
    (await post(scene, id, 'start')).expect(204);
    (await check(scene, id)).expect(409);
  }),

  clause('libpod.container.healthcheck.409.not-running', async (scene) => {
    const healthconfig = { Test: ['CMD', 'true'] };
    const id = await createLibpod(scene, { healthconfig, command: ['true'] });
    (await check(scene, id)).expect(409);
    assert.equal((await stateOf(scene, id)).Log ?? null, null, 'nothing was run');
    (await post(scene, id, 'start')).expect(204);
    await scene.wait(id);
    (await check(scene, id)).expect(409);
  }),

  clause('libpod.container.healthcheck.500.timeout', async (scene) => {
    const id = await checked(scene, 'test -f /slow || exit 0; echo slow; sleep 2', second / 2);
    (await check(scene, id)).expect(200);
    await runExec(scene, 'libpod', id, 'touch /slow');
    (await check(scene, id)).expect(500);
    const { FailingStreak, Log } = await stateOf(scene, id);
    assert.equal(FailingStreak, 1);
    assert.equal(Log?.at(-1)?.ExitCode, -1);
    assert.match(Log.at(-1)!.Output, /slow/);
  }),
];
