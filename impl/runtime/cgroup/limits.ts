import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { InternalError } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import type { OciBlockIO, OciResources, OciThrottle } from '../spec/oci-config.ts';
import { folderIn } from './control.ts';
import { hierarchyOf } from './layout.ts';
import type { CgroupLayout, Hierarchy } from './layout.ts';

/** Files of a control group with what they are to hold, in this order. */
type Files = [file: string, value: string | number | boolean | undefined][];

/** What a controller's files are given, by the version of its hierarchy. */
const controllers: Record<string, (resources: OciResources, version: 1 | 2) => Files> = {
  memory: ({ memory }, version) => (version === 1 ? memoryV1(memory) : memoryV2(memory)),
  cpu: ({ cpu }, version) => (version === 1 ? cpuV1(cpu) : cpuV2(cpu)),
  cpuset: ({ cpu }) => [
    ['cpuset.cpus', cpu?.['cpus'] || undefined],
    ['cpuset.mems', cpu?.['mems'] || undefined],
  ],
  pids: ({ pids }) => [['pids.max', pids?.limit]],
  blkio: ({ blockIO }, version) => (version === 1 ? blockV1(blockIO) : blockV2(blockIO)),
  hugetlb: ({ hugepageLimits = [] }, version) =>
    hugepageLimits.map(({ pageSize, limit }) => [
      `hugetlb.${pageSize}.${version === 1 ? 'limit_in_bytes' : 'max'}`,
      limit,
    ]),
};

/**
 * Makes a control group that limits all below it together; containers' own groups are the
 * runtime's business. Done again it changes nothing. A controller without a limit gets no folder
 * here: the runtime makes it with the first container's. Throws InternalError naming the limit
 * that the kernel refuses.
 */
export function limitGroup(layout: CgroupLayout, path: string, resources: OciResources): void {
  for (const [controller, filesOf] of Object.entries(controllers)) {
    const hierarchy = hierarchyOf(layout, controller);
    if (!hierarchy) continue;
    const files = filesOf(resources, hierarchy.version).filter(([, value]) => value !== undefined);
    if (files.length > 0) write(hierarchy, path, files);
  }
  const unified = Object.entries(resources.unified ?? {});
  const [v2] = layout.kind === 'v2' ? layout.hierarchies : [];
  if (v2 && unified.length > 0) write(v2, path, unified);
}

function write(hierarchy: Hierarchy, path: string, files: Files): void {
  const folder = folderIn(hierarchy, path);
  makeGroup(hierarchy, folder);
  for (const [file, value] of files) {
    try {
      writeFileSync(join(folder, file), String(value), { flag: 'r+' });
    } catch (cause) {
      throw new InternalError(`cannot limit ${path}: ${file} does not take ${value}`, { cause });
    }
  }
}

/** Makes the folder and those above it, each with what lets the ones below have processes. */
function makeGroup(hierarchy: Hierarchy, folder: string): void {
  const names = relative(hierarchy.path, folder).split('/').filter(Boolean);
  let place = hierarchy.path;
  for (const name of names) {
    if (hierarchy.version === 2) passOn(hierarchy, place);
    place = join(place, name);
    mkdirSync(place, { recursive: true });
    if (hierarchy.controllers.includes('cpuset') && hierarchy.version === 1) inherit(place);
  }
}

/** v2: controllers work below a group only when it says so; one that cannot is no loss here. */
function passOn({ controllers: all }: Hierarchy, folder: string): void {
  for (const controller of all) {
    try {
      writeFileSync(join(folder, 'cgroup.subtree_control'), `+${controller}`, { flag: 'r+' });
    } catch (error) {
      if (!hasCode(error, 'EBUSY', 'ENOENT', 'EINVAL', 'EOPNOTSUPP')) throw error;
    }
  }
}

/** v1: a group without processors or memory nodes can hold no process. */
function inherit(folder: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    if (readFileSync(join(folder, file), 'latin1').trim() !== '') continue;
    writeFileSync(join(folder, file), readFileSync(join(dirname(folder), file)));
  }
}

function memoryV1(memory: OciResources['memory'] = {}): Files {
  return [
    ['memory.limit_in_bytes', memory['limit']],
    ['memory.memsw.limit_in_bytes', memory['swap']],
    ['memory.soft_limit_in_bytes', memory['reservation']],
    ['memory.swappiness', memory['swappiness']],
  ];
}

/** The older limit of swap counts memory too. */
function memoryV2({ limit, swap, reservation }: Record<string, unknown> = {}): Files {
  const ownSwap =
    typeof swap === 'number' && typeof limit === 'number' && swap >= 0 ? swap - limit : swap;
  return [
    ['memory.max', orMax(limit)],
    ['memory.swap.max', orMax(ownSwap)],
    ['memory.low', orMax(reservation)],
  ];
}

/** -1 is no limit. */
function orMax(value: unknown): number | string | undefined {
  if (typeof value !== 'number') return undefined;
  return value < 0 ? 'max' : value;
}

function cpuV1(cpu: OciResources['cpu'] = {}): Files {
  return [
    ['cpu.shares', cpu['shares']],
    ['cpu.cfs_period_us', cpu['period']],
    ['cpu.cfs_quota_us', cpu['quota']],
    ['cpu.rt_period_us', cpu['realtimePeriod']],
    ['cpu.rt_runtime_us', cpu['realtimeRuntime']],
  ];
}

/** Shares of 2 to 262144 become weights of 1 to 10000, by the OCI runtimes' formula. */
function cpuV2({ shares, quota, period }: Record<string, unknown> = {}): Files {
  const weight =
    typeof shares === 'number' && shares > 0
      ? Math.trunc(1 + ((shares - 2) * 9999) / 262_142)
      : undefined;
  const isLimited = quota !== undefined || period !== undefined;
  return [
    ['cpu.weight', weight],
    ['cpu.max', isLimited ? `${orMax(quota) ?? 'max'} ${Number(period ?? 100_000)}` : undefined],
  ];
}

const rate = ({ major, minor, rate: bytes }: OciThrottle) => `${major}:${minor} ${bytes}`;

function blockV1(block: OciBlockIO = {}): Files {
  const each = (file: string, devices: OciThrottle[] = []): Files =>
    devices.map((device) => [file, rate(device)]);
  return [
    ['blkio.weight', block.weight],
    ...(block.weightDevice ?? []).map(({ major, minor, weight }): Files[number] => [
      'blkio.weight_device',
      `${major}:${minor} ${weight}`,
    ]),
    ...each('blkio.throttle.read_bps_device', block.throttleReadBpsDevice),
    ...each('blkio.throttle.write_bps_device', block.throttleWriteBpsDevice),
    ...each('blkio.throttle.read_iops_device', block.throttleReadIOPSDevice),
    ...each('blkio.throttle.write_iops_device', block.throttleWriteIOPSDevice),
  ];
}

function blockV2(block: OciBlockIO = {}): Files {
  const each = (key: string, devices: OciThrottle[] = []): Files =>
    devices.map(({ major, minor, rate: bytes }) => ['io.max', `${major}:${minor} ${key}=${bytes}`]);
  return [
    ['io.weight', block.weight],
    ...each('rbps', block.throttleReadBpsDevice),
    ...each('wbps', block.throttleWriteBpsDevice),
    ...each('riops', block.throttleReadIOPSDevice),
    ...each('wiops', block.throttleWriteIOPSDevice),
  ];
}
