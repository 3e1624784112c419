import { readlinkSync } from 'node:fs';

const KINDS = {
  MNT: 'mnt',
  Cgroup: 'cgroup',
  IPC: 'ipc',
  NET: 'net',
  PIDNS: 'pid',
  UTS: 'uts',
  User: 'user',
} as const;

/**
 * Numbers of the namespaces that a process is in, under Podman's names (namespaces(7), "The
 * /proc/[pid]/ns/ directory"); undefined when it does not run, or ends meanwhile.
 */
export function namespaceNumbers(pid: number): Record<string, string> | undefined {
  if (pid === 0) return undefined;
  try {
    return Object.fromEntries(
      Object.entries(KINDS).map(([name, kind]) => {
        const target = readlinkSync(`/proc/${pid}/ns/${kind}`);
        return [name, /\[(\d+)\]/.exec(target)?.[1] ?? ''];
      }),
    );
  } catch {
    return undefined;
  }
}
