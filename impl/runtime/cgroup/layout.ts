import { readFileSync } from 'node:fs';
import { readMountInfo } from '../../kernel/mountinfo.ts';
import type { MountEntry } from '../../kernel/mountinfo.ts';

/** One hierarchy of control groups and where it is mounted. */
export interface Hierarchy {
  version: 1 | 2;
  /** v1: the controllers bound to it (`cpu`, `name=systemd`); v2: the ones that are available in it. */
  controllers: string[];
  /** Mount point. */
  path: string;
}

/**
 * How the host's control groups are laid out: `v2` alone (unified), `v1` alone (legacy), or both
 * side by side (hybrid), where the v2 tree usually has no controllers.
 */
export interface CgroupLayout {
  kind: 'v1' | 'v2' | 'hybrid';
  hierarchies: Hierarchy[];
}

/** Controllers that containers can be limited and measured by. */
export const KNOWN_CONTROLLERS = [
  'blkio',
  'cpu',
  'cpuacct',
  'cpuset',
  'devices',
  'freezer',
  'hugetlb',
  'memory',
  'pids',
] as const;

/** The layout of this host. Throws a system error when /proc cannot be read. */
export function readCgroupLayout(): CgroupLayout {
  return cgroupLayout(readMountInfo(), (path) =>
    readFileSync(`${path}/cgroup.controllers`, 'utf8'),
  );
}

/**
 * @param mounts of the process's namespace
 * @param v2Controllers text of a v2 mount's `cgroup.controllers`
 */
export function cgroupLayout(
  mounts: readonly MountEntry[],
  v2Controllers: (path: string) => string,
): CgroupLayout {
  const hierarchies: Hierarchy[] = [];
  const seen = new Set<string>();
  for (const { type, mountPoint, superOptions } of mounts) {
    if (type !== 'cgroup' && type !== 'cgroup2') continue;
    const version = type === 'cgroup' ? 1 : 2;
    const controllers =
      version === 1
        ? controllersOf(superOptions)
        : v2Controllers(mountPoint).split(/\s+/).filter(Boolean);
    // A hierarchy mounted twice is still one.
    const key = version === 2 ? '2' : controllers.join();
    if (seen.has(key)) continue;
    seen.add(key);
    hierarchies.push({ version, controllers, path: mountPoint });
  }
  const versions = new Set(hierarchies.map(({ version }) => version));
  const kind = versions.size === 2 ? 'hybrid' : versions.has(2) ? 'v2' : 'v1';
  return { kind, hierarchies };
}

/** The super block's options of a v1 mount name its controllers among `rw`, `xattr`, `release_agent=…`. */
function controllersOf(options: readonly string[]): string[] {
  const known: readonly string[] = KNOWN_CONTROLLERS;
  const others = ['net_cls', 'net_prio', 'perf_event', 'rdma', 'misc', 'dmem'];
  return options.filter(
    (option) => known.includes(option) || others.includes(option) || option.startsWith('name='),
  );
}

/** The hierarchy that has this controller; in v2 `cpuacct` is `cpu`, `blkio` is `io`, and freezing belongs to the core. */
export function hierarchyOf(layout: CgroupLayout, controller: string): Hierarchy | undefined {
  const v1 = layout.hierarchies.find(
    (one) => one.version === 1 && one.controllers.includes(controller),
  );
  if (v1) return v1;
  const v2 = layout.hierarchies.find((one) => one.version === 2);
  if (!v2) return undefined;
  const inV2 = V2_NAMES[controller] ?? controller;
  return inV2 === '' || v2.controllers.includes(inV2) ? v2 : undefined;
}

/** v1 names whose work v2 does under another one; empty: no controller is needed. */
const V2_NAMES: Record<string, string> = { cpuacct: 'cpu', blkio: 'io', freezer: '', devices: '' };
