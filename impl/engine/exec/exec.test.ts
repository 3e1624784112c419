import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { Tree } from '../containers/view.ts';
import { TestEngine } from '../test-support.ts';
import type { ExecConfig } from './session.ts';

describe('exec sessions', () => {
  let host: TestEngine;
  let container: string;
  before(async () => {
    host = await TestEngine.open();
    container = await host.run(['sleep', '1000']);
  });
  after(() => host.close());

  const config = (command: string[], change: Partial<ExecConfig> = {}): ExecConfig => ({
    tree: 'libpod',
    command,
    env: [],
    terminal: false,
    privileged: false,
    attach: { stdin: false, stdout: true, stderr: true },
    ...change,
  });
  const create = (command: string[], change: Partial<ExecConfig> = {}, name = container) =>
    host.engine.execs.create(name, config(command, change));

  /** Runs a session attached, with what the client types, to the end of its connection. */
  async function run(id: string, input = '', tree: Tree = 'libpod') {
    const streams = await host.engine.execs.start(id, { tree, detach: false });
    const client = new Client(input);
    await streams?.serve(client);
    return { ...client.texts(), ...host.engine.execs.inspect(id) };
  }

  test('runs once, with its environment, user and folder, and is remembered', async () => {
    const script = 'id -u; echo $A-$HOME; pwd; echo err >&2; exit 3';
    const id = create(['sh', '-c', script], { user: '1000', env: ['A=b'], workDir: '/tmp' });
    assert.deepEqual(host.engine.execs.idsOf(container), [id]);
    assert.equal(host.engine.execs.inspect(id).state, 'created');
    const { stdout, stderr, state, exitCode, pid } = await run(id);
    assert.equal(stdout, '1000\nb-/home/app\n/tmp\n');
    assert.equal(stderr, 'err\n');
    assert.deepEqual([state, exitCode], ['ended', 3]);
    assert.ok(pid > 1);
    await assert.rejects(run(id), { status: 500, rootCause: 'exec session state improper' });
    await assert.rejects(run(id, '', 'compat'), { status: 409 });
  });

  test('stdin goes in, and its end does not cut the output', async () => {
    const id = create(['sh', '-c', 'cat; echo after'], {
      attach: { stdin: true, stdout: true, stderr: true },
    });
    const { stdout, exitCode } = await run(id, 'typed\n');
    assert.equal(stdout, 'typed\nafter\n');
    assert.equal(exitCode, 0);
  });

  test('large output comes whole and ends with the process, whoever else holds its pipes', async () => {
    const script = 'sleep 1000 & head -c 3000000 /dev/zero; echo end; echo wrong >&2; exit 7';
    const { stdout, stderr, exitCode } = await run(create(['sh', '-c', script]));
    assert.deepEqual([stdout.length, stdout.slice(-4), stderr], [3_000_004, 'end\n', 'wrong\n']);
    assert.equal(exitCode, 7);
  });

  test('one whose client leaves writes on and ends', async () => {
    const id = create(['sh', '-c', 'echo begun; read line; head -c 3000000 /dev/zero; exit 5'], {
      attach: { stdin: true, stdout: true, stderr: true },
    });
    const streams = await host.engine.execs.start(id, { tree: 'libpod', detach: false });
    const client = new Client();
    const served = streams?.serve(client);
    await client.shows('begun');
    client.destroy();
    await served;
    while (host.engine.execs.inspect(id).state !== 'ended')
      await new Promise((go) => setTimeout(go, 10));
    assert.equal(host.engine.execs.inspect(id).exitCode, 5);
  });

  test('fast ones lose nothing', async () => {
    for (let round = 0; round < 10; round += 1) {
      assert.equal((await run(create(['echo', `${round}`]))).stdout, `${round}\n`);
    }
  });

  test('a terminal gets its size with the start, and another one later', async () => {
    const { execs } = host.engine;
    // The runtime sets the size beside the running process: it may look too early.
    const until = (size: string) =>
      `until [ "$(stty size 2>/dev/null)" = "${size}" ]; do sleep 0.01; done`;
    const id = create(
      ['sh', '-c', `${until('22 99')}; echo small; ${until('33 44')}; echo large`],
      {
        terminal: true,
      },
    );
    await assert.rejects(execs.resize(id, { rows: 1, columns: 1 }, { tree: 'libpod' }), {
      status: 500,
    });
    const size = { rows: 22, columns: 99 };
    const streams = await execs.start(id, { tree: 'libpod', detach: false, size });
    const client = new Client();
    const served = streams?.serve(client);
    // Asked for at once, as docker exec does it, it waits for the start.
    await execs.resize(id, size, { tree: 'libpod' });
    await client.shows('small');
    await execs.resize(id, { rows: 33, columns: 44 }, { tree: 'libpod' });
    await served;
    assert.equal(client.raw(), 'small\r\nlarge\r\n');
  });

  test('detached it runs on, and ends with its container', async () => {
    const other = await host.run(['sleep', '1000']);
    const id = create(['sleep', '1000'], {}, other);
    assert.equal(await host.engine.execs.start(id, { tree: 'compat', detach: true }), undefined);
    const { pid, state } = host.engine.execs.inspect(id);
    assert.equal(state, 'running');
    assert.ok(existsSync(`/proc/${pid}`));
    await host.containers.kill(other, { tree: 'libpod' });
    await host.containers.wait(other, ['exited']).result;
    await host.remove(other);
    assert.throws(() => host.engine.execs.inspect(id), { status: 404 });
    assert.equal(existsSync(`/proc/${pid}`), false);
  });

  test('the detach keys leave it running', async () => {
    const id = create(['cat'], {
      terminal: true,
      detachKeys: 'ctrl-a',
      attach: { stdin: true, stdout: true, stderr: true },
    });
    const streams = await host.engine.execs.start(id, { tree: 'libpod', detach: false });
    const client = new Client();
    client.push('\x01');
    await streams?.serve(client);
    assert.equal(host.engine.execs.inspect(id).state, 'running');
    const { pid } = host.engine.execs.inspect(id);
    process.kill(pid, 'SIGKILL');
  });

  test('privileged, and without a variable of the container', async () => {
    const script = 'grep CapEff /proc/self/status; echo ${container-none}';
    const plain = await run(create(['/bin/sh', '-c', script], { env: ['container'] }));
    assert.match(plain.stdout, /00000000a80425fb\nnone$/m);
    const { stdout } = await run(create(['sh', '-c', script], { privileged: true }));
    assert.match(stdout, /CapEff:\s+000001f/);
  });

  test('a program that cannot be run is told where its output would be', async () => {
    for (const [command, code] of [
      [['nosuch'], 127],
      [['/etc/passwd'], 126],
    ] as const) {
      const { stderr, exitCode } = await run(create([...command]));
      assert.match(stderr, /^Error: crun: .*: OCI .*\n$/);
      assert.equal(exitCode, code);
    }
    const detached = (tree: Tree) =>
      host.engine.execs.start(create(['nosuch']), { tree, detach: true });
    await assert.rejects(detached('compat'), { status: 400 });
    await assert.rejects(detached('libpod'), { status: 500 });
  });

  test('an unknown user: thrown in one tree, told in the other', async () => {
    const id = create(['id'], { user: 'ghost' });
    await assert.rejects(run(id), { status: 500, message: /unable to find user ghost/ });
    assert.equal(host.engine.execs.inspect(id).exitCode, 125);
    const told = await run(create(['id'], { user: 'ghost' }), '', 'compat');
    assert.match(told.stderr, /unable to find user ghost/);
    assert.equal(told.exitCode, 126);
  });

  test('what is refused', async () => {
    const streamless = create(['true'], { attach: { stdin: false, stdout: false, stderr: false } });
    await assert.rejects(run(streamless), /at least one stream/);
    assert.throws(() => create([]), { status: 500 });
    assert.throws(() => create([], { tree: 'compat' }), { status: 400 });
    assert.throws(() => create(['true'], { detachKeys: 'ctrl-1' }), { status: 400 });
    assert.throws(() => create(['true'], {}, 'nosuch'), { status: 404 });
    assert.throws(() => host.engine.execs.inspect(streamless.slice(0, 12)), { status: 404 });
    const other = await host.run(['sleep', '1000']);
    const early = create(['true'], {}, other);
    await host.containers.pause(other, 'libpod');
    assert.throws(() => create(['true'], {}, other), { status: 409 });
    await assert.rejects(run(early), { status: 409 });
    await host.remove(other);
    const never = await host.create(['true']);
    assert.throws(() => create(['true'], {}, never), { status: 409 });
  });

  test('events tell of each step', async () => {
    const other = await host.run(['sleep', '1000']);
    await run(create(['sh', '-c', 'exit 4'], {}, other));
    const actions = await host.actions(other);
    const own = actions.filter((action) => action.startsWith('exec'));
    assert.deepEqual(own, ['exec-create', 'exec-start', 'exec-die']);
  });

  test('many at once', async () => {
    const ids = Array.from({ length: 20 }, (_, at) => create(['sh', '-c', `exit ${at}`]));
    const codes = await Promise.all(ids.map(async (id) => (await run(id)).exitCode));
    assert.deepEqual(
      codes,
      ids.map((_, at) => at),
    );
  });

  test('a restarted daemon knows the sessions and sees their ends', async () => {
    const first = await TestEngine.open();
    const id = await first.run(['sleep', '1000']);
    const make = (command: string[]) => first.engine.execs.create(id, config(command));
    const start = (session: string) =>
      first.engine.execs.start(session, { tree: 'compat', detach: true });
    const waiting = make(['true']);
    const [later, meanwhile] = [make(['sleep', '1000']), make(['sh', '-c', 'sleep 0.2; exit 6'])];
    await start(later);
    await start(meanwhile);
    const { pid } = first.engine.execs.inspect(meanwhile);
    await first.engine.close();
    while (existsSync(`/proc/${pid}`)) await new Promise((go) => setTimeout(go, 10));

    const second = await TestEngine.open(first.root);
    const { execs } = second.engine;
    assert.equal(execs.inspect(waiting).state, 'created');
    assert.deepEqual(execs.idsOf(id).sort(), [waiting, later, meanwhile].sort());
    assert.equal(execs.inspect(later).state, 'running');
    assert.deepEqual(
      [execs.inspect(meanwhile).state, execs.inspect(meanwhile).exitCode],
      ['ended', 6],
    );
    process.kill(execs.inspect(later).pid, 'SIGTERM');
    await second.close();
    assert.equal(existsSync(join(first.root, 'run')), false);
  });
});

/** A client that types `input`, ends its half, and keeps what it gets. */
class Client extends Duplex {
  readonly #received: Buffer[] = [];

  constructor(input?: string) {
    super({ allowHalfOpen: true });
    if (input) this.push(input);
    if (input !== undefined) this.push(null);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#received.push(chunk);
    this.emit('received');
    done();
  }

  /** Resolves once this text was received. */
  async shows(text: string): Promise<void> {
    while (!this.raw().includes(text)) await once(this, 'received');
  }

  raw(): string {
    return Buffer.concat(this.#received).toString();
  }

  /** By stream, from the frames. */
  texts(): { stdout: string; stderr: string } {
    const all = Buffer.concat(this.#received);
    const texts = { stdout: '', stderr: '' };
    for (let at = 0; at < all.length; ) {
      const end = at + 8 + all.readUInt32BE(at + 4);
      texts[all[at] === 1 ? 'stdout' : 'stderr'] += all.subarray(at + 8, end).toString();
      at = end;
    }
    return texts;
  }
}
