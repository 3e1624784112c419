import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
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

/** What the compose plugin prints about the application of `services`. */
const compose = (...words: string[]) => docker('compose', '-f', at('compose.yaml'), ...words);
const fetch = (from: string, name: string) =>
  compose('exec', '-T', from, 'wget', '-q', '-O', '-', `http://${name}:8080/`);

const service = (text: string, networks: string[], others: object) => ({
  image: 'localhost/busybox',
  command: ['sh', '-c', serve(text)],
  networks,
  ...others,
});
/** web asks api, api asks cache; web starts once api says that it has reached cache. */
const application = {
  name: 'app',
  services: {
    web: service('shown', ['front'], {
      ports: ['127.0.0.1::8080'],
      depends_on: { api: { condition: 'service_healthy' } },
    }),
    api: service('answered', ['front', 'back'], {
      depends_on: ['cache'],
      healthcheck: { test: ['CMD', 'wget', '-q', '-O', '-', 'http://cache:8080/'], interval: '1s' },
    }),
    cache: service('cached', ['back'], { volumes: ['data:/data'] }),
  },
  networks: { front: {}, back: { internal: true } },
  volumes: { data: {} },
};

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'refpod-application-'));
  await startDaemon();
  const archive = at('image.tar');
  await writeFile(archive, await dockerArchive([images.busybox()]));
  await docker('load', '-i', archive);
  const plugins = 'usr/libexec/docker/cli-plugins';
  const unpacked = path.join(repository, '.cache/compose', plugins);
  await mkdir(at('.docker'));
  await symlink(existsSync(unpacked) ? unpacked : `/${plugins}`, at('.docker/cli-plugins'));
  await writeFile(at('compose.yaml'), JSON.stringify(application));
});
after(async () => {
  await removeContainers(`unix://${at('socket')}`);
  await docker('network', 'prune', '-f');
  await endDaemon('SIGTERM');
  await rm(folder, { recursive: true });
});

test('three services find each other by name, over restarts of the daemon', async () => {
  assert.match(await docker('compose', 'version'), /v?2\./);
  await compose('up', '-d');
  const published = await compose('port', 'web', '8080');
  const works = async () => {
    assert.equal(await fetch('web', 'api'), 'answered');
    assert.equal(await fetch('api', 'cache'), 'cached');
    assert.equal(await fetch('api', 'web'), 'shown');
    assert.equal(await fetch('cache', 'api'), 'answered');
    await assert.rejects(fetch('web', 'cache'), 'not on its network');
    assert.equal((await run('curl', ['-sS', '-m', '5', published])).stdout.trim(), 'shown');
  };
  await works();

  await endDaemon('SIGKILL');
  await flushRules();
  await startDaemon();
  await works();

  await endDaemon('SIGTERM');
  await startDaemon();
  const containers = () => compose('ps', '-q').then((ids) => ids.split('\n').sort());
  const before = await containers();
  await compose('up', '-d');
  assert.deepEqual(await containers(), before, 'nothing is made anew');
  await compose('restart', '-t', '0', 'api');
  await works();

  await compose('down', '-v', '-t', '0');
  assert.equal(await docker('volume', 'ls', '-q'), '');
  assert.doesNotMatch(await docker('network', 'ls'), /app_/);
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
