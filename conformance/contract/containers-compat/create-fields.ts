import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { cgroupFile } from '../../suite/cgroup-files.ts';
import { clause } from '../../suite/clause-test.ts';
import { volumeName, written } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { create } from './create.ts';

/** Members of the request, what a program in the container looks at, and what it must see. */
interface Field {
  /** The clause is `201.field-SLUG`. */
  slug: string;
  config?: Record<string, unknown>;
  host?: Record<string, unknown>;
  script: string;
  sees: RegExp;
  /** Ends with another code than 0. */
  exitCode?: number;
  needs?: 'cgroup-limits';
}

const status = (row: string) => `grep ^${row}: /proc/self/status`;
const mounted = (place: string) => `grep " ${place} " /proc/mounts`;
const CGROUP = { Binds: ['/sys/fs/cgroup:/cg:ro'], CgroupnsMode: 'host' };

const FIELDS: readonly Field[] = [
  {
    slug: 'hostname',
    config: { Hostname: 'other', Domainname: 'example.org' },
    script: 'hostname; cat /etc/hostname /proc/sys/kernel/domainname',
    sees: /^other\nother\nexample\.org$/,
  },
  { slug: 'user', config: { User: '1234:77' }, script: 'id -u; id -g', sees: /^1234\n77$/ },
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
    host: { ...CGROUP, Memory: 67_108_864, MemoryReservation: 33_554_432 },
    script: `${cgroupFile('memory.limit_in_bytes', 'memory.max')}; ${cgroupFile('memory.soft_limit_in_bytes', 'memory.low')}`,
    sees: /^67108864\n33554432$/,
    needs: 'cgroup-limits',
  },
  {
    slug: 'nano-cpus',
    host: { ...CGROUP, NanoCpus: 500_000_000 },
    script: cgroupFile('cpu.cfs_quota_us', 'cpu.max'),
    sees: /^50000( 100000)?$/,
    needs: 'cgroup-limits',
  },
  {
    slug: 'cpuset-cpus',
    host: { ...CGROUP, CpusetCpus: '0' },
    script: cgroupFile('cpuset.cpus', 'cpuset.cpus'),
    sees: /^0$/,
    needs: 'cgroup-limits',
  },
  {
    slug: 'pids-limit',
    host: { ...CGROUP, PidsLimit: 77 },
    script: cgroupFile('pids.max', 'pids.max'),
    sees: /^77$/,
    needs: 'cgroup-limits',
  },
  {
    slug: 'ulimits',
    host: {
      Ulimits: [
        { Name: 'nofile', Soft: 100, Hard: 200 },
        { Name: 'nproc', Soft: 1000, Hard: 1000 },
      ],
    },
    script: 'ulimit -Sn; ulimit -Hn',
    sees: /^100\n200$/,
  },
  {
    slug: 'oom-score-adj',
    host: { OomScoreAdj: 500 },
    script: 'cat /proc/self/oom_score_adj',
    sees: /^500$/,
  },
  {
    slug: 'devices',
    host: {
      Devices: [{ PathOnHost: '/dev/kmsg', PathInContainer: '/dev/mine', CgroupPermissions: 'r' }],
    },
    script: 'stat -c "%t:%T" /dev/mine',
    sees: /^1:b$/,
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
  {
    slug: 'masked-paths',
    host: { MaskedPaths: ['/etc/passwd'] },
    script: 'wc -c </etc/passwd',
    sees: /^0$/,
  },
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
    host: { Mounts: [{ Type: 'bind', Source: '/etc', Target: '/b', ReadOnly: true }] },
    script: mounted('/b'),
    sees: / \/b \S+ ro,/,
  },
  {
    slug: 'shm-size',
    host: { ShmSize: 1_048_576 },
    script: mounted('/dev/shm'),
    sees: /size=1024k/,
  },
  {
    slug: 'ipc-mode',
    host: { IpcMode: 'none' },
    script: `${mounted('/dev/shm')}; echo end`,
    sees: /^end$/,
  },
  {
    slug: 'pid-mode',
    host: { PidMode: 'host' },
    script: 'test $$ -gt 1 && echo yes',
    sees: /^yes$/,
  },
  {
    slug: 'cgroupns-mode',
    host: { CgroupnsMode: 'private' },
    script: 'cut -d: -f3 /proc/self/cgroup | sort -u',
    sees: /^\/$/,
  },
  {
    slug: 'cgroup-parent',
    host: { CgroupParent: '/rp-docker-parent', CgroupnsMode: 'host' },
    script: 'cat /proc/self/cgroup',
    sees: /:\/rp-docker-parent\//,
  },
  {
    slug: 'network-mode',
    host: { NetworkMode: 'none' },
    script: 'ls /sys/class/net',
    sees: /^lo$/,
  },
  {
    slug: 'dns',
    host: {
      NetworkMode: 'default',
      Dns: ['1.1.1.1'],
      DnsSearch: ['example.org'],
      DnsOptions: ['ndots:3'],
    },
    script: 'cat /etc/resolv.conf',
    sees: /(?=[^]*^search example\.org$)(?=[^]*^nameserver 1\.1\.1\.1$)[^]*^options ndots:3$/m,
  },
  {
    slug: 'extra-hosts',
    host: { ExtraHosts: ['other:1.2.3.4'] },
    script: 'cat /etc/hosts',
    sees: /^1\.2\.3\.4\s+other$/m,
  },
  {
    slug: 'sysctls',
    host: { Sysctls: { 'kernel.shmmni': '321' } },
    script: 'cat /proc/sys/kernel/shmmni',
    sees: /^321$/,
  },
  { slug: 'init', host: { Init: true }, script: 'cat /proc/1/cmdline', sees: /-init/ },
  { slug: 'group-add', host: { GroupAdd: ['44'] }, script: 'id -G', sees: /\b44\b/ },
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

async function run(scene: Scene, { config, host, script }: Field) {
  const Cmd = ['sh', '-c', script];
  const { id, exitCode } = await scene.exited({ Cmd, ...config, HostConfig: { ...host } });
  return { exitCode, text: (await written(scene, id)).stdout.replaceAll('\0', ' ').trim() };
}

export default [
  ...FIELDS.map((field) =>
    clause(
      `compat.container.create.201.field-${field.slug}`,
      async (scene) => {
        const { exitCode, text } = await run(scene, field);
        assert.match(text, field.sees);
        assert.equal(exitCode, field.exitCode ?? 0, text);
      },
      field.needs ? { needs: [field.needs] } : {},
    ),
  ),

  clause('compat.container.create.201.volume-options', async (scene) => {
    const Source = volumeName(scene);
    const Options = { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' };
    const VolumeOptions = {
      Labels: { mine: 'yes' },
      DriverConfig: { Name: 'local', Options },
    };
    const host = { Mounts: [{ Type: 'volume', Source, Target: '/v', VolumeOptions }] };
    const { text } = await run(scene, { slug: '', sees: /^/, host, script: mounted('/v') });
    assert.match(text, /^tmpfs .*size=1024k/);
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
