import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { stringify } from 'yaml';
import { TestEngine } from '../../test-support.ts';
import { PLAY } from '../test-support.ts';
import { takeDownKube } from './down.ts';
import type { PlayOptions } from './options.ts';
import { playKube } from './play.ts';

let engine: TestEngine;
let folder: string;

before(async () => {
  engine = await TestEngine.open();
  folder = await mkdtemp(join(tmpdir(), 'refpod-service-'));
});
after(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

function pods(names: string[], image = 'localhost/busybox'): string {
  const command = ['sh', '-c', 'trap "exit 0" TERM; sleep 1000 & wait'];
  const containers = [{ name: 'main', image, imagePullPolicy: 'Never', command }];
  const spec = { restartPolicy: 'Never', containers };
  return names.map((name) => stringify({ kind: 'Pod', metadata: { name }, spec })).join('---\n');
}

const play = (yaml: string, change: Partial<PlayOptions>) =>
  playKube(engine.engine, yaml, {
    ...PLAY,
    networks: ['none'],
    start: true,
    ...change,
  });

test('a service container lives as long as the pods that it stands for', async () => {
  const yaml = pods(['one', 'two']);
  const { service = '' } = await play(yaml, { serviceContainer: true });
  const { state, config, name } = engine.containers.view(service);
  assert.equal(state.status, 'running');
  assert.equal(config.isService, true);
  assert.match(name, /^[0-9a-f]{12}-service$/);
  await assert.rejects(
    engine.containers.remove(service, {
      tree: 'libpod',
      force: true,
      volumes: true,
    }),
    {
      status: 409,
      message: /service container/,
    },
  );
  await engine.engine.pods.stop('one');
  assert.equal(engine.containers.view(service).state.status, 'running');
  const ended = engine.containers.wait(service, ['exited']);
  await engine.engine.pods.stop('two');
  await ended.result;
  await engine.containers.prune({});
  await engine.engine.pods.start('one');
  assert.equal(engine.containers.view(service).state.status, 'running');
  await engine.engine.pods.remove('one', { force: true });
  assert.ok(engine.containers.exists(service));
  await takeDownKube(engine.engine, yaml, { force: false });
  assert.ok(!engine.containers.exists(service));
});

test('with replace the new service takes the place of the old one; what fails leaves none', async () => {
  const yaml = pods(['same']);
  const first = await play(yaml, { serviceContainer: true });
  const second = await play(yaml, { serviceContainer: true, replace: true });
  assert.notEqual(first.service, second.service);
  assert.ok(!engine.containers.exists(first.service ?? ''));
  await takeDownKube(engine.engine, yaml, { force: false });
  await assert.rejects(play(yaml, { serviceContainer: true, start: false }), /requires starting/);
  const wrong = pods(['good', 'good']);
  await assert.rejects(play(wrong, { serviceContainer: true }), /in use/);
  assert.deepEqual(
    engine.containers.all().map(({ record }) => record.name),
    [],
  );
});

test('an image that came along as a context is built when it is missing, or when that is wanted', async () => {
  await mkdir(join(folder, 'own'));
  const write = (text: string) =>
    writeFile(join(folder, 'own', 'Containerfile'), `FROM localhost/busybox\nLABEL is=${text}\n`);
  const yaml = pods(['built'], 'localhost/own:v1');
  const label = () =>
    engine.engine.storage.images.list().find(({ names }) => names.includes('localhost/own:v1'))
      ?.config.config?.Labels?.['is'];
  const options = { contexts: folder, start: false, replace: true };
  await assert.rejects(play(yaml, { ...options, build: false }), /localhost\/own/);
  await write('first');
  await play(yaml, options);
  assert.equal(label(), 'first');
  await write('second');
  await play(yaml, options);
  assert.equal(label(), 'first');
  await play(yaml, { ...options, build: true });
  assert.equal(label(), 'second');
  await writeFile(join(folder, 'own', 'Containerfile'), 'FROM localhost/busybox\nRUN false\n');
  await assert.rejects(play(yaml, { ...options, build: true }), /building localhost\/own:v1: /);
  await takeDownKube(engine.engine, yaml, { force: false });
});
