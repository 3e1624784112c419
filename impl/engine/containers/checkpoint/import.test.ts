import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { emptyContainerConfig } from '../../../container-config.ts';
import { readDump } from './dump.ts';
import { furtherChanges } from './further-changes.ts';
import { CheckpointHome } from './home.ts';
import { fromPodman } from './podman-dump.ts';
import { forPod } from './pod.ts';

let home: CheckpointHome;
beforeEach(async () => {
  home = new CheckpointHome(await mkdtemp(join(tmpdir(), 'refpod-dump-')));
});
afterEach(() => rm(home.folder, { recursive: true }));

const id = 'e9'.repeat(32);
/** What Podman 5.4 writes of `podman run -v data:/data -v /etc:/host:ro -p 127.0.0.1:8080:80 …`, less what we do not read. */
const CONFIG = {
  id,
  name: 'web',
  rootfsImageName: 'localhost/busybox:latest',
  RawImageName: 'localhost/busybox',
  Dependencies: null,
  namedVolumes: [{ volumeName: 'data', dest: '/data', options: ['rw', 'nosuid'] }],
  userVolumes: ['/data', '/host'],
  shmSize: 65_536_000,
  createNetNS: true,
  networkMode: 'bridge',
  newPortMappings: [
    { host_ip: '127.0.0.1', container_port: 80, host_port: 8080, range: 1, protocol: 'tcp' },
  ],
  newNetworks: { podman: { aliases: ['web'], interface_name: 'eth0' } },
  labels: { app: 'shop' },
  stopSignal: 15,
  stopTimeout: 10,
  logDriver: 'journald',
  restart_policy: 'on-failure',
  restart_retries: 3,
  healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 3e10, Retries: 3 },
  healthcheck_on_failure_action: 2,
};
const SPEC = {
  process: {
    args: ['sh', '-c', 'sleep 1000'],
    env: ['PATH=/bin', 'A=b=c'],
    cwd: '/tmp',
    capabilities: { bounding: ['CAP_CHOWN'] },
    rlimits: [{ type: 'RLIMIT_NOFILE', hard: 1024, soft: 1024 }],
  },
  root: { readonly: true },
  hostname: 'hh',
  mounts: [
    { destination: '/proc', type: 'proc', source: 'proc' },
    { destination: '/dev/shm', type: 'bind', source: '/run/shm', options: ['bind'] },
    { destination: '/etc/hosts', type: 'bind', source: '/run/hosts', options: ['bind'] },
    { destination: '/host', type: 'bind', source: '/etc', options: ['rbind', 'ro'] },
    { destination: '/data', type: 'bind', source: '/volumes/data', options: [] },
  ],
  linux: {
    resources: { memory: { limit: 104_857_600 }, pids: { limit: 2048 } },
    namespaces: [{ type: 'pid' }, { type: 'network' }, { type: 'ipc' }, { type: 'uts' }],
    seccomp: {},
    maskedPaths: ['/proc/kcore'],
  },
};

async function write(name: 'config.dump' | 'spec.dump' | 'deleted.files', value: unknown) {
  await writeFile(home.file(name), typeof value === 'string' ? value : JSON.stringify(value));
}

