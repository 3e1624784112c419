import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { cgroupFile } from '../../suite/cgroup-files.ts';
import { clause } from '../../suite/clause-test.ts';
import { volumeName } from '../../suite/containers.ts';
import { fieldClauses, LOOKS, mounted, seen, status } from '../../suite/looks.ts';
import type { Field } from '../../suite/looks.ts';
import type { Scene } from '../../suite/scene.ts';
import { create } from './create.ts';

/** A row of the table, with what it adds to the request. */
interface Row extends Field {
  config?: Record<string, unknown>;
  host?: Record<string, unknown>;
}

const CGROUP = { Binds: ['/sys/fs/cgroup:/cg:ro'], CgroupnsMode: 'host' };

const FIELDS: readonly Row[] = [
  {
    slug: 'hostname',
    config: { Hostname: 'other', Domainname: 'example.org' },
    script: 'hostname; cat /etc/hostname /proc/sys/kernel/domainname',
    sees: /^other\nother\nexample\.org$/,
  },
  { slug: 'user', ...LOOKS.user, config: { User: '1234:77' } },
  {
    slug: 'env',
    config: { Env: ['MINE=a=b', 'HOSTNAME'] },
    script: 'echo "$MINE"',
    sees: /^a=b$/,
  },
  {
    slug: 'working-dir',
    config: { WorkingDir: '/new/folder' },
    script: 'pwd',
    sees: /^\/new\/folder$/,
  },
  {
    slug: 'memory',
    ...LOOKS.memory,
    host: { ...CGROUP, Memory: 67_108_864, MemoryReservation: 33_554_432 },
  },
  {
    slug: 'nano-cpus',
    host: { ...CGROUP, NanoCpus: 500_000_000 },
    script: cgroupFile('cpu.cfs_quota_us', 'cpu.max'),
    sees: /^50000( 100000)?$/,
    needs: 'cgroup-limits',
  },
  { slug: 'cpuset-cpus', ...LOOKS.cpuset, host: { ...CGROUP, CpusetCpus: '0' } },
  {
    slug: 'pids-limit',
    host: { ...CGROUP, PidsLimit: 77 },
    script: cgroupFile('pids.max', 'pids.max'),
    sees: /^77$/,
    needs: 'cgroup-limits',
  },
  {
    slug: 'ulimits',
    ...LOOKS.ulimits,
    host: {
      Ulimits: [
        { Name: 'nofile', Soft: 100, Hard: 200 },
        { Name: 'nproc', Soft: 1000, Hard: 1000 },
      ],
    },
  },
  { slug: 'oom-score-adj', ...LOOKS.oomScoreAdj, host: { OomScoreAdj: 500 } },
  {
    slug: 'devices',
    ...LOOKS.device,
    host: {
      Devices: [{ PathOnHost: '/dev/kmsg', PathInContainer: '/dev/mine', CgroupPermissions: 'r' }],
    },
  },
  {
    slug: 'cap-add',
    host: { CapDrop: ['ALL'], CapAdd: ['SYS_TIME'] },
    script: status('CapEff'),
    sees: /\t0{9}2000000$/,
  },
  {
    slug: 'security-opt',
    host: { SecurityOpt: ['no-new-privileges', 'seccomp=unconfined'] },
    script: `${status('NoNewPrivs')}; ${status('Seccomp')}`,
    sees: /^NoNewPrivs:\t1\nSeccomp:\t0$/,
  },
  { slug: 'masked-paths', ...LOOKS.mask, host: { MaskedPaths: ['/etc/passwd'] } },
  {
    slug: 'readonly-paths',
    host: { ReadonlyPaths: ['/etc'] },
    script: 'touch /etc/x',
    sees: /^$/,
    exitCode: 1,
  },
  {
    slug: 'readonly-rootfs',
    host: { ReadonlyRootfs: true },
    script: 'touch /dev/shm/x && echo memory; touch /x',
    sees: /^memory$/,
    exitCode: 1,
  },
  {
    slug: 'tmpfs',
    host: { Tmpfs: { '/t': 'size=1m,mode=700' } },
    script: mounted('/t'),
    sees: /^tmpfs \/t tmpfs rw,nosuid,nodev,noexec,.*size=1024k,mode=700/,
  },
  {
    slug: 'mounts-tmpfs',
    host: {
      Mounts: [{ Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 1_048_576, Mode: 448 } }],
    },
    script: mounted('/t'),
    sees: /size=1024k,mode=700/,
  },
  {
    slug: 'mounts-bind',
    ...LOOKS.bindReadOnly,
    host: { Mounts: [{ Type: 'bind', Source: '/etc', Target: '/b', ReadOnly: true }] },
  },
  { slug: 'shm-size', ...LOOKS.shmSize, host: { ShmSize: 1_048_576 } },
  { slug: 'ipc-mode', ...LOOKS.ipcNone, host: { IpcMode: 'none' } },
  { slug: 'pid-mode', ...LOOKS.pidHost, host: { PidMode: 'host' } },
  { slug: 'cgroupns-mode', ...LOOKS.cgroupPrivate, host: { CgroupnsMode: 'private' } },
  {
    slug: 'cgroup-parent',
    host: { CgroupParent: '/rp-docker-parent', CgroupnsMode: 'host' },
    script: 'cat /proc/self/cgroup',
    sees: /:\/rp-docker-parent\//,
  },
  { slug: 'network-mode', ...LOOKS.networkNone, host: { NetworkMode: 'none' } },
  {
    slug: 'dns',
    ...LOOKS.dns,
    host: {
      NetworkMode: 'default',
      Dns: ['1.1.1.1'],
      DnsSearch: ['example.org'],
      DnsOptions: ['ndots:3'],
    },
  },
  { slug: 'extra-hosts', ...LOOKS.hosts, host: { ExtraHosts: ['other:1.2.3.4'] } },
  { slug: 'sysctls', ...LOOKS.sysctl, host: { Sysctls: { 'kernel.shmmni': '321' } } },
  { slug: 'init', host: { Init: true }, script: 'cat /proc/1/cmdline', sees: /-init/ },
  { slug: 'group-add', ...LOOKS.groups, host: { GroupAdd: ['44'] } },
];

