import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const REFPOD = fileURLToPath(new URL('refpod', import.meta.url));

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'refpod-serve-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Starts `refpod serve` on a folder of its own; `output` collects both streams. */
function serve(folder: string, options: string[] = [], stdio: StdioOptions = []) {
  const roots = ['--root', join(folder, 'root'), '--runroot', join(folder, 'run')];
  const standard = ['ignore', 'pipe', 'pipe'] as const;
  const child = spawn(
    'sh',
    ['-c', 'LISTEN_PID=$$ exec "$@"', 'sh', REFPOD, 'serve', ...roots, ...options],
    {
      stdio: [...standard, ...(stdio as [])],
      env: { ...process.env, LISTEN_FDS: `${stdio.length}` },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      child.emit('output');
    });
  }
  return {
    child,
    output: () => output,
    async until(pattern: RegExp): Promise<string> {
      while (!pattern.test(output)) {
        if (child.exitCode !== null) throw new Error(`ended: ${output}`);
        await Promise.race([once(child, 'output'), once(child, 'exit')]);
      }
      return output;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
}

async function ping(socketPath: string): Promise<string> {
  const [response] = await once(get({ socketPath, path: '/_ping' }), 'response');
  return text(response as NodeJS.ReadableStream);
}

suite('refpod serve', { timeout: 60_000 }, () => {
  test('listens, answers, and ends cleanly on SIGTERM', async () => {
    await using folder = await temporaryFolder();
    const socket = join(folder.path, 'api.sock');
    await using daemon = serve(folder.path, [
      '--listen',
      `unix://${socket}`,
      '--listen',
      'tcp://:0',
    ]);
    const [, port] = /tcp:\/\/127\.0\.0\.1:(\d+)/.exec(await daemon.until(/tcp:.*\n/)) ?? [];
    assert.equal(await ping(socket), 'OK');
    const [response] = await once(
      get({ host: '127.0.0.1', port, path: '/v1.41/_ping' }),
      'response',
    );
    assert.equal(await text(response as NodeJS.ReadableStream), 'OK');
    daemon.child.kill('SIGTERM');
    assert.equal(await ended(daemon.child), 0, daemon.output());
    assert.equal(existsSync(socket), false);
  });

  test('refuses a root that another daemon has, and says whose', async () => {
    await using folder = await temporaryFolder();
    await using first = serve(folder.path, ['--listen', `unix://${folder.path}/1.sock`]);
    await first.until(/listening/);
    await using second = serve(folder.path, ['--listen', `unix://${folder.path}/2.sock`]);
    assert.equal(await ended(second.child), 1);
    const message = `/root is used by another daemon, process ${first.child.pid}\n`;
    assert.ok(second.output().endsWith(message), second.output());
  });

  test('starts again after a kill -9: neither lock nor socket is in the way', async () => {
    await using folder = await temporaryFolder();
    const options = ['--listen', `unix://${folder.path}/api.sock`];
    await using first = serve(folder.path, options);
    await first.until(/listening/);
    first.child.kill('SIGKILL');
    await ended(first.child);
    await using second = serve(folder.path, options);
    await second.until(/listening/);
    assert.equal(await ping(join(folder.path, 'api.sock')), 'OK');
  });

  test('ends by itself when idle for --time seconds, but not under a request', async () => {
    await using folder = await temporaryFolder();
    const socket = join(folder.path, 'api.sock');
    await using daemon = serve(folder.path, ['--time', '1', '--listen', `unix://${socket}`]);
    await daemon.until(/listening/);
    const started = performance.now();
    assert.equal(await ping(socket), 'OK');
    assert.equal(await ended(daemon.child), 0, daemon.output());
    assert.ok(performance.now() - started > 900);
  });

  test('takes the socket that systemd opened', async () => {
    await using folder = await temporaryFolder();
    const socket = join(folder.path, 'activated.sock');
    const owner = createServer().listen(socket);
    await once(owner, 'listening');
    const { fd } = (owner as unknown as { _handle: { fd: number } })._handle;
    await using daemon = serve(folder.path, [], [fd]);
    await daemon.until(/listening on fd:/);
    owner.close();
    daemon.child.kill('SIGTERM');
    assert.equal(await ended(daemon.child), 0, daemon.output());
  });

  test('wrong options are one line and exit code 2', async () => {
    await using folder = await temporaryFolder();
    for (const options of [['--time', 'x'], ['--log-level', 'loud'], ['--nonsense']]) {
      await using daemon = serve(folder.path, options);
      assert.equal(await ended(daemon.child), 2);
      assert.match(daemon.output(), /^refpod: .*\nSee refpod --help\.\n$/);
    }
  });
});
