import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { describe, test } from 'node:test';
import { emptyContainerConfig } from '../../container-config.ts';
import type { ContainerConfig } from '../../container-config.ts';
import { boundingSet, DEFAULT_CAPABILITIES, processCapabilities } from './capabilities.ts';
import { deviceSetting } from './devices.ts';
import { mountsOf } from './mounts.ts';
import type { MountFacts } from './mounts.ts';
import { idMappings, namespacesOf } from './namespaces.ts';
import { containerProcess, execProcess } from './process.ts';
import { protectedPaths } from './protected-paths.ts';
import { clampOomScore, missingControllers, resourcesOf } from './resources.ts';
import { effectiveRlimits, parseHardLimits } from './rlimits.ts';

const config = (tree: ContainerConfig['tree'] = 'libpod') => emptyContainerConfig(tree);
const security = (change: Partial<ContainerConfig['security']>) => ({
  ...config().security,
  ...change,
});

describe('capabilities', () => {
  const host = ['CAP_BPF', ...DEFAULT_CAPABILITIES, 'CAP_NET_ADMIN'].sort();
  for (const [change, expected] of [
    [{}, DEFAULT_CAPABILITIES],
    [{ capAdd: ['net_admin'] }, [...DEFAULT_CAPABILITIES, 'CAP_NET_ADMIN'].sort()],
    [{ capDrop: ['ALL'], capAdd: ['CAP_CHOWN', 'bpf'] }, ['CAP_BPF', 'CAP_CHOWN']],
    [{ capDrop: ['all'] }, []],
    [{ capAdd: ['ALL'], capDrop: ['bpf'] }, host.filter((name) => name !== 'CAP_BPF')],
    [{ privileged: true, capDrop: ['ALL'] }, host],
  ] as const) {
    test(JSON.stringify(change), () => {
      const wanted = security(change as never);
      assert.deepEqual(boundingSet(wanted, host), expected);
    });
  }

  test('contradictions and inventions are refused', () => {
    const both = security({ capAdd: ['chown'], capDrop: ['CAP_CHOWN'] });
    assert.throws(() => boundingSet(both, host), /"CAP_CHOWN" cannot be dropped and added/);
    const unknown = security({ capAdd: ['fly'] });
    assert.throws(() => boundingSet(unknown, host), /unknown capability "CAP_FLY"/);
  });

  for (const [tree, whose, given] of [
    ['libpod', 'what was added by name', ['CAP_NET_ADMIN']],
    ['compat', 'nothing', []],
  ] as const) {
    test(`${tree}: root has the bounding set, another user only ${whose}`, () => {
      const bounding = ['CAP_CHOWN', 'CAP_NET_ADMIN'];
      const setsOf = (uid: number) => processCapabilities(bounding, ['net_admin'], { uid, tree });
      assert.deepEqual(setsOf(0).effective, bounding);
      const user = setsOf(1000);
      assert.deepEqual(user.bounding, bounding);
      for (const set of ['effective', 'permitted', 'inheritable', 'ambient'] as const) {
        assert.deepEqual(user[set], given, set);
      }
    });
  }
});

describe('rlimits', () => {
  const ceiling = { mayRaise: false, hard: { RLIMIT_NOFILE: 20000 }, maxOpenFiles: 1000000 };

  test('none is above what may be set', () => {
    const limits = effectiveRlimits([{ type: 'core', soft: -1, hard: -1 }], ceiling);
    assert.deepEqual(limits, [
      { type: 'RLIMIT_NOFILE', soft: 20000, hard: 20000 },
      { type: 'RLIMIT_NPROC', soft: 1048576, hard: 1048576 },
      { type: 'RLIMIT_CORE', soft: Infinity, hard: Infinity },
    ]);
    const wanted = [{ type: 'RLIMIT_NOFILE', soft: 512, hard: 30000 }];
    assert.deepEqual(effectiveRlimits(wanted, ceiling)[0], {
      type: 'RLIMIT_NOFILE',
      soft: 512,
      hard: 20000,
    });
  });

  test('who may raise limits is held by the kernel alone', () => {
    const limits = effectiveRlimits([], { ...ceiling, mayRaise: true });
    assert.equal(limits[0]?.hard, 1000000);
  });

  test('/proc/self/limits is read by row', () => {
    const text = [
      'Limit                     Soft Limit           Hard Limit           Units     ',
      'Max core file size        0                    unlimited            bytes     ',
      'Max open files            1024                 20000                files     ',
      'Max nice priority         0                    3                    ',
    ].join('\n');
    assert.deepEqual(parseHardLimits(text), { RLIMIT_NOFILE: 20000, RLIMIT_NICE: 3 });
  });
});

