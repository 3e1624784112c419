import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readMountInfo } from '../../kernel/mountinfo.ts';
import { TestRuntime } from '../test-support.ts';
import { freeze, killAll, oomKills, processesIn, removeCgroup, thaw } from './control.ts';
import { readFigures, systemCpu } from './figures.ts';
import { cgroupLayout, hierarchyOf } from './layout.ts';
import type { CgroupLayout } from './layout.ts';
import { networkFigures } from './network-figures.ts';

describe('layouts of control groups', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'refpod-cgroup-'));
  });
  after(() => rm(folder, { recursive: true }));

  const layoutOf = (mountinfo: string, controllers = '') => {
    const path = join(folder, 'mountinfo');
    writeFileSync(path, mountinfo);
    return cgroupLayout(readMountInfo(path), () => controllers);
  };
  const v1 = (id: number, name: string) =>
    `${id} 24 0:${id} / /sys/fs/cgroup/${name} rw,nosuid shared:9 - cgroup cgroup rw,xattr,${name}\n`;
  const v2 = (path: string) => `30 24 0:26 / ${path} rw,nosuid shared:4 - cgroup2 cgroup2 rw\n`;

  test('unified', () => {
    const layout = layoutOf(v2('/sys/fs/cgroup'), 'cpuset cpu io memory hugetlb pids\n');
    assert.equal(layout.kind, 'v2');
    for (const name of ['memory', 'cpuacct', 'blkio', 'freezer', 'devices']) {
      assert.equal(hierarchyOf(layout, name)?.path, '/sys/fs/cgroup', name);
    }
    assert.equal(hierarchyOf(layout, 'rdma'), undefined);
  });

  test('legacy, with controllers mounted together', () => {
    const layout = layoutOf(v1(31, 'cpu,cpuacct') + v1(32, 'memory') + v1(33, 'name=systemd'));
    assert.equal(layout.kind, 'v1');
    assert.equal(hierarchyOf(layout, 'cpuacct')?.path, '/sys/fs/cgroup/cpu,cpuacct');
    assert.deepEqual(hierarchyOf(layout, 'name=systemd')?.controllers, ['name=systemd']);
    assert.equal(hierarchyOf(layout, 'pids'), undefined);
  });

  test('hybrid: a controller is where it is bound', () => {
    const layout = layoutOf(v1(32, 'memory') + v2('/sys/fs/cgroup/unified'), 'hugetlb\n');
    assert.equal(layout.kind, 'hybrid');
    assert.equal(hierarchyOf(layout, 'memory')?.version, 1);
    assert.equal(hierarchyOf(layout, 'hugetlb')?.version, 2);
    assert.equal(hierarchyOf(layout, 'pids'), undefined);
  });

  test('figures of a v1 tree', () => {
    const root = join(folder, 'v1');
    writeTree(root, {
      'cpuacct/c/cpuacct.usage': '5000\n',
      'cpuacct/c/cpuacct.usage_sys': '2000\n',
      'cpuacct/c/cpuacct.usage_user': '3000\n',
      'cpuacct/c/cpuacct.usage_percpu': '1000 4000 \n',
      'cpu/c/cpu.stat': 'nr_periods 3\nnr_throttled 2\nthrottled_time 99\n',
      'memory/c/memory.usage_in_bytes': '4096\n',
      'memory/c/memory.max_usage_in_bytes': '8192\n',
      'memory/c/memory.limit_in_bytes': '16384\n',
      'memory/c/memory.stat': 'cache 1\nrss 2\n',
      'memory/c/memory.oom_control': 'oom_kill_disable 0\nunder_oom 0\noom_kill 2\n',
      'pids/c/pids.current': '3\n',
      'pids/c/pids.max': 'max\n',
      'blkio/c/blkio.throttle.io_service_bytes':
        '8:0 Read 10\n8:0 Write 20\n8:0 Total 30\nTotal 30\n',
    });
    const names = ['cpuacct', 'cpu', 'memory', 'pids', 'blkio'];
    const layout: CgroupLayout = {
      kind: 'v1',
      hierarchies: names.map((name) => ({
        version: 1,
        controllers: [name],
        path: join(root, name),
      })),
    };
    const { cpu, memory, pids, blockIo } = readFigures(layout, '/c', 0);
    assert.deepEqual(cpu, {
      total: 5000,
      kernel: 2000,
      user: 3000,
      perCpu: [1000, 4000],
      throttled: { periods: 3, throttledPeriods: 2, time: 99 },
    });
    assert.deepEqual(memory, {
      usage: 4096,
      maxUsage: 8192,
      limit: 16384,
      stats: { cache: 1, rss: 2 },
    });
    assert.deepEqual(pids, { current: 3, limit: Infinity });
    assert.deepEqual(
      blockIo.map(({ op, value }) => [op, value]),
      [
        ['Read', 10],
        ['Write', 20],
        ['Total', 30],
      ],
    );
    assert.equal(oomKills(layout, '/c'), 2);
    assert.equal(readFigures(layout, '/gone', 0).memory.usage, 0);
  });

  test('figures, freezing and killing in a v2 tree', async () => {
    const root = join(folder, 'v2');
    writeTree(root, {
      'c/cpu.stat':
        'usage_usec 5\nuser_usec 3\nsystem_usec 2\nnr_periods 1\nnr_throttled 1\nthrottled_usec 7\n',
      'c/memory.current': '4096\n',
      'c/memory.peak': '8192\n',
      'c/memory.max': 'max\n',
      'c/memory.stat': 'anon 1\n',
      'c/memory.events': 'oom 1\noom_kill 1\n',
      'c/pids.current': '3\n',
      'c/pids.max': '100\n',
      'c/io.stat': '8:0 rbytes=10 wbytes=20 rios=1 wios=2\n',
      'c/cgroup.procs': '',
      'c/cgroup.freeze': '0\n',
      'c/cgroup.kill': '',
      'c/cgroup.events': 'populated 1\nfrozen 1\n',
      'c/inner/cgroup.procs': '12\n',
    });
    const controllers = ['cpu', 'memory', 'pids', 'io'];
    const layout: CgroupLayout = {
      kind: 'v2',
      hierarchies: [{ version: 2, controllers, path: root }],
    };
    const { cpu, memory, pids, blockIo } = readFigures(layout, '/c', 0);
    assert.deepEqual([cpu.total, cpu.kernel, cpu.throttled.time], [5000, 2000, 7000]);
    assert.ok(memory.limit > 1e6 && Number.isFinite(memory.limit), "the host's memory");
    assert.deepEqual(pids, { current: 3, limit: 100 });
    assert.deepEqual(
      blockIo.map(({ op, value }) => [op, value]),
      [
        ['read', 10],
        ['write', 20],
      ],
    );
    assert.equal(oomKills(layout, '/c'), 1);
    assert.deepEqual(processesIn(layout, '/c'), [12]);
    await freeze(layout, '/c');
    assert.equal(readFileSync(join(root, 'c/cgroup.freeze'), 'utf8').slice(0, 1), '1');
    thaw(layout, '/c');
    assert.equal(readFileSync(join(root, 'c/cgroup.freeze'), 'utf8').slice(0, 1), '0');
    await killAll(layout, '/c', 9);
    assert.equal(readFileSync(join(root, 'c/cgroup.kill'), 'utf8'), '1');
  });
});

