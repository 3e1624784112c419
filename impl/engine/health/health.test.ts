import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { HealthConfig } from '../../container-config.ts';
import type { EngineEvent } from '../events/event.ts';
import { readProcess } from '../../runtime/process-info.ts';
import { TestEngine } from '../test-support.ts';

const second = 1e9;
const hour = 3600 * second;

describe('health checks', () => {
  let host: TestEngine;
  before(async () => {
    host = await TestEngine.open();
  });
  after(() => host.close());

  const run = (health: HealthConfig, tree: 'libpod' | 'compat' = 'compat') =>
    host.run(['sleep', '1000'], { tree, health });
  const state = (id: string) => host.containers.view(id).state.health!;

  /** The next event of a container that fits. */
  async function event(id: string, fits: (event: EngineEvent) => boolean): Promise<EngineEvent> {
    const signal = AbortSignal.timeout(60_000);
    const query = { replay: true, follow: true, signal };
    const matches = (one: EngineEvent) => one.id === id && fits(one);
    for await (const found of host.engine.events.stream({ ...query, matches })) return found;
    throw new Error('no such event came');
  }
  const becomes = (id: string, status: string) =>
    event(id, ({ action }) => action === `health_status: ${status}`);
  /** Of the processes that are no zombies. */
  const commandsOf = (id: string) =>
    host.engine.runtime
      .processes(id)
      .map((pid) => readProcess(pid)?.args.join(' '))
      .filter(Boolean);

  test('run on schedule, and the status follows what they find', async () => {
    const check = { test: ['CMD-SHELL', 'echo looked; test -f /ok'], interval: second / 20 };
    const id = await run({ ...check, retries: 2 });
    assert.equal(state(id).status, 'starting');
    await becomes(id, 'unhealthy');
    const { failingStreak, log } = state(id);
    assert.ok(failingStreak >= 2);
    assert.deepEqual([log[0]?.exitCode, log[0]?.output], [1, 'looked\n']);
    await host.engine.execs.capture(id, ['touch', '/ok']);
    await becomes(id, 'healthy');
    assert.equal(state(id).failingStreak, 0);
    await host.remove(id);
  });

  test('Podman’s first probe comes with the start', async () => {
    const id = await run({ test: ['CMD', 'true'], interval: hour }, 'libpod');
    await becomes(id, 'healthy');
    const told = await event(id, ({ action }) => action === 'health_status');
    assert.equal(told.attributes?.['healthStatus'], 'healthy');
    assert.equal(state(id).log.length, 1);
    await host.remove(id);
  });

  test('one that hangs is killed with all that it started', async () => {
    const script = 'echo begun; sleep 500 & sleep 600';
    const check = { test: ['CMD-SHELL', script], timeout: second / 2, retries: 1 };
    const id = await run({ ...check, interval: hour });
    await assert.rejects(host.engine.health.run(id), { status: 500, message: /500ms/ });
    const { status, log } = state(id);
    assert.equal(status, 'unhealthy');
    assert.equal(log[0]?.exitCode, -1);
    assert.equal(log[0].output, 'Health check exceeded timeout (500ms): begun\n');
    assert.deepEqual(commandsOf(id), ['sleep 1000']);
    await host.remove(id);
  });

  test('what ends before its children is not waited for any longer', async () => {
    const id = await run({ test: ['CMD-SHELL', 'sleep 500 & echo done'], interval: hour });
    const { passed } = await host.engine.health.run(id);
    assert.equal(passed, true);
    assert.equal(state(id).log[0]?.output, 'done\n');
    await host.remove(id);
  });

  test('by hand: counted as any other; refused where nothing can be probed', async () => {
    const id = await run({ test: ['CMD', 'false'], interval: hour, retries: 2 });
    const first = await host.engine.health.run(id);
    assert.deepEqual([first.passed, first.state.status], [false, 'starting']);
    const second = await host.engine.health.run(id);
    assert.equal(second.state.status, 'unhealthy');
    await host.containers.pause(id, 'libpod');
    await assert.rejects(host.engine.health.run(id), { status: 409 });
    await host.remove(id);
    await assert.rejects(host.engine.health.run(id), { status: 404 });
    const plain = await host.run(['sleep', '1000']);
    await assert.rejects(host.engine.health.run(plain), { status: 409 });
    await host.remove(plain);
  });

  test('a command that is not there, endless output', async () => {
    const missing = await run({ test: ['CMD', '/no/such'], interval: hour });
    assert.equal((await host.engine.health.run(missing)).passed, false);
    assert.match(state(missing).log[0]?.output ?? '', /no\/such/);
    await host.remove(missing);
    const endless = await run({ test: ['CMD', 'yes'], interval: hour, timeout: second / 5 });
    await assert.rejects(host.engine.health.run(endless), { status: 500, message: /200ms/ });
    assert.ok((state(endless).log[0]?.output.length ?? 0) < 4200);
    await host.remove(endless);
  });

  test('nothing is probed while paused, or after the end', async () => {
    const id = await run({ test: ['CMD', 'true'], interval: second / 20 });
    await becomes(id, 'healthy');
    await host.containers.pause(id, 'libpod');
    const { log, status } = state(id);
    assert.equal(status, 'unhealthy', 'to Docker nobody vouches for a paused container');
    await host.run(['true']).then((other) => host.output(other));
    assert.deepEqual(state(id).log, log);
    await host.containers.unpause(id, 'libpod');
    await becomes(id, 'healthy');
    await host.containers.kill(id, { tree: 'libpod' });
    const ended = state(id).log;
    await host.run(['true']).then((other) => host.output(other));
    assert.deepEqual(state(id).log, ended);
    await host.remove(id);
  });

  test('unhealthy has its consequence', async () => {
    const check = { test: ['CMD', 'false'], interval: second / 20, retries: 1 };
    const id = await host.create(['sleep', '1000'], { health: { ...check, onFailure: 'kill' } });
    const exited = host.containers.wait(id, ['next-exit']);
    await host.containers.start(id, 'libpod');
    assert.equal((await exited.result).exitCode, 137);
    await host.remove(id);
  });

  test('a start-up check comes first', async () => {
    const id = await host.run(['sleep', '1000'], {
      health: { test: ['CMD', 'test', '-f', '/up'], interval: hour },
      startupHealth: { test: ['CMD', 'test', '-f', '/up'], interval: second / 20, retries: 1000 },
    });
    await event(id, ({ action }) => action === 'health_status');
    assert.deepEqual([state(id).status, state(id).failingStreak], ['starting', 0]);
    await host.engine.execs.capture(id, ['touch', '/up']);
    await becomes(id, 'healthy');
    await host.remove(id);
  });

  test('what does not come up is restarted', async () => {
    const id = await host.run(['sleep', '1000'], {
      health: { test: ['CMD', 'true'], interval: hour },
      startupHealth: { test: ['CMD', 'false'], interval: second / 20, retries: 2 },
    });
    await event(id, ({ action }) => action === 'restart');
    await host.remove(id);
  });

  test('the daemon’s end ends the probe that runs; the next one goes on', async () => {
    const script = 'rm /hang || exit 0; echo hanging > /proc/1/fd/1; sleep 900';
    const check = { test: ['CMD-SHELL', script], interval: second / 20, timeout: hour };
    const id = await run(check);
    await becomes(id, 'healthy');
    await host.engine.execs.capture(id, ['touch', '/hang']);
    await host.logged(id, 'hanging');
    const before = state(id);
    await host.engine.close();
    const closed = Date.now();
    host = await TestEngine.open(host.root);
    assert.deepEqual(state(id), before);
    await event(id, ({ action, time }) => action === 'health_status' && time > closed * 1000);
    assert.ok(!commandsOf(id).includes('sleep 900'));
    await host.remove(id);
  });
});
