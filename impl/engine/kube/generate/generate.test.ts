import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { RefpodError } from '../../../errors.ts';
import type { ContainerConfig } from '../../../container-config.ts';
import { TestEngine } from '../../test-support.ts';
import type { KubeContainer, KubePod } from '../objects.ts';
import { GENERATE } from '../test-support.ts';
import { generateKube } from './generate.ts';

let engine: TestEngine;
let folder: string;

before(async () => {
  engine = await TestEngine.open();
  folder = await mkdtemp(join(tmpdir(), 'refpod-kube-'));
});

after(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

async function generate(names: string[], service = false): Promise<KubePod[]> {
  const text = await generateKube(engine.engine, names, { ...GENERATE, service });
  return parseAllDocuments(text).map((document) => document.toJS() as KubePod);
}

/** The only container of the Pod that a container with this configuration gives. */
async function containerOf(
  command: string[],
  change: Partial<ContainerConfig> = {},
): Promise<KubeContainer> {
  const id = await engine.create(command, change);
  const [pod] = await generate([id]);
  await engine.remove(id);
  return pod?.spec?.containers?.[0] ?? assert.fail('one container');
}

test('what the image says is left out', async () => {
  const { process } = engine.config([]);
  assert.equal((await containerOf(['sh'])).command, undefined);
  assert.deepEqual((await containerOf(['true'])).command, ['true']);
  const app = (change: Partial<ContainerConfig['process']>) =>
    containerOf([], { image: 'localhost/app', process: { ...process, ...change } });
  const whole = await app({});
  assert.deepEqual(Object.keys(whole).sort(), ['image', 'name']);
  assert.deepEqual((await app({ command: ['x'] })).args, ['x']);
  const { command, args } = await app({ entrypoint: ['/bin/sh'], command: ['-c', 'true'] });
  assert.deepEqual([command, args], [['/bin/sh'], ['-c', 'true']]);
  const { env, workingDir } = await app({ env: { GREETING: 'bye', NEW: 'yes' }, workDir: '/tmp' });
  assert.deepEqual(env, [
    { name: 'GREETING', value: 'bye' },
    { name: 'NEW', value: 'yes' },
  ]);
  assert.equal(workingDir, '/tmp');
});

test('names of users become numbers, as the container’s files have them', async () => {
  const { process, security } = engine.config([]);
  const { securityContext } = await containerOf(['true'], {
    process: { ...process, user: 'app', command: ['true'] },
    security: { ...security, capAdd: ['net_admin'], capDrop: ['ALL'], noNewPrivileges: true },
  });
  assert.deepEqual(securityContext?.capabilities, { add: ['CAP_NET_ADMIN'], drop: ['ALL'] });
  assert.equal(securityContext?.allowPrivilegeEscalation, false);
  assert.ok((securityContext?.runAsUser ?? 0) > 0);
});

test('every kind of mount is a volume of its kind', async () => {
  const { storage } = engine.config([]);
  await writeFile(join(folder, 'file'), '');
  const bind = { type: 'bind', options: [] };
  const id = await engine.create(['true'], {
    storage: {
      ...storage,
      mounts: [
        { ...bind, source: folder, destination: '/folder' },
        { ...bind, source: join(folder, 'file'), destination: '/file', options: ['ro'] },
        { type: 'tmpfs', destination: '/scratch', options: [] },
      ],
      volumes: [{ name: 'kube-data', destination: '/data', options: ['ro'] }],
      devices: [{ source: '/dev/null', destination: '/dev/nothing', permissions: 'rwm' }],
    },
  });
  const [pod] = await generate([id]);
  await engine.remove(id);
  const mounts = pod?.spec?.containers?.[0]?.volumeMounts ?? [];
  const byPath = Object.fromEntries(
    mounts.map(({ mountPath = '', name, readOnly = false }) => {
      const { name: _, ...volume } = pod?.spec?.volumes?.find((one) => one.name === name) ?? {};
      return [mountPath, { ...volume, readOnly }];
    }),
  );
  assert.deepEqual(byPath, {
    '/folder': { hostPath: { path: folder, type: 'Directory' }, readOnly: false },
    '/file': { hostPath: { path: join(folder, 'file'), type: 'File' }, readOnly: true },
    '/scratch': { emptyDir: { medium: 'Memory' }, readOnly: false },
    '/data': {
      persistentVolumeClaim: { claimName: 'kube-data', readOnly: true },
      readOnly: true,
    },
    '/dev/nothing': { hostPath: { path: '/dev/null', type: 'CharDevice' }, readOnly: false },
  });
  const [claim] = await generate(['kube-data']);
  assert.equal(claim?.kind, 'PersistentVolumeClaim');
});

test('several containers make one Pod, and what they publish one Service', async () => {
  const { network } = engine.config([]);
  const port = { hostIp: '', hostPort: 41_000, range: 2, containerPort: 80 };
  const first = await engine.create(['true'], {
    name: 'kube_first',
    namespaces: {},
    network: { ...network, ports: [{ ...port, protocol: 'udp' }] },
  });
  const second = await engine.create(['true'], { name: 'kube-second' });
  const [service, pod, ...more] = await generate([first, 'kube-second'], true);
  await engine.remove(first);
  await engine.remove(second);
  assert.equal(more.length, 0);
  assert.equal(pod?.metadata?.name, 'kubefirst-pod');
  assert.deepEqual(
    pod.spec?.containers?.map(({ name }) => name),
    ['kubefirst', 'kube-second'],
  );
  const { ports } = (service?.spec ?? {}) as { ports?: { port: number; protocol: string }[] };
  assert.deepEqual(
    ports?.map(({ port: number, protocol }) => [number, protocol]),
    [
      [80, 'UDP'],
      [81, 'UDP'],
    ],
  );
});

test('texts that YAML 1.1 takes for something else are quoted', async () => {
  const env = { A: 'yes', B: '1:30', C: '0755', D: 'null', E: '1e3', F: 'line\nbreak ', G: '=' };
  const id = await engine.create(['true'], {
    process: { ...engine.config(['x']).process, env },
  });
  const text = await generateKube(engine.engine, [id], GENERATE);
  await engine.remove(id);
  for (const version of ['1.1', '1.2'] as const) {
    const [document] = parseAllDocuments(text, { version });
    const pod = document?.toJS() as KubePod;
    const read = pod.spec?.containers?.[0]?.env?.map(({ name = '', value }) => [name, value]);
    assert.deepEqual(Object.fromEntries(read ?? []), env);
  }
});

test('a Pod becomes the template of a workload, when its restart policy allows it', async () => {
  const policy = async (type: string, restart: ContainerConfig['restart']) => {
    const id = await engine.create(['true'], { name: 'kube-one', restart });
    try {
      const text = await generateKube(engine.engine, [id], { ...GENERATE, type });
      const { kind, metadata, spec } = parse(text) as KubePod;
      const { template } = spec as { template?: KubePod };
      return [kind, metadata?.name, template?.spec?.restartPolicy];
    } finally {
      await engine.remove(id);
    }
  };
  assert.deepEqual(await policy('deployment', { policy: 'no' }), [
    'Deployment',
    'kube-one-pod-deployment',
    undefined,
  ]);
  assert.deepEqual(await policy('job', { policy: 'no' }), ['Job', 'kube-one-pod-job', 'Never']);
  await assert.rejects(policy('daemonset', { policy: 'on-failure' }), RefpodError);
  await assert.rejects(policy('job', { policy: 'always' }), RefpodError);
  await assert.rejects(policy('cronjob', { policy: 'always' }), RefpodError);
});

test('a name that nothing has is an error', async () => {
  await assert.rejects(generate(['kube-nobody']), RefpodError);
});