/** Requests that cannot be met, and what the refusal has to name. */
const REFUSED: readonly [config: Record<string, unknown>, host: object, names: RegExp][] = [
  [{ WorkingDir: 'relative' }, {}, /relative/],
  [{}, { Memory: 33_554_432, MemoryReservation: 67_108_864 }, /reservation/],
  [{}, { MemorySwappiness: 200 }, /swappiness/],
  [{}, { CpuPeriod: 10 }, /period/],
  [{}, { CpuQuota: 10 }, /quota/],
  [{}, { CpusetCpus: '4000' }, /4000/],
  [{}, { OomScoreAdj: 5000 }, /5000/],
  [{}, { ShmSize: -1 }, /SHM size/],
  [{}, { Runtime: 'nonsense' }, /nonsense/],
  [{}, { LogConfig: { Type: 'json-file', Config: { nonsense: '1' } } }, /nonsense/],
  [{}, { Mounts: [{ Type: 'bind', Source: '/etc', Target: '/' }] }, /'\/'/],
  [{}, { VolumesFrom: ['nonsense'] }, /nonsense/],
  [{}, { IpcMode: 'container:nonsense' }, /nonsense/],
  [{}, { UTSMode: 'host' }, /hostname/],
  [{ Healthcheck: { Test: ['CMD', 'true'], Interval: 100 } }, {}, /Interval/],
];

/** Runs a row's script in a container made with what the row asks for. */
async function run(scene: Scene, { config, host, script }: Omit<Row, 'slug' | 'sees'>) {
  const Cmd = ['sh', '-c', script];
  return scene.exited({ Cmd, ...config, HostConfig: { ...host } });
}

export default [
  ...fieldClauses('compat.container.create', FIELDS, run),

  clause('compat.container.create.201.volume-options', async (scene) => {
    const Source = volumeName(scene);
    const Options = { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' };
    const VolumeOptions = {
      Labels: { mine: 'yes' },
      DriverConfig: { Name: 'local', Options },
    };
    const host = { Mounts: [{ Type: 'volume', Source, Target: '/v', VolumeOptions }] };
    const { id } = await run(scene, { host, script: mounted('/v') });
    assert.match(await seen(scene, id), /^tmpfs .*size=1024k/);
    const made = (await scene.send('GET', scene.compat(`/volumes/${Source}`))).expect(200).json;
    assert.deepEqual((made as { Labels: object }).Labels, { mine: 'yes' });
  }),

  clause('compat.container.create.400.members', async (scene) => {
    for (const [config, HostConfig, names] of REFUSED) {
      const Hostname = 'UTSMode' in HostConfig ? { Hostname: 'x' } : {};
      const json = { Image: scene.image, Cmd: ['true'], HostConfig, ...Hostname, ...config };
      const answer = await create(scene, json);
      assert.equal(answer.status, 400, `${JSON.stringify(json)}: ${answer.text}`);
      assert.match(messageOf(answer), names);
    }
  }),
];
