import { readFileSync, readlinkSync } from 'node:fs';
import { hasCode } from '../kernel/libc.ts';

/** Clock ticks per second in /proc. */
export const USER_HZ = 100;

/** What /proc tells of one process; pids as the host counts them. */
export interface ProcessInfo {
  pid: number;
  parent: number;
  group: number;
  /** The process's pids by pid namespace, the host's first, its own last. */
  namespacePids: number[];
  command: string;
  /** Empty for kernel threads and zombies. */
  args: string[];
  /** One letter (proc_pid_stat(5)). */
  state: string;
  /** Device number of the terminal, 0 for none. */
  terminal: number;
  /** Clock ticks of processor time. */
  cpuTicks: number;
  /** Clock ticks after boot. */
  startTicks: number;
  nice: number;
  /** Bytes. */
  virtualSize: number;
  /** Bytes. */
  residentSize: number;
  /** Real and effective. */
  uids: [number, number];
  gids: [number, number];
  groups: number[];
  /** Bit masks by set. */
  capabilities: Record<'inheritable' | 'permitted' | 'effective' | 'bounding' | 'ambient', bigint>;
  /** 0 off, 1 strict, 2 filter. */
  seccomp: number;
  /** Security label, or empty. */
  label: string;
}

const PAGE = 4096;

/** One process, or undefined when it is gone. */
export function readProcess(pid: number): ProcessInfo | undefined {
  const folder = `/proc/${pid}`;
  try {
    const stat = readFileSync(`${folder}/stat`, 'utf8');
    const status = readFileSync(`${folder}/status`, 'utf8');
    const args = readFileSync(`${folder}/cmdline`, 'utf8').split('\0').slice(0, -1);
    return { ...parseStat(stat), ...parseStatus(status), pid, args, label: labelOf(folder) };
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH')) return undefined;
    throw error;
  }
}

/** proc_pid_stat(5); fields after the command's name are counted from 3. */
function parseStat(text: string) {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  const number = (field: number) => Number(fields[field - 3] ?? 0);
  return {
    command: text.slice(open + 1, close),
    state: fields[0] ?? '?',
    parent: number(4),
    group: number(5),
    terminal: number(7),
    cpuTicks: number(14) + number(15),
    nice: number(19),
    startTicks: number(22),
    virtualSize: number(23),
    residentSize: number(24) * PAGE,
  };
}

/** proc_pid_status(5) */
function parseStatus(text: string) {
  const fields = new Map(
    text.split('\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at), line.slice(at + 1).trim()];
    }),
  );
  const numbers = (name: string) =>
    (fields.get(name) || '').split(/\s+/).filter(Boolean).map(Number);
  const mask = (name: string) => BigInt(`0x${fields.get(name) || '0'}`);
  const pair = ([real = 0, effective = 0]: number[]): [number, number] => [real, effective];
  return {
    namespacePids: numbers('NSpid'),
    uids: pair(numbers('Uid')),
    gids: pair(numbers('Gid')),
    groups: numbers('Groups'),
    capabilities: {
      inheritable: mask('CapInh'),
      permitted: mask('CapPrm'),
      effective: mask('CapEff'),
      bounding: mask('CapBnd'),
      ambient: mask('CapAmb'),
    },
    seccomp: numbers('Seccomp')[0] ?? 0,
  };
}

/** Without a security module the kernel answers EINVAL. */
function labelOf(folder: string): string {
  try {
    return readFileSync(`${folder}/attr/current`, 'utf8').replace(/\0?\n?$/, '');
  } catch {
    return '';
  }
}

/** Clock ticks since boot. */
export function ticksSinceBoot(): number {
  return Number(readFileSync('/proc/uptime', 'latin1').split(' ')[0]) * USER_HZ;
}

/** Whether two processes see the same pids. */
export function sharesPids(pid: number, other: number): boolean {
  const namespace = (process: number) => readlinkSync(`/proc/${process}/ns/pid`);
  return namespace(pid) === namespace(other);
}
