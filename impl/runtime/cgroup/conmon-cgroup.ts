import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '../../kernel/libc.ts';
import type { CgroupLayout } from './layout.ts';

/** Where the conmons live, beside their containers. */
const CONMON_CGROUP = '/refpod/conmon';

/**
 * Moves a process out of our own control group where that matters: a service manager kills what
 * it finds in a service's group (v2, or `name=systemd` in v1) when the service stops, and conmon
 * has to outlive the daemon. In the root group there is nothing to leave, and moving costs the
 * kernel a grace period (about 5 ms).
 */
export function leaveForOwnCgroup(pid: number, layout: CgroupLayout): void {
  const own = ownGroups();
  for (const { version, controllers, path } of layout.hierarchies) {
    const key = version === 2 ? '' : controllers.find((name) => name === 'name=systemd');
    if (key === undefined || (own.get(key) ?? '/') === '/') continue;
    const folder = join(path, CONMON_CGROUP);
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'cgroup.procs'), String(pid), { flag: 'r+' });
    } catch (error) {
      // A read-only or delegated tree: conmon works there all the same, only less protected.
      if (!hasCode(error, 'EROFS', 'EACCES', 'EPERM', 'ESRCH', 'ENOTSUP')) throw error;
    }
  }
}

let cached: Map<string, string> | undefined;

/** Our control group by hierarchy: v1 controllers' names, '' for v2 (proc_pid_cgroup(5)). */
function ownGroups(): Map<string, string> {
  cached ??= new Map(
    readFileSync('/proc/self/cgroup', 'utf8')
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => {
        const [, controllers = '', ...path] = line.split(':');
        return controllers.split(',').map((name) => [name, path.join(':')] as const);
      }),
  );
  return cached;
}

/** The daemon's control group of v2. */
export function ownCgroup(): string {
  return ownGroups().get('') ?? '/';
}
