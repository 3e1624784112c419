import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { dockerArchive, images } from '../../fixtures/index.ts';
import { removeContainers } from '../targets/empty.ts';

const run = promisify(execFile);
const repository = path.join(import.meta.dirname, '../..');
const launcher = path.join(repository, 'impl/cli/refpod');

let folder: string;
let daemon: ChildProcess;
const at = (file: string) => path.join(folder, file);
const roots = () => [`--root=${at('root')}`, `--runroot=${at('run')}`];

async function startDaemon(): Promise<void> {
  const words = ['serve', ...roots(), `--listen=unix://${at('socket')}`];
  daemon = spawn(launcher, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(daemon.stdout!)) if (line.includes('listening')) return;
  throw new Error('the daemon ended before it listened');
}

async function endDaemon(signal: NodeJS.Signals): Promise<void> {
  const ended = once(daemon, 'exit');
  daemon.kill(signal);
  await ended;
}

/** What the docker client prints. */
async function docker(...words: string[]): Promise<string> {
  const PATH = `${process.env['PATH']}:${repository}/.cache/docker/usr/bin`;
  const env = { ...process.env, PATH, DOCKER_HOST: `unix://${at('socket')}`, HOME: folder };
  return (await run('docker', words, { env, timeout: 60_000 })).stdout.trim();
}

const serve = (text: string) =>
  `mkdir /www; echo ${text} >/www/index.html; exec httpd -f -p 8080 -h /www`;
const fetch = (from: string, name: string) =>
  docker('exec', from, 'wget', '-q', '-O', '-', `http://${name}:8080/`);

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'refpod-application-'));
  await startDaemon();
  const archive = at('image.tar');
  await writeFile(archive, await dockerArchive([images.busybox()]));
  await docker('load', '-i', archive);
});
after(async () => {
  await removeContainers(`unix://${at('socket')}`);
  await docker('network', 'prune', '-f');
  await endDaemon('SIGTERM');
  await rm(folder, { recursive: true });
});

test('three services find each other by name, also after the daemon was killed', async () => {
  const image = ['localhost/busybox', 'sh', '-c'];
  await docker('network', 'create', 'front');
  await docker('network', 'create', '--internal', 'back');
  const cache = ['--name', 'app-cache-1', '--network', 'back', '--network-alias', 'cache'];
  await docker('run', '-d', ...cache, ...image, serve('cached'));
  const api = ['--name', 'app-api-1', '--network', 'front', '--network-alias', 'api'];
  await docker('run', '-d', ...api, '-p', '127.0.0.1::8080', ...image, serve('answered'));
  await docker('network', 'connect', '--alias', 'api', 'back', 'app-api-1');
  const web = ['--name', 'app-web-1', '--network', 'front', '--network-alias', 'web'];
  await docker('run', '-d', ...web, ...image, serve('shown'));
  const published = await docker('port', 'app-api-1', '8080/tcp');
  const works = async () => {
    assert.equal(await fetch('app-web-1', 'api'), 'answered');
    assert.equal(await fetch('app-api-1', 'cache'), 'cached');
    assert.equal(await fetch('app-api-1', 'app-web-1'), 'shown');
    assert.equal(await fetch('app-cache-1', 'api'), 'answered');
    await assert.rejects(fetch('app-web-1', 'cache'), 'not on its network');
    assert.equal((await run('curl', ['-sS', '-m', '5', published])).stdout.trim(), 'answered');
  };
  await works();

  await endDaemon('SIGKILL');
  await flushRules();
  await startDaemon();
  await works();

  await endDaemon('SIGTERM');
  await startDaemon();
  await docker('restart', '-t', '0', 'app-api-1');
  assert.equal(await fetch('app-web-1', 'api'), 'answered');
});

test('rules that somebody flushed come back with refpod reload', async () => {
  const name = ['--name', 'lonely', '-p', '127.0.0.1::8080'];
  await docker('run', '-d', ...name, 'localhost/busybox', 'sh', '-c', serve('alone'));
  const published = await docker('port', 'lonely', '8080/tcp');
  const answer = () => run('curl', ['-sS', '-m', '1', published]).then(({ stdout }) => stdout);
  await flushRules();
  await assert.rejects(answer());
  await run(launcher, ['reload', `--root=${at('root')}`]);
  const begin = Date.now();
  while ((await answer().catch(() => '')) !== 'alone\n')
    assert.ok(Date.now() - begin < 20_000, 'the rules come back');
});

test('there is nothing to reload where no daemon runs', async () => {
  await assert.rejects(run(launcher, ['reload', `--root=${at('run')}/nobody`]), /no daemon runs/);
});

/** What an administrator does to the rules of this daemon alone. */
async function flushRules(): Promise<void> {
  const hash = createHash('sha256').update(at('root')).digest('hex');
  await run('nft', ['delete', 'table', 'inet', `refpod_${hash.slice(0, 12)}`]);
}