describe('a container of an archive', () => {
  test('of Podman is the one that it was', async () => {
    await write('config.dump', CONFIG);
    await write('spec.dump', SPEC);
    const { config, name } = await readDump(home);
    assert.equal(name, 'web');
    assert.equal(config.image, 'localhost/busybox');
    const { process, network, storage, security, namespaces, resources } = config;
    assert.deepEqual([process.entrypoint, process.command], [['sh'], ['-c', 'sleep 1000']]);
    assert.deepEqual(process.env, { PATH: '/bin', A: 'b=c' });
    assert.deepEqual([process.hostname, process.workDir], ['hh', '/tmp']);
    const port = { hostIp: '127.0.0.1', hostPort: 8080, containerPort: 80, range: 1 };
    assert.deepEqual(network.ports, [{ ...port, protocol: 'tcp' }]);
    assert.deepEqual(Object.keys(network.networks), ['podman']);
    assert.deepEqual(
      storage.mounts.map(({ destination, source }) => [destination, source]),
      [['/host', '/etc']],
    );
    assert.deepEqual(
      storage.volumes.map(({ name: volume, destination }) => [volume, destination]),
      [['data', '/data']],
    );
    assert.deepEqual([security.capDrop, security.capAdd], [['ALL'], ['CAP_CHOWN']]);
    assert.ok(security.readOnlyRoot);
    assert.deepEqual(namespaces.ipc, { mode: 'shareable' });
    assert.deepEqual(namespaces.cgroup, { mode: 'host' });
    assert.deepEqual(resources.memory, { limit: 104_857_600 });
    assert.deepEqual(config.restart, { policy: 'on-failure', tries: 3 });
    assert.equal(config.health?.onFailure, 'kill');
    assert.equal(config.log.driver, 'k8s-file');
  });

  test('of anything else is refused, with what is wrong', async () => {
    const refused = (what: RegExp) =>
      assert.rejects(readDump(home), { status: 400, message: what });
    await refused(/it has no config.dump/);
    await write('config.dump', '{');
    await refused(/config.dump: /);
    for (const other of [null, 5, {}, { id, name: '' }, { id: '../x', name: 'x' }]) {
      await write('config.dump', other);
      await refused(/tells no container/);
    }
    await write('config.dump', CONFIG);
    await refused(/it has no spec.dump/);
    await write('spec.dump', { mounts: 5 });
    await refused(/config.dump or spec.dump/);
  });

  test('of a pod joins another one, and none without being told', () => {
    const namespaces = [{ type: 'ipc', path: '/proc/1/ns/ipc' }, { type: 'pid' }];
    const dumped = fromPodman({ ...CONFIG, pod: 'p1' }, { ...SPEC, linux: { namespaces } });
    assert.throws(() => forPod(dumped, undefined), /without --pod/);
    const joined = forPod(dumped, 'p2');
    assert.equal(joined.pod, 'p2');
    assert.deepEqual(joined.namespaces.ipc, { mode: 'pod' });
    assert.deepEqual(joined.namespaces.pid, { mode: 'private' });
    const alone = fromPodman(CONFIG, SPEC);
    assert.throws(() => forPod(alone, 'p2'), /non pod container/);
    const needing = { ...emptyContainerConfig('libpod'), dependencies: ['other'] };
    assert.throws(() => forPod(needing, undefined), /dependencies/);
  });
});

test('what Podman lists as deleted is a layer of whiteouts', async () => {
  await write('deleted.files', ['/etc/group', '../../out']);
  const bytes = Buffer.concat(await Array.fromAsync(furtherChanges(home)));
  assert.ok(bytes.includes('etc/.wh.group'));
  assert.ok(bytes.includes('.wh.out'));
  assert.ok(!bytes.includes('..'));
  await write('deleted.files', { a: 1 });
  await assert.rejects(Array.fromAsync(furtherChanges(home)), /no list of paths/);
});

test('the root folder has the permissions that CRIU saw', async () => {
  await mkdir(home.images, { recursive: true });
  // A regular file with id, flags, name `/` and mode 040555, as an entry of files.img.
  const named = Buffer.from([0x08, 5, 0x32, 1, 0x2f, 0x50, 0xed, 0x82, 0x01]);
  const entry = Buffer.from([0x08, 1, 0x10, 5, 0x1a, named.length, ...named]);
  const head = Buffer.alloc(12);
  head.writeUInt32LE(entry.length, 8);
  await writeFile(join(home.images, 'files.img'), Buffer.concat([head, entry]));
  const bytes = Buffer.concat(await Array.fromAsync(furtherChanges(home)));
  assert.match(bytes.toString('latin1'), /^\.\/\0+0000555/);
});