test('counters of interfaces, without the loopback', () => {
  const text = [
    'Inter-|   Receive                                                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
    '    lo:       1       1    0    0    0     0          0         0        1       1    0    0    0     0       0          0',
    '  eth0:     100       2    3    4    0     0          0         0      200       5    6    7    0     0       0          0',
  ].join('\n');
  assert.deepEqual(networkFigures(text), {
    eth0: {
      rxBytes: 100,
      rxPackets: 2,
      rxErrors: 3,
      rxDropped: 4,
      txBytes: 200,
      txPackets: 5,
      txErrors: 6,
      txDropped: 7,
    },
  });
});

test('the time of all processors', () => {
  const stat = 'cpu  1 2 3 4 5 6 7 8 0 0\ncpu0 1 0 0 0\ncpu1 1 0 0 0\nintr 5\n';
  assert.deepEqual(systemCpu(stat), { systemCpu: 280_000_000, onlineCpus: 2 });
  // Clients read it into an integer: no rounding of fractions may show.
  const large = 'cpu  1672715 0 0 0 0 0 0\ncpu0 1\n';
  assert.equal(systemCpu(large).systemCpu, 16_727_150_000_000);
});

describe("a real container's control group", () => {
  let host: TestRuntime;
  before(async () => {
    host = await TestRuntime.open();
  });
  after(() => host.close());

  test('has figures, and is removed with what was made inside', async () => {
    const { layout } = host.runtime;
    const bundle = await host.run(
      ['sh', '-c', 'seq 20000 >/dev/null; sleep 1000'],
      {},
      (config) => {
        config.resources.memory = { limit: 64 << 20 };
        config.resources.pids = { limit: 50 };
      },
    );
    const pid = (await host.runtime.state(bundle.id))?.pid ?? 0;
    const figures = readFigures(layout, bundle.cgroupPath, pid);
    assert.ok(figures.cpu.total > 0 && figures.cpu.total < figures.systemCpu);
    assert.ok(figures.memory.usage > 0 && figures.memory.usage < 64 << 20);
    assert.equal(figures.memory.limit, 64 << 20);
    assert.equal(figures.pids.limit, 50);
    assert.deepEqual(figures.network, {});
    const folders = layout.hierarchies.map(({ path }) => join(path, bundle.cgroupPath));
    for (const folder of folders) mkdirSync(join(folder, 'inner', 'deeper'), { recursive: true });
    assert.equal(removeCgroup(layout, bundle.cgroupPath), false);
    await host.remove(bundle);
    assert.deepEqual(folders.filter(existsSync), []);
  });
});

function writeTree(root: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}
