import type { ProcessInfo } from '../../runtime/process-info.ts';
import { USER_HZ } from '../../runtime/process-info.ts';
import { CAPABILITIES } from '../../runtime/spec/capabilities.ts';
import { goDuration } from '../go-duration.ts';

/** What the cells are made with, besides the process. */
export interface TopFacts {
  /** Which of a process's pids is the container's: counted from the host's, which is 0. */
  depth: number;
  /** Clock ticks since boot. */
  now: number;
  /** The container's processes by the host's pid, for parents. */
  byPid: ReadonlyMap<number, ProcessInfo>;
  container: Names;
  host: Names;
}

/** User and group names by number, as one side sees them. */
export interface Names {
  user(uid: number): string;
  group(gid: number): string;
}

interface Column {
  readonly title: string;
  readonly cell: (process: ProcessInfo, facts: TopFacts) => string;
}

type Columns = Readonly<Record<string, Column>>;

const column = (title: string, cell: Column['cell']): Column => ({ title, cell });

/** Podman's column descriptors (podman-top(1)). */
export const TOP_COLUMNS: Columns = {
  args: column('COMMAND', ({ args, command }) =>
    args.length > 0 ? args.join(' ') : `[${command}]`,
  ),
  capamb: column('AMBIENT CAPS', ({ capabilities }) => capabilityNames(capabilities.ambient)),
  capbnd: column('BOUNDING CAPS', ({ capabilities }) => capabilityNames(capabilities.bounding)),
  capeff: column('EFFECTIVE CAPS', ({ capabilities }) => capabilityNames(capabilities.effective)),
  capinh: column('INHERITED CAPS', ({ capabilities }) => capabilityNames(capabilities.inheritable)),
  capprm: column('PERMITTED CAPS', ({ capabilities }) => capabilityNames(capabilities.permitted)),
  comm: column('COMMAND', ({ command }) => command),
  etime: column('ELAPSED', (process, { now }) => goDuration(nanoseconds(age(process, now)))),
  group: column('GROUP', ({ gids }, { container }) => container.group(gids[1])),
  groups: column('GROUPS', ({ groups }, { container }) =>
    groups.map((gid) => container.group(gid)).join(','),
  ),
  hgroup: column('HGROUP', ({ gids }, { host }) => host.group(gids[1])),
  hgroups: column('HGROUPS', ({ groups }, { host }) =>
    groups.map((gid) => host.group(gid)).join(','),
  ),
  hpid: column('HPID', ({ pid }) => String(pid)),
  huser: column('HUSER', ({ uids }, { host }) => host.user(uids[1])),
  label: column('LABEL', ({ label }) => label || '?'),
  nice: column('NI', ({ nice }) => String(nice)),
  pcpu: column('%CPU', (process, { now }) =>
    ((process.cpuTicks / Math.max(1, age(process, now))) * 100).toFixed(3),
  ),
  pgid: column('PGID', ({ group }, facts) => pidInContainer(group, facts)),
  pid: column('PID', ({ pid }, facts) => pidInContainer(pid, facts)),
  ppid: column('PPID', ({ parent }, facts) => pidInContainer(parent, facts)),
  rgroup: column('RGROUP', ({ gids }, { container }) => container.group(gids[0])),
  rss: column('RSS', ({ residentSize }) => String(residentSize / 1024)),
  ruser: column('RUSER', ({ uids }, { container }) => container.user(uids[0])),
  seccomp: column('SECCOMP', ({ seccomp }) => ['disabled', 'strict', 'filter'][seccomp] ?? '?'),
  state: column('STATE', ({ state }) => state),
  stime: column('STIME', (process, { now }) => startText(process, now)),
  time: column('TIME', ({ cpuTicks }) => goDuration(Math.floor(cpuTicks / USER_HZ) * 1e9)),
  tty: column('TTY', ({ terminal }) => terminalName(terminal)),
  user: column('USER', ({ uids }, { container }) => container.user(uids[1])),
  vsz: column('VSZ', ({ virtualSize }) => String(Math.floor(virtualSize / 1024))),
};

/** What Podman shows when nothing is said. */
export const DEFAULT_COLUMNS = ['user', 'pid', 'ppid', 'pcpu', 'etime', 'tty', 'time', 'args'];

const nanoseconds = (ticks: number) => ticks * (1e9 / USER_HZ);

const age = ({ startTicks }: ProcessInfo, now: number) => Math.max(0, now - startTicks);

/** 0 for a process outside. */
function pidInContainer(pid: number, { byPid, depth }: TopFacts): string {
  return String(byPid.get(pid)?.namespacePids[depth] ?? 0);
}

/** `full`, `none`, or names without their prefix in alphabetical order. */
function capabilityNames(mask: bigint): string {
  if (mask === 0n) return 'none';
  const names = CAPABILITIES.filter((_, bit) => (mask >> BigInt(bit)) & 1n);
  if (names.length === CAPABILITIES.length) return 'full';
  return names
    .map((name) => name.replace('CAP_', ''))
    .sort()
    .join(',');
}

/** Go's form: `2026-11-23 16:01:58 +0000 UTC`. */
function startText(process: ProcessInfo, now: number): string {
  const started = new Date(Date.now() - (age(process, now) / USER_HZ) * 1000);
  return `${started.toISOString().slice(0, 19).replace('T', ' ')} +0000 UTC`;
}

/** Device number as the kernel packs it in `stat`: minor in bits 0-7 and 20-31, major in 8-19. */
function terminalName(device: number): string {
  if (device === 0) return '?';
  const major = (device >> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`;
  return major === 4 ? `tty${minor}` : '?';
}