describe('namespaces', () => {
  const types = (list: { type: string }[]) => list.map(({ type }) => type);

  test('its own by default, with the control group only on v2', () => {
    const own = ['pid', 'network', 'ipc', 'uts'];
    assert.deepEqual(types(namespacesOf({}, {}, 'hybrid')), [...own, 'mount']);
    assert.deepEqual(types(namespacesOf({}, {}, 'v2')), [...own, 'cgroup', 'mount']);
  });

  test("the host's, another container's, a path's", () => {
    const wanted = {
      pid: { mode: 'host' },
      network: { mode: 'container', container: 'c' },
      uts: { mode: 'path', path: '/run/uts' },
    } as const;
    assert.deepEqual(namespacesOf(wanted, { network: '/proc/7/ns/net' }, 'v1'), [
      { type: 'network', path: '/proc/7/ns/net' },
      { type: 'ipc' },
      { type: 'uts', path: '/run/uts' },
      { type: 'mount' },
    ]);
    assert.throws(() => namespacesOf(wanted, {}, 'v1'), { status: 400 });
  });

  test('id mappings belong to a user namespace', () => {
    const uids = [{ container: 0, host: 100000, size: 1000 }];
    const wanted = { user: { mode: 'private' }, idMappings: { uids, gids: uids } } as const;
    const list = namespacesOf(wanted, {}, 'v1');
    const mapping = [{ containerID: 0, hostID: 100000, size: 1000 }];
    assert.deepEqual(idMappings(wanted as never, list), {
      uidMappings: mapping,
      gidMappings: mapping,
    });
    assert.equal(idMappings({}, namespacesOf({}, {}, 'v1')), undefined);
  });
});

describe('mounts', () => {
  const facts: MountFacts = {
    namespaces: namespacesOf({}, {}, 'v1'),
    gidMappings: undefined,
    shm: undefined,
    wanted: [],
    files: [{ source: '/b/hosts', destination: '/etc/hosts' }],
  };
  const at = (list: { destination: string }[], path: string) =>
    list.find(({ destination }) => destination === path) as { options: string[] } | undefined;

  test('the defaults, outer folders first', () => {
    const list = mountsOf(config(), facts);
    assert.deepEqual(
      list.map(({ destination }) => destination),
      [
        '/proc',
        '/dev',
        '/sys',
        '/dev/pts',
        '/dev/mqueue',
        '/dev/shm',
        '/etc/hosts',
        '/sys/fs/cgroup',
      ],
    );
    assert.ok(at(list, '/dev/shm')?.options.includes('size=67108864'));
    assert.ok(at(list, '/sys')?.options.includes('ro'));
  });

  test("a client's mount replaces the default and the engine's file", () => {
    const wanted = [
      { type: 'bind', source: '/mine', destination: '/etc/hosts', options: ['ro', 'z'] },
      { type: 'bind', source: '/dev', destination: '/dev', options: ['rslave'] },
    ];
    const list = mountsOf(config(), { ...facts, wanted });
    assert.deepEqual(at(list, '/etc/hosts')?.options, ['rbind', 'ro', 'rprivate']);
    assert.deepEqual(at(list, '/dev')?.options, ['rbind', 'rslave']);
    assert.equal(at(list, '/dev/pts'), undefined);
    assert.equal(list.filter(({ destination }) => destination === '/etc/hosts').length, 1);
  });

  test('tmpfs by the rules of each tree', () => {
    const wanted = [{ type: 'tmpfs', destination: '/x', options: ['size=1m', 'exec'] }];
    assert.deepEqual(at(mountsOf(config(), { ...facts, wanted }), '/x')?.options, [
      'size=1m',
      'exec',
      'nosuid',
      'nodev',
      'tmpcopyup',
      'rprivate',
    ]);
    assert.deepEqual(at(mountsOf(config('compat'), { ...facts, wanted }), '/x')?.options, [
      'size=1m',
      'exec',
      'nosuid',
      'nodev',
      'rprivate',
    ]);
  });

  test('a read-only root has writable tmpfs and locked files', () => {
    const readOnly = { ...config(), security: security({ readOnlyRoot: true }) };
    const list = mountsOf(readOnly, facts);
    assert.ok(at(list, '/var/tmp')?.options.includes('tmpcopyup'));
    assert.ok(at(list, '/etc/hosts')?.options.includes('ro'));
    const bare = {
      ...config(),
      security: security({ readOnlyRoot: true, readWriteTmpfs: false }),
    };
    assert.equal(at(mountsOf(bare, facts), '/tmp'), undefined);
  });

  test('shared memory follows the ipc namespace', () => {
    const host = { ...config(), namespaces: { ipc: { mode: 'host' } as const } };
    const namespaces = namespacesOf(host.namespaces, {}, 'v1');
    const list = mountsOf(host, { ...facts, namespaces });
    assert.equal(list.find(({ destination }) => destination === '/dev/shm')?.source, '/dev/shm');
    const none = { ...config(), namespaces: { ipc: { mode: 'none' } as const } };
    assert.equal(at(mountsOf(none, facts), '/dev/shm'), undefined);
  });
});

