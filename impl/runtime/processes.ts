import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { signalProcess } from '../kernel/pidfd.ts';

/** A process for good: a pid comes back for another process, the pair does not. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since boot, field 22 of proc_pid_stat(5). */
  start: number;
}

/** When the process began, or undefined when it is gone or only waits to be reaped. */
export function processStart(pid: number): number | undefined {
  if (pid <= 0) return undefined;
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The command's name may hold spaces and brackets: the other fields begin after the last bracket.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : Number(fields[19]);
}

/** Whether exactly this process still runs. */
export function isAlive(process: ProcessIdentity): boolean {
  return processStart(process.pid) === process.start;
}

/** Signals exactly this process; false when it is gone. */
export function signal(process: ProcessIdentity, number: number): boolean {
  return signalProcess(process.pid, number, () => isAlive(process));
}

/** Pids of the processes in the pid namespace of this one; it alone where that is our own. */
export function processesBeside(pid: number): number[] {
  const namespace = pidNamespace(pid);
  if (namespace === undefined || namespace === pidNamespace(process.pid)) return [pid];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => pidNamespace(each) === namespace);
}

/** Whether somebody may still join the process: one that is ending has left its namespaces. */
export function canBeJoined(pid: number): boolean {
  try {
    return pid > 0 && readlinkSync(`/proc/${pid}/ns/net`) !== '';
  } catch {
    return false;
  }
}

function pidNamespace(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}
