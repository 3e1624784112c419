import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { startRegistry } from '../../fixtures/index.ts';
import type { LocalRegistry } from '../../fixtures/index.ts';
import { startTargets } from '../targets/several.ts';
import type { Targets } from '../targets/several.ts';

const run = promisify(execFile);
const repository = path.join(import.meta.dirname, '../..');

const dockerfile = `
ARG BASE=localhost/busybox
FROM $BASE AS build
ARG TITLE=none
WORKDIR /src
COPY page.txt ./
RUN sed "s/TITLE/$TITLE/" page.txt > index.html
FROM $BASE
COPY --from=build --chown=1000:1000 /src/index.html /www/
EXPOSE 8080
USER 1000
CMD ["httpd", "-f", "-p", "8080", "-h", "/www"]
`;

let targets: Targets;
let folder: string;
const registries: LocalRegistry[] = [];

before(async () => {
  targets = await startTargets(['reference', 'podman']);
  folder = await mkdtemp(path.join(tmpdir(), 'refpod-web-'));
});
after(async () => {
  for (const registry of registries) await registry.stop();
  await targets.stop();
  await rm(folder, { recursive: true });
});

/** A registry on the host's loopback, or on that of a network; both have the same content. */
async function registry(options: Parameters<typeof startRegistry>[0]): Promise<string> {
  const started = await startRegistry({ ...options, store: path.join(folder, 'store') });
  registries.push(started);
  return started.host;
}

test('a web application that is built and pushed here runs on real Podman', async () => {
  const [reference, podman] = targets.running;
  assert.ok(reference && podman);
  const docker = async (...words: string[]) => {
    const PATH = `${process.env['PATH']}:${repository}/.cache/docker/usr/bin`;
    const engine = { DOCKER_HOST: reference.url, DOCKER_BUILDKIT: '0', HOME: folder };
    const env = { ...process.env, PATH, ...engine };
    return (await run('docker', words, { env, timeout: 100_000 })).stdout.trim();
  };
  const remote = async (...words: string[]) => {
    const env = { ...process.env, CONTAINER_HOST: podman.url };
    return (await run('podman', ['--remote', ...words], { env, timeout: 100_000 })).stdout.trim();
  };
  const context = path.join(folder, 'context');
  await run('mkdir', [context]);
  await writeFile(path.join(context, 'Dockerfile'), dockerfile);
  await writeFile(path.join(context, 'page.txt'), '<h1>TITLE</h1>\n');
  const here = `${await registry({})}/web/app`;
  await docker('build', '-t', here, '--build-arg', 'TITLE=from here', context);
  await docker('push', here);
  const { inside } = podman;
  const address = inside ? { inside, address: '127.0.0.1:5000' } : {};
  const there = `${await registry(address)}/web/app`;
  await remote('pull', '--tls-verify=false', there);
  const id = (await remote('image', 'inspect', '--format', '{{.Id}}', there)).trim();
  assert.equal(`sha256:${id}`, await docker('image', 'inspect', '--format', '{{.Id}}', here));
  await remote('run', '-d', '--name', 'web', there);
  // At once: Podman sometimes loses what a program writes that ends as soon as it has begun.
  const ask = 'until wget -q -O - http://127.0.0.1:8080/; do sleep 0.1; done; id -u';
  assert.equal(await remote('exec', 'web', 'sh', '-c', ask), '<h1>from here</h1>\n1000');
  await remote('rm', '-f', '-t', '0', 'web');
});
