import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import { BadParameter, Conflict } from '../errors.ts';
import { createLog, silentLog } from '../log.ts';
import { activatedSockets, listenOn, parseAddress } from './listen.ts';

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'refpod-listen-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function listening(path: string) {
  const server = createServer();
  await listenOn(server, { kind: 'unix', path }, silentLog);
  return {
    [Symbol.asyncDispose]: async () => void (await new Promise((done) => server.close(done))),
  };
}

suite('addresses', () => {
  test('are read', () => {
    const cases = {
      'unix:///run/refpod.sock': { kind: 'unix', path: '/run/refpod.sock' },
      'tcp://127.0.0.1:8080': { kind: 'tcp', host: '127.0.0.1', port: 8080 },
      'tcp://:0': { kind: 'tcp', host: '127.0.0.1', port: 0 },
      'tcp://[::1]:1': { kind: 'tcp', host: '::1', port: 1 },
    };
    for (const [text, address] of Object.entries(cases)) {
      assert.deepEqual(parseAddress(text), address);
    }
    for (const text of ['', 'unix://relative', 'tcp://host', 'tcp://h:99999', 'http://h:1']) {
      assert.throws(() => parseAddress(text), BadParameter);
    }
  });

  test('systemd’s are taken only by the process that they are meant for', () => {
    const environment = { LISTEN_PID: '7', LISTEN_FDS: '1', LISTEN_FDNAMES: 'api' };
    assert.deepEqual(activatedSockets(environment, 8), []);
    assert.deepEqual(activatedSockets({}, 8), []);
  });
});

suite('unix sockets', () => {
  test('are for owner and group only, and their folder is made', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'new', 'api.sock');
    await using _ = await listening(path);
    assert.equal((await stat(path)).mode & 0o777, 0o660);
  });

  test('that nobody listens on any more are replaced', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'api.sock');
    const program = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', program]), 'exit');
    assert.ok((await stat(path)).isSocket());
    await using _ = await listening(path);
  });

  test('of a running daemon, and other files, are left alone', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'api.sock');
    await using _ = await listening(path);
    await assert.rejects(listening(path), (error) => {
      assert.ok(error instanceof Conflict);
      assert.match(error.message, /another process listens on .*api\.sock$/);
      return true;
    });
    const file = join(folder.path, 'file');
    await writeFile(file, 'precious');
    await assert.rejects(listening(file), /exists and is no socket/);
  });
});

suite('tcp', () => {
  test('warns when others than this machine can reach it', async () => {
    for (const [host, warnings] of [
      ['127.0.0.1', 0],
      ['0.0.0.0', 1],
    ] as const) {
      const lines: string[] = [];
      const server = createServer();
      const address = { kind: 'tcp', host, port: 0 } as const;
      const bound = await listenOn(
        server,
        address,
        createLog('warn', (line) => lines.push(line)),
      );
      assert.match(bound, new RegExp(`^tcp://${host}:[1-9]\\d*$`));
      assert.equal(lines.length, warnings);
      await new Promise((done) => server.close(done));
    }
  });
});
