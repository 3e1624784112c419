import { constants } from 'node:os';
import { readProcess } from './process-info.ts';
import { processStart, signal } from './processes.ts';
import type { ProcessIdentity } from './processes.ts';

/**
 * Kills a process with all its descendants among `candidates` (pids as the host counts them). They
 * are stopped from the top down first, so that none gets away by a fork.
 */
export function killTree(root: ProcessIdentity, candidates: readonly number[]): void {
  const { SIGSTOP, SIGKILL } = constants.signals;
  if (!signal(root, SIGSTOP)) return;
  const found = new Map([[root.pid, root]]);
  let grown = true;
  while (grown) {
    grown = false;
    for (const pid of candidates) {
      const parent = found.has(pid) ? undefined : readProcess(pid)?.parent;
      if (parent === undefined || !found.has(parent)) continue;
      const process = { pid, start: processStart(pid) ?? 0 };
      signal(process, SIGSTOP);
      found.set(pid, process);
      grown = true;
    }
  }
  for (const process of found.values()) signal(process, SIGKILL);
}
