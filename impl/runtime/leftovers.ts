import { readFileSync, readdirSync } from 'node:fs';
import { hasCode } from '../kernel/libc.ts';

/** A container that the OCI runtime has a folder of, or a conmon works for. */
export interface Leftover {
  id: string;
  /** Process groups of its conmons; the runtime that one is running belongs to the same. */
  conmonGroups: number[];
}

/**
 * Everything on this run root that an earlier daemon began, known to its records or not. Looks
 * through /proc once.
 * @param stateRoot the runtime's `--root`, which no other daemon's conmons are given
 */
export function findLeftovers(stateRoot: string): Leftover[] {
  const groups = new Map<string, number[]>();
  for (const name of readdirSync(stateRoot)) if (!name.startsWith('.')) groups.set(name, []);
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const id = containerOfConmon(name, stateRoot);
    if (id === undefined) continue;
    const group = processGroup(name);
    if (group !== undefined) groups.set(id, [...(groups.get(id) ?? []), group]);
  }
  return [...groups].map(([id, conmonGroups]) => ({ id, conmonGroups }));
}

/** The container that the process is the conmon of; those of exec sessions are not asked for. */
function containerOfConmon(pid: string, stateRoot: string): string | undefined {
  const words = readProc(pid, 'cmdline')?.split('\0') ?? [];
  if (!words.includes(`--root=${stateRoot}`)) return undefined;
  const container = words[words.indexOf('-c') + 1];
  return container === words[words.indexOf('-u') + 1] ? container : undefined;
}

/** Field 5 of proc_pid_stat(5). */
function processGroup(pid: string): number | undefined {
  const text = readProc(pid, 'stat');
  return text === undefined
    ? undefined
    : Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[2]);
}

function readProc(pid: string, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH')) return undefined;
    throw error;
  }
}

/** Ends whole process groups at once; those that are gone are no error. */
export function killGroups(groups: readonly number[]): void {
  for (const group of new Set(groups)) {
    try {
      if (group > 1) process.kill(-group, 'SIGKILL');
    } catch (error) {
      if (!hasCode(error, 'ESRCH')) throw error;
    }
  }
}
