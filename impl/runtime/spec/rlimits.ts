import { readFileSync } from 'node:fs';
import { hostCapabilities } from './capabilities.ts';

export interface Rlimit {
  /** `RLIMIT_NOFILE` … */
  type: string;
  soft: number;
  hard: number;
}

/** What both engines give when nothing is said. */
const DEFAULTS: readonly Rlimit[] = [
  { type: 'RLIMIT_NOFILE', soft: 1048576, hard: 1048576 },
  { type: 'RLIMIT_NPROC', soft: 1048576, hard: 1048576 },
];

/** Rows of /proc/self/limits by the name of the limit. */
const ROWS: Record<string, string> = {
  RLIMIT_CPU: 'Max cpu time',
  RLIMIT_FSIZE: 'Max file size',
  RLIMIT_DATA: 'Max data size',
  RLIMIT_STACK: 'Max stack size',
  RLIMIT_CORE: 'Max core file size',
  RLIMIT_RSS: 'Max resident set',
  RLIMIT_NPROC: 'Max processes',
  RLIMIT_NOFILE: 'Max open files',
  RLIMIT_MEMLOCK: 'Max locked memory',
  RLIMIT_AS: 'Max address space',
  RLIMIT_LOCKS: 'Max file locks',
  RLIMIT_SIGPENDING: 'Max pending signals',
  RLIMIT_MSGQUEUE: 'Max msgqueue size',
  RLIMIT_NICE: 'Max nice priority',
  RLIMIT_RTPRIO: 'Max realtime priority',
  RLIMIT_RTTIME: 'Max realtime timeout',
};

/** Every limit that the kernel has: `RLIMIT_NOFILE` … */
export const RLIMITS: readonly string[] = Object.keys(ROWS);

/** What the daemon may set: its own hard limits, unless it may raise them. */
export interface RlimitCeiling {
  mayRaise: boolean;
  /** By the limit's name; absent is unlimited. */
  hard: Record<string, number>;
  /** /proc/sys/fs/nr_open: above it nobody may open files. */
  maxOpenFiles: number;
}

let ceiling: RlimitCeiling | undefined;

/** This process's ceiling, read once: limits of a running daemon do not change by themselves. */
export function ownCeiling(): RlimitCeiling {
  ceiling ??= {
    mayRaise: hostCapabilities().includes('CAP_SYS_RESOURCE'),
    hard: parseHardLimits(readFileSync('/proc/self/limits', 'latin1')),
    maxOpenFiles: Number(readFileSync('/proc/sys/fs/nr_open', 'latin1')),
  };
  return ceiling;
}

/** Hard limits in the text of /proc/PID/limits (proc(5)). */
export function parseHardLimits(text: string): Record<string, number> {
  const lines = text.split('\n');
  const limits: Record<string, number> = {};
  for (const [type, row] of Object.entries(ROWS)) {
    const columns = lines
      .find((line) => line.startsWith(row))
      ?.slice(row.length)
      .trim()
      .split(/\s+/);
    const hard = columns?.[1];
    if (hard !== undefined && hard !== 'unlimited') limits[type] = Number(hard);
  }
  return limits;
}

/**
 * The limits of a container's processes: the wanted ones and the defaults below them, none higher
 * than what may be set, for the kernel would refuse the whole container. A wanted -1 means unlimited, which comes out as
 * Infinity (`encodeOci` knows how to write it).
 */
export function effectiveRlimits(wanted: readonly Rlimit[], ceiling = ownCeiling()): Rlimit[] {
  const named = new Map(DEFAULTS.map((limit) => [limit.type, limit]));
  for (const limit of wanted) {
    const type = limit.type.toUpperCase();
    named.set(type.startsWith('RLIMIT_') ? type : `RLIMIT_${type}`, limit);
  }
  return [...named].map(([type, { soft, hard }]) => {
    const top = topOf(type, ceiling);
    const clampedHard = Math.min(unlimited(hard), top);
    return {
      type,
      soft: Math.min(unlimited(soft), clampedHard),
      hard: clampedHard,
    };
  });
}

function topOf(type: string, { mayRaise, hard, maxOpenFiles }: RlimitCeiling): number {
  const own = mayRaise ? Infinity : (hard[type] ?? Infinity);
  return type === 'RLIMIT_NOFILE' ? Math.min(own, maxOpenFiles) : own;
}

const unlimited = (value: number) =>
  value < 0 || value >= Number.MAX_SAFE_INTEGER ? Infinity : value;
