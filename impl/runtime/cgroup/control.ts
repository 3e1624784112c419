import { readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InternalError } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { hierarchyOf } from './layout.ts';
import type { CgroupLayout, Hierarchy } from './layout.ts';

/**
 * The folder of a control group in one hierarchy. `cgroupPath` begins with a slash; the root of the
 * hierarchy is nobody's own, and what is done to a group must never be done to it.
 */
export function folderIn(hierarchy: Hierarchy, cgroupPath: string): string {
  const path = posix.normalize(`/${cgroupPath}`);
  if (path === '/') throw new InternalError('the process has no control group of its own');
  return join(hierarchy.path, path);
}

/** The folder that holds a controller's files of this control group, when the host has the controller. */
export function controllerFolder(
  layout: CgroupLayout,
  controller: string,
  cgroupPath: string,
): string | undefined {
  const hierarchy = hierarchyOf(layout, controller);
  return hierarchy && folderIn(hierarchy, cgroupPath);
}

/** Pids in the control group and in the ones inside it; none when it is gone. */
export function processesIn(layout: CgroupLayout, cgroupPath: string): number[] {
  const pids = new Set<number>();
  // Every hierarchy may hold processes that others do not: somebody moved them.
  for (const hierarchy of layout.hierarchies) {
    for (const folder of folderTree(folderIn(hierarchy, cgroupPath))) {
      for (const pid of readLines(join(folder, 'cgroup.procs'))) pids.add(Number(pid));
    }
  }
  return [...pids].sort((a, b) => a - b);
}

/**
 * Kills every process of the control group. Frozen first where the kernel cannot kill them all at
 * once (cgroup.kill, Linux 5.14, v2 only), so that none can fork away.
 */
export async function killAll(
  layout: CgroupLayout,
  cgroupPath: string,
  signal: number,
): Promise<void> {
  const SIGKILL = 9;
  const v2 = layout.kind === 'v2' ? layout.hierarchies[0] : undefined;
  if (signal === SIGKILL && v2 && write(join(folderIn(v2, cgroupPath), 'cgroup.kill'), '1')) return;
  const wasFrozen = isFrozen(layout, cgroupPath);
  const freezes = await freeze(layout, cgroupPath).then(
    () => true,
    () => false,
  );
  try {
    for (const pid of processesIn(layout, cgroupPath)) sendSignal(pid, signal);
  } finally {
    // What was paused by somebody stays so, unless it has to die.
    if (freezes && (!wasFrozen || signal === SIGKILL)) thaw(layout, cgroupPath);
  }
}

function sendSignal(pid: number, signal: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw error;
  }
}

/** How long the kernel may take to stop every thread; the longest sleeps are uninterruptible ones. */
const FREEZE_LIMIT = 10_000;

/** After so many looks at a group that does not get beyond "freezing" it is let go and asked anew. */
const FREEZE_TRIES = 50;

/**
 * Stops every process of the control group and resolves once the last one stands still.
 * Throws InternalError when the host has no freezer, or when they do not stop in time.
 */
export async function freeze(layout: CgroupLayout, cgroupPath: string): Promise<void> {
  if (!setFrozen(layout, cgroupPath, true)) {
    throw new InternalError(`cannot pause: the host has no freezer for ${cgroupPath}`);
  }
  // Nearly always true at once. v1 has no event for the end of freezing, and looking makes it go on.
  const end = Date.now() + FREEZE_LIMIT;
  for (let tries = 1; !isFrozen(layout, cgroupPath); tries++) {
    if (Date.now() > end) {
      thaw(layout, cgroupPath);
      throw new InternalError(`cannot pause: processes of ${cgroupPath} do not stop`);
    }
    // A process that was just put into the group can keep v1 at FREEZING for good; the kernel's
    // freezer-subsystem document has user space thaw it and begin again.
    if (tries % FREEZE_TRIES === 0) thaw(layout, cgroupPath);
    await sleep(1);
    setFrozen(layout, cgroupPath, true);
  }
}

/** Lets the processes go on; no error when they do or are gone. */
export function thaw(layout: CgroupLayout, cgroupPath: string): void {
  setFrozen(layout, cgroupPath, false);
}

/** Whether every process of the control group stands still. */
export function isFrozen(layout: CgroupLayout, cgroupPath: string): boolean {
  const hierarchy = hierarchyOf(layout, 'freezer');
  if (!hierarchy) return false;
  const folder = folderIn(hierarchy, cgroupPath);
  return hierarchy.version === 1
    ? readLines(join(folder, 'freezer.state'))[0] === 'FROZEN'
    : readLines(join(folder, 'cgroup.events')).includes('frozen 1');
}

function setFrozen(layout: CgroupLayout, cgroupPath: string, frozen: boolean): boolean {
  const hierarchy = hierarchyOf(layout, 'freezer');
  if (!hierarchy) return false;
  const folder = folderIn(hierarchy, cgroupPath);
  return hierarchy.version === 1
    ? write(join(folder, 'freezer.state'), frozen ? 'FROZEN' : 'THAWED')
    : write(join(folder, 'cgroup.freeze'), frozen ? '1' : '0');
}

/**
 * How often the kernel killed for want of memory in this control group; the count outlives the
 * processes until the group is removed. v1: `memory.oom_control`, v2: `memory.events`.
 */
export function oomKills(layout: CgroupLayout, cgroupPath: string): number {
  const folder = controllerFolder(layout, 'memory', cgroupPath);
  if (!folder) return 0;
  const version = hierarchyOf(layout, 'memory')?.version;
  const lines = readLines(join(folder, version === 1 ? 'memory.oom_control' : 'memory.events'));
  return Number(lines.find((line) => line.startsWith('oom_kill '))?.slice(9) ?? 0);
}

/**
 * Removes the control group, and what was made inside it, from every hierarchy.
 * @returns false when a process still lives there.
 */
export function removeCgroup(layout: CgroupLayout, cgroupPath: string): boolean {
  let empty = true;
  for (const hierarchy of layout.hierarchies) {
    for (const folder of folderTree(folderIn(hierarchy, cgroupPath))) {
      try {
        rmdirSync(folder);
      } catch (error) {
        if (hasCode(error, 'EBUSY', 'ENOTEMPTY')) empty = false;
        else if (!hasCode(error, 'ENOENT')) throw error;
      }
    }
  }
  return empty;
}

/** Removes a control group that nothing is in or below; another one stays as it is. */
export function removeIfEmpty(layout: CgroupLayout, cgroupPath: string): void {
  for (const hierarchy of layout.hierarchies) {
    try {
      rmdirSync(folderIn(hierarchy, cgroupPath));
    } catch (error) {
      if (!hasCode(error, 'ENOENT', 'EBUSY', 'ENOTEMPTY')) throw error;
    }
  }
}

/** A folder and all below it, the deepest first; nothing when it is not there. */
function folderTree(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENODEV')) return [];
    throw error;
  }
  const inner = entries.filter((entry) => entry.isDirectory());
  return [...inner.flatMap(({ name }) => folderTree(join(folder, name))), folder];
}

/** Lines of a kernel file; none when the control group is gone. */
function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'latin1').split('\n').filter(Boolean);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENODEV')) return [];
    throw error;
  }
}

/** Writes a kernel file; false when there is no such file. */
function write(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'r+' });
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENODEV')) return false;
    throw error;
  }
}