describe('process', () => {
  const user = { uid: 1000, gid: 1000, home: '/home/app', additionalGids: [1000, 2000] };
  const facts = { user, bounding: ['CAP_CHOWN'], hostname: 'web' };

  test('a container runs its command, below init when asked', () => {
    const wanted = config();
    wanted.process = {
      ...wanted.process,
      entrypoint: ['/bin/sh', '-c'],
      command: ['true'],
      env: { PATH: '/bin', TERM: 'xterm' },
      init: true,
      umask: '077',
    };
    const made = containerProcess(wanted, facts);
    assert.deepEqual(made.args, ['/run/podman-init', '--', '/bin/sh', '-c', 'true']);
    assert.deepEqual(made.env, ['PATH=/bin', 'TERM=xterm', 'HOME=/home/app', 'HOSTNAME=web']);
    assert.deepEqual(made.user, {
      uid: 1000,
      gid: 1000,
      umask: 0o77,
      additionalGids: [1000, 2000],
    });
    assert.equal(made.cwd, '/');
    wanted.process.umask = '99';
    assert.throws(() => containerProcess(wanted, facts), { status: 400 });
  });

  test("an exec session adds to the container's environment", () => {
    const wanted = config();
    wanted.process.env = { A: '1', B: '1', HOME: '/h' };
    const wish = { args: ['id'], terminal: true, privileged: true, workDir: '/w' };
    const made = execProcess(wanted, { ...wish, env: ['A=2', 'B', 'C=x=y'] }, facts);
    assert.deepEqual(made.env, ['A=2', 'HOME=/h', 'C=x=y', 'HOSTNAME=web']);
    assert.deepEqual(made.capabilities?.effective, ['CAP_CHOWN']);
    assert.equal(made.cwd, '/w');
    assert.throws(() => execProcess(wanted, { ...wish, env: ['=x'] }, facts), { status: 400 });
  });
});

describe('devices, resources, protected paths', () => {
  const layout = {
    kind: 'v1' as const,
    hierarchies: ['memory', 'pids'].map((name) => ({
      version: 1 as const,
      controllers: [name],
      path: `/sys/fs/cgroup/${name}`,
    })),
  };

  test('a device is made and allowed, the rest denied', () => {
    const wanted = config();
    wanted.storage.devices = [{ source: '/dev/null', destination: '/dev/nil', permissions: 'r' }];
    assert.deepEqual(deviceSetting(wanted), {
      devices: [
        {
          path: '/dev/nil',
          type: 'c',
          major: 1,
          minor: 3,
          fileMode: statSync('/dev/null').mode & 0o7777,
          uid: 0,
          gid: 0,
        },
      ],
      rules: [
        { allow: false, access: 'rwm' },
        { allow: true, type: 'c', major: 1, minor: 3, access: 'r' },
      ],
    });
    wanted.storage.devices = [{ source: '/etc/passwd', destination: '', permissions: '' }];
    assert.throws(() => deviceSetting(wanted), /is not a device node/);
    wanted.storage.devices = [{ source: '/dev/null/nosuch', destination: '', permissions: '' }];
    assert.throws(() => deviceSetting(wanted), /no such file or directory/);
  });

  test('limits without a controller are left out and told', () => {
    const wanted = {
      rlimits: [],
      sysctl: {},
      memory: { limit: 1024, kernel: 5 },
      cpu: { shares: 2 },
    };
    assert.deepEqual(resourcesOf(wanted, [], layout), {
      devices: [],
      pids: { limit: 2048 },
      memory: { limit: 1024 },
    });
    assert.deepEqual(missingControllers(wanted, layout), [
      'Your kernel does not support CPU capabilities or the cgroup is not mounted. Limitation discarded.',
    ]);
    assert.equal(resourcesOf({ ...wanted, pids: { limit: 0 } }, [], layout).pids, undefined);
  });

  test('an oom score is not below our own unless we may', () => {
    assert.equal(clampOomScore(-500, 100, false), 100);
    assert.equal(clampOomScore(200, 100, false), 200);
    assert.equal(clampOomScore(-500, 100, true), -500);
  });

  test('masks are added and taken away', () => {
    const wanted = { ...config(), security: security({ mask: ['/a'], unmask: ['/proc/kcore'] }) };
    const { masked, readonly } = protectedPaths(wanted);
    assert.ok(masked.includes('/a') && !masked.includes('/proc/kcore'));
    assert.ok(readonly.includes('/proc/sys'));
    const all = { ...config(), security: security({ unmask: ['ALL'] }) };
    assert.deepEqual(protectedPaths(all), { masked: [], readonly: [] });
    assert.ok(protectedPaths(config('compat')).masked.includes('/sys/devices/virtual/powercap'));
  });
});
