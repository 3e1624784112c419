import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { stringify } from 'yaml';
import { RefpodError } from '../../../errors.ts';
import { TestEngine } from '../../test-support.ts';
import { takeDownKube } from './down.ts';
import type { PlayOptions } from './options.ts';
import { playKube } from './play.ts';
import { PLAY } from '../test-support.ts';

let engine: TestEngine;
let folder: string;

before(async () => {
  engine = await TestEngine.open();
  folder = await mkdtemp(join(tmpdir(), 'refpod-play-'));
});

after(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const OPTIONS: PlayOptions = { ...PLAY, networks: ['none'], start: true };

const container = (name: string, command: string, rest: object = {}) => ({
  name,
  image: 'localhost/busybox',
  imagePullPolicy: 'Never',
  command: ['sh', '-c', command],
  ...rest,
});

function pod(name: string, spec: object): object {
  return { kind: 'Pod', metadata: { name }, spec: { restartPolicy: 'Never', ...spec } };
}

function yaml(...objects: object[]): string {
  return objects.map((object) => stringify(object)).join('---\n');
}

const play = (objects: object[], options: Partial<PlayOptions> = {}) =>
  playKube(engine.engine, yaml(...objects), { ...OPTIONS, ...options });

/** All that a play can leave behind. */
async function everything(): Promise<unknown[]> {
  const all = { tree: 'libpod', all: true, filters: {}, size: false } as const;
  return [
    (await engine.containers.list(all)).map(({ name }) => name),
    engine.engine.pods.list({}).map(({ name }) => name),
    engine.engine.volumes.list().map(({ name }) => name),
    engine.engine.secrets.list(undefined).map(({ name }) => name),
    await readdir(join(engine.root, 'root', 'volumes')),
  ];
}

test('what cannot be made whole leaves nothing', async () => {
  const before = await everything();
  const claim = { kind: 'PersistentVolumeClaim', metadata: { name: 'left' } };
  const secret = { kind: 'Secret', metadata: { name: 'left' }, stringData: { a: 'b' } };
  const volumes = [{ name: 'own', emptyDir: {} }];
  const good = pod('good', { containers: [container('a', 'sleep 1000')], volumes });
  const wrong = [
    pod('wrong', { containers: [container('a', 'true', { image: 'localhost/nothing' })] }),
    pod('wrong', { containers: [container('a', 'true'), container('a', 'true')] }),
    pod('wrong', { containers: [container('a', 'true', { volumeMounts: [{ name: 'no' }] })] }),
    pod('wrong', { initContainers: [container('a', 'exit 3')], containers: [] }),
    pod('wrong', { volumes: [{ name: 'x', hostPath: { path: 'relative' } }] }),
    pod('wrong', { volumes: [{ name: 'x', hostPath: { path: folder, type: 'File' } }] }),
    pod('wrong', { volumes: [{ name: 'x' }] }),
    pod('good', { containers: [] }),
    pod('', {}),
  ];
  for (const object of wrong) {
    await assert.rejects(play([claim, secret, good, object]), (error) => {
      assert.ok(error instanceof RefpodError && error.status === 500, String(error));
      return error.message.startsWith('playing YAML file: ');
    });
    assert.deepEqual(await everything(), before);
  }
});

test('items become files with their modes, and stay within the volume', async () => {
  const configMap = { kind: 'ConfigMap', metadata: { name: 'values' }, data: { a: 'A', b: 'B' } };
  const items = [{ key: 'a', path: 'deep/file', mode: 0o400 }];
  const volume = (change: object) => [
    { name: 'values', configMap: { name: 'values', items, defaultMode: 0o640, ...change } },
  ];
  const volumeMounts = [{ name: 'values', mountPath: '/values' }];
  const show = 'cd /values; find . -type f -exec stat -c "%n %a" {} +';
  const run = async (name: string, change: object) => {
    const containers = [container('show', show, { volumeMounts })];
    const { pods } = await play([configMap, pod(name, { containers, volumes: volume(change) })]);
    return engine.output(pods[0]?.containers[0] ?? '');
  };
  assert.equal(await run('one', {}), './deep/file 400');
  const all = await run('two', { items: undefined });
  assert.deepEqual(all.split('\n').sort(), ['./a 640', './b 640']);
  for (const path of ['../out', '/out', '', 'a/../../out']) {
    await assert.rejects(run('three', { items: [{ key: 'a', path }] }), RefpodError);
  }
  await takeDownKube(engine.engine, yaml(pod('one', {}), pod('two', {})), { force: false });
});

test('init containers run once, or at every start of the pod', async () => {
  const volumes = [{ name: 'log', hostPath: { path: folder, type: 'Directory' } }];
  const volumeMounts = [{ name: 'log', mountPath: '/log' }];
  const write = (name: string) => container(name, `echo ${name} >> /log/steps`, { volumeMounts });
  const kind = { 'io.podman.annotations.init.container.type': 'always' };
  const spec = { initContainers: [write('init')], containers: [write('main')], volumes };
  for (const [name, annotations] of Object.entries({ once: {}, always: kind })) {
    const object = { ...pod(name, spec), metadata: { name, annotations } };
    const { pods } = await play([object]);
    const [made] = pods;
    assert.ok(made);
    await engine.containers.wait(made.containers[0] ?? '', ['exited']).result;
    assert.equal(engine.containers.exists(made.initContainers[0] ?? ''), name === 'always');
    const { infra } = engine.engine.pods.inspect(made.id);
    await engine.containers.wait(infra?.id ?? '', ['exited']).result;
    await engine.engine.pods.start(made.id);
    const main = engine.containers.wait(made.containers[0] ?? '', ['exited']);
    await main.result;
    const read = await engine.run(['cat', '/log/steps'], {
      storage: {
        ...engine.config([]).storage,
        mounts: [{ type: 'bind', source: folder, destination: '/log', options: [] }],
      },
    });
    const steps = (await engine.output(read)).split('\n');
    assert.equal(steps.filter((step) => step === 'init').length, name === 'always' ? 2 : 1);
    await takeDownKube(engine.engine, yaml(object), { force: false });
    await rm(join(folder, 'steps'));
  }
});

test('memory that two containers share is one, and bounded', async () => {
  const volumes = [{ name: 'memory', emptyDir: { medium: 'Memory', sizeLimit: '64Ki' } }];
  const volumeMounts = [{ name: 'memory', mountPath: '/memory' }];
  const containers = [
    container('reads', 'until test -e /memory/file; do sleep 0.1; done; cat /memory/file', {
      volumeMounts,
    }),
    container('writes', 'echo here > /memory/file; stat -f -c %T:%b /memory', { volumeMounts }),
  ];
  const { pods } = await play([pod('memory', { containers, volumes })]);
  const [reads = '', writes = ''] = pods[0]?.containers ?? [];
  await engine.logged(reads, 'here');
  assert.match(await engine.output(writes), /^tmpfs:16$/);
  await takeDownKube(engine.engine, yaml(pod('memory', {})), { force: false });
});

test('a Secret takes the place of a former one, unless that is immutable', async () => {
  const secret = (value: string, immutable = false) => ({
    kind: 'Secret',
    metadata: { name: 'kept' },
    stringData: { value },
    immutable,
  });
  const first = await play([secret('one')]);
  const second = await play([secret('two', true)]);
  assert.notDeepEqual(first.secrets, second.secrets);
  await assert.rejects(play([secret('three')]), /immutable/);
  const { secrets } = await takeDownKube(engine.engine, yaml(secret('x')), { force: false });
  assert.deepEqual(
    secrets.map(({ id }) => id),
    second.secrets,
  );
});

test('YAML that cannot be read is an error, however it is broken', async () => {
  const bomb = Array.from({ length: 30 }, (_, at) => {
    const list = Array.from({ length: 9 }, () => (at === 0 ? 'x' : `*a${at - 1}`));
    return `a${at}: &a${at} [${list.join(', ')}]`;
  });
  const broken = ['{', 'a: b: c', '- Pod', '1', 'kind: [Pod]', 'kind: Pod\nkind: Pod'];
  for (const text of [...broken, bomb.join('\n'), '', '---\n---\n', 'kind: List\nitems: 5']) {
    await assert.rejects(playKube(engine.engine, text, OPTIONS), (error) => {
      return error instanceof RefpodError && error.status === 500;
    });
  }
});
