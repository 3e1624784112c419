import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Conflict, NotFound, NotModified } from '../../errors.ts';
import { TestEngine } from '../test-support.ts';
import type { ContainerState } from './view.ts';

describe('the life of a container', () => {
  let host: TestEngine;
  before(async () => {
    host = await TestEngine.open();
  });
  after(() => host.close());

  const state = (id: string): ContainerState => host.containers.view(id).state.status;
  const force = { tree: 'libpod', force: true, volumes: true } as const;

  test('create, start, wait, remove', async () => {
    const id = await host.create(['sh', '-c', 'exit 7']);
    assert.equal(state(id), 'created');
    const wait = host.containers.wait(id, ['exited']);
    await host.containers.start(id, 'libpod');
    assert.deepEqual(await wait.result, { exitCode: 7 });
    const view = host.containers.view(id);
    assert.equal(view.state.status, 'exited');
    assert.equal(view.state.pid, 0);
    assert.ok(view.state.finishedAt >= view.state.startedAt);
    assert.deepEqual(await host.containers.wait(id, ['not-running']).result, { exitCode: 7 });
    const removed = host.containers.wait(id, ['removed']);
    await host.containers.remove(id, { ...force, force: false });
    assert.deepEqual(await removed.result, { exitCode: 7 });
    assert.throws(() => host.containers.view(id), NotFound);
    assert.equal(host.containers.exists(id), false);
    assert.deepEqual(await host.actions(id), [
      'create',
      'init',
      'start',
      'die',
      'cleanup',
      'remove',
    ]);
  });

  test('a container with a time limit is killed after it, and nothing is left of the run', async () => {
    const id = await host.create(['sleep', '1000'], { timeout: 1 });
    const wait = host.containers.wait(id, ['exited']);
    await host.containers.start(id, 'libpod');
    assert.deepEqual(await wait.result, { exitCode: -1 });
    assert.equal(await host.engine.runtime.state(id), undefined);
    await host.remove(id);
  });

  test('a container whose conmon was killed with it ends all the same', async () => {
    const id = await host.run(['sleep', '1000']);
    const { pid, conmonPid } = host.containers.view(id).state;
    const wait = host.containers.wait(id, ['exited']);
    process.kill(conmonPid, 'SIGKILL');
    process.kill(pid, 'SIGKILL');
    assert.deepEqual(await wait.result, { exitCode: 255 });
    await host.containers.start(id, 'libpod');
    assert.equal(state(id), 'running');
    await host.remove(id);
  });

  test('every verb in a state that does not fit', async () => {
    const id = await host.create(['sleep', '1000']);
    const { containers } = host;
    await assert.rejects(containers.stop(id, { tree: 'compat' }), NotModified);
    await containers.stop(id, { tree: 'libpod' });
    assert.equal(state(id), 'created');
    await assert.rejects(containers.kill(id, { tree: 'libpod' }), Conflict);
    await assert.rejects(containers.pause(id, 'libpod'), { status: 500 });
    await assert.rejects(containers.pause(id, 'compat'), Conflict);
    await assert.rejects(containers.unpause(id, 'compat'), { status: 500 });
    await assert.rejects(containers.resize(id, { rows: 1, columns: 1, tree: 'libpod' }), Conflict);

    await containers.init(id);
    assert.equal(state(id), 'initialized');
    await assert.rejects(containers.init(id), NotModified);
    await containers.start(id, 'libpod');
    assert.equal(state(id), 'running');
    await assert.rejects(containers.start(id, 'libpod'), NotModified);
    await assert.rejects(containers.init(id), NotModified);
    await assert.rejects(containers.remove(id, { ...force, force: false }), Conflict);

    await containers.pause(id, 'libpod');
    assert.equal(state(id), 'paused');
    await assert.rejects(containers.pause(id, 'compat'), Conflict);
    await assert.rejects(containers.pause(id, 'libpod'), { status: 500 });
    await assert.rejects(containers.start(id, 'compat'), Conflict);
    await assert.rejects(containers.stop(id, { tree: 'libpod' }), { status: 500 });
    await assert.rejects(containers.restart(id, { tree: 'libpod' }), { status: 500 });
    await containers.unpause(id, 'libpod');
    assert.equal(state(id), 'running');

    await containers.stop(id, { tree: 'libpod', timeout: 0 });
    assert.equal(state(id), 'exited');
    assert.equal(containers.view(id).state.exitCode, 137);
    await assert.rejects(containers.stop(id, { tree: 'libpod' }), NotModified);
    await assert.rejects(containers.kill(id, { tree: 'libpod' }), Conflict);
    await containers.remove(id, force);
  });

  test('stop: the signal, and after the timeout the kill; others are not kept waiting', async () => {
    const id = await host.create(['sh', '-c', 'trap "exit 3" TERM; while :; do sleep 0.05; done']);
    await host.containers.start(id, 'libpod');
    const deaf = await host.create(['sleep', '1000'], { stopSignal: 34 });
    await host.containers.start(deaf, 'libpod');
    await host.containers.kill(deaf, { tree: 'compat', signal: 'TERM' });
    const stopping = host.containers.stop(deaf, { tree: 'compat', timeout: 30 });
    assert.equal((await host.containers.inspect(deaf)).state.status === 'running', true);
    await host.containers.stop(id, { tree: 'libpod', timeout: 10 });
    assert.equal(host.containers.view(id).state.exitCode, 3);
    assert.equal(state(deaf), 'stopping');
    await host.containers.kill(deaf, { tree: 'compat', signal: '9' });
    await stopping;
    assert.equal(host.containers.view(deaf).state.exitCode, 137);
    const late = await host.create(['sleep', '1000']);
    await host.containers.start(late, 'libpod');
    await host.containers.stop(late, { tree: 'libpod', timeout: 1 });
    assert.equal(host.containers.view(late).state.exitCode, 137);
    for (const one of [id, deaf, late]) await host.containers.remove(one, force);
  });

  test('a forced remove ends what runs, also paused', async () => {
    for (const paused of [false, true]) {
      const id = await host.create(['sleep', '1000']);
      await host.containers.start(id, 'libpod');
      if (paused) await host.containers.pause(id, 'libpod');
      const wait = host.containers.wait(id, ['not-running']);
      assert.deepEqual(await host.containers.remove(id, force), [{ id }]);
      assert.deepEqual(await wait.result, { exitCode: 137 });
    }
  });

  test('auto-remove: the exit code survives the container', async () => {
    const id = await host.create(['sh', '-c', 'exit 5'], { autoRemove: true });
    const removed = host.containers.wait(id, ['removed']);
    const exit = host.containers.wait(id, ['next-exit']);
    await host.containers.start(id, 'compat');
    assert.deepEqual(await exit.result, { exitCode: 5 });
    assert.deepEqual(await removed.result, { exitCode: 5 });
    assert.equal(host.containers.exists(id), false);
  });

  test('a command that is not there: 127, the error kept, nothing left', async () => {
    const id = await host.create(['nosuch']);
    await assert.rejects(
      host.containers.start(id, 'compat'),
      /executable file not found in \$PATH/,
    );
    await assert.rejects(host.containers.start(id, 'libpod'), {
      rootCause: 'OCI runtime attempted to invoke a command that was not found',
    });
    const view = host.containers.view(id);
    assert.equal(view.state.status, 'created');
    assert.equal(view.state.exitCode, 127);
    assert.match(view.state.error, /nosuch/);
    await host.containers.remove(id, force);
    const gone = await host.create(['/etc/passwd'], { autoRemove: true });
    await assert.rejects(host.containers.start(gone, 'compat'), /permission denied/);
    assert.equal(host.containers.exists(gone), false);
  });

  test('restart: the same container, a new process, and --rm keeps still', async () => {
    const id = await host.create(['sleep', '1000'], { autoRemove: true });
    await host.containers.start(id, 'libpod');
    const { pid } = host.containers.view(id).state;
    await host.containers.restart(id, { tree: 'libpod', timeout: 0 });
    const after = host.containers.view(id).state;
    assert.equal(after.status, 'running');
    assert.notEqual(after.pid, pid);
    await host.containers.remove(id, force);
  });

  test('restart policies: on-failure so many times, and none after a stop', async () => {
    const id = await host.create(['sh', '-c', 'exit 1'], {
      restart: { policy: 'on-failure', tries: 2 },
    });
    const wait = host.containers.wait(id, ['exited']);
    await host.containers.start(id, 'libpod');
    assert.deepEqual(await wait.result, { exitCode: 1 });
    assert.equal(host.containers.view(id).restartCount, 2);

    const always = await host.create(['true'], { restart: { policy: 'always' } });
    const restarting = host.containers.wait(always, ['restarting']);
    await host.containers.start(always, 'libpod');
    await restarting.result;
    await host.containers.stop(always, { tree: 'libpod' });
    assert.equal(state(always), 'exited');
    for (const one of [id, always]) await host.containers.remove(one, force);
  });

  test('rename: found by the new name, the old one is free', async () => {
    const id = await host.create(['true'], { name: 'before' });
    const other = await host.create(['true'], { name: 'taken' });
    await assert.rejects(host.create(['true'], { name: 'taken' }), Conflict);
    await assert.rejects(host.containers.rename(id, 'taken'), Conflict);
    await assert.rejects(host.containers.rename(id, 'no good'), { status: 400 });
    await host.containers.rename('before', 'after');
    assert.equal(host.containers.view('after').id, id);
    assert.equal(host.containers.exists('before'), false);
    await Promise.all([id, other].map((one) => host.containers.remove(one, force)));
  });
});
