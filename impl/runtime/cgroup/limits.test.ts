import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { InternalError } from '../../errors.ts';
import { controllerFolder, removeCgroup } from './control.ts';
import { readCgroupLayout } from './layout.ts';
import type { CgroupLayout } from './layout.ts';
import { limitGroup } from './limits.ts';

let folder: string;
before(() => (folder = mkdtempSync(join(tmpdir(), 'refpod-limits-'))));
after(() => rmSync(folder, { recursive: true }));

/** A tree as the kernel shows it: the files of a group, with nothing in them yet. */
function tree(name: string, files: string[]): string {
  const root = join(folder, name);
  mkdirSync(join(root, 'pods/one'), { recursive: true });
  for (const file of files) writeFileSync(join(root, 'pods/one', file), '');
  return root;
}

const read = (root: string, file: string) => readFileSync(join(root, 'pods/one', file), 'utf8');

const limits = {
  memory: { limit: 1000, swap: 3000, reservation: 500 },
  cpu: { shares: 1024, quota: 5000, period: 10_000 },
  pids: { limit: 7 },
  blockIO: { throttleReadBpsDevice: [{ major: 8, minor: 0, rate: 99 }] },
};

test('in a v1 tree each controller has its files', () => {
  const memory = tree('memory', [
    'memory.limit_in_bytes',
    'memory.memsw.limit_in_bytes',
    'memory.soft_limit_in_bytes',
  ]);
  const cpu = tree('cpu', ['cpu.shares', 'cpu.cfs_period_us', 'cpu.cfs_quota_us']);
  const layout: CgroupLayout = {
    kind: 'v1',
    hierarchies: [
      { version: 1, controllers: ['memory'], path: memory },
      { version: 1, controllers: ['cpu', 'cpuacct'], path: cpu },
    ],
  };
  limitGroup(layout, '/pods/one', limits);
  assert.equal(read(memory, 'memory.limit_in_bytes'), '1000');
  assert.equal(read(memory, 'memory.memsw.limit_in_bytes'), '3000');
  assert.equal(read(memory, 'memory.soft_limit_in_bytes'), '500');
  assert.equal(read(cpu, 'cpu.shares'), '1024');
  assert.equal(read(cpu, 'cpu.cfs_quota_us'), '5000');
  assert.equal(read(cpu, 'cpu.cfs_period_us'), '10000');
});

test('in a v2 tree the values have its forms', () => {
  const files = ['memory.max', 'memory.swap.max', 'memory.low', 'cpu.weight', 'cpu.max'];
  const path = tree('v2', [...files, 'pids.max', 'io.max', 'memory.high']);
  const layout: CgroupLayout = {
    kind: 'v2',
    hierarchies: [{ version: 2, controllers: ['memory', 'cpu', 'pids', 'io'], path }],
  };
  limitGroup(layout, '/pods/one', { ...limits, unified: { 'memory.high': '900' } });
  const held = Object.fromEntries(files.map((file) => [file, read(path, file)]));
  assert.deepEqual(held, {
    'memory.max': '1000',
    'memory.swap.max': '2000',
    'memory.low': '500',
    'cpu.weight': '39',
    'cpu.max': '5000 10000',
  });
  assert.equal(read(path, 'pids.max'), '7');
  assert.equal(read(path, 'io.max'), '8:0 rbps=99');
  assert.equal(read(path, 'memory.high'), '900');
});

test('the kernel takes a limit of memory, and a refused one is told', (t) => {
  const layout = readCgroupLayout();
  const path = `/refpod-limits-${process.pid}/pod`;
  const place = controllerFolder(layout, 'memory', path);
  if (!place) return t.skip('the host has no memory controller');
  try {
    limitGroup(layout, path, { memory: { limit: 64 << 20 } });
    const file = layout.kind === 'v2' ? 'memory.max' : 'memory.limit_in_bytes';
    assert.equal(Number(readFileSync(join(place, file), 'utf8')), 64 << 20);
    assert.throws(
      () => limitGroup(layout, path, { cpu: { quota: 1, period: 5 } }),
      (error: Error) => error instanceof InternalError && /cpu/.test(error.message),
    );
  } finally {
    removeCgroup(layout, path);
    removeCgroup(layout, `/refpod-limits-${process.pid}`);
  }
});
