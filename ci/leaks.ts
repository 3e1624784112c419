import { execFileSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What a test run may leave on a host: for each kind the things there are, one line each. */
export type Snapshot = Record<string, Set<string>>;

/** Others keep things there, too: ours have our name. */
const sharedFolders = ['/run', '/var/lib', '/dev/shm'];

/** Looks at this process's namespaces; kernel threads and the looker's own processes are left out. */
export function snapshot(): Snapshot {
  return {
    process: new Set(processes()),
    mount: new Set(mounts()),
    'network interface': new Set(interfaces()),
    'nftables table': new Set(nftTables()),
    'network namespace': new Set(entries('/run/netns')),
    'control group': new Set(ourGroups().filter(isEmpty)),
    folder: new Set([...entries(tmpdir()), ...sharedFolders.flatMap(entries).filter(isOurs)]),
  };
}

/** Each thing that `after` has and `before` has not, as `kind: thing`. */
export function leftovers(before: Snapshot, after: Snapshot): string[] {
  return Object.entries(after).flatMap(([kind, things]) =>
    [...things].filter((thing) => !before[kind]?.has(thing)).map((thing) => `${kind}: ${thing}`),
  );
}

/**
 * What is left, given the kernel two seconds: it takes network namespaces and control groups down
 * after the last process that used them has been reported gone.
 */
export async function settledLeftovers(before: Snapshot): Promise<string[]> {
  const deadline = Date.now() + 2000;
  for (;;) {
    const left = leftovers(before, snapshot());
    if (left.length === 0 || Date.now() > deadline) return left;
    await delay(50);
  }
}

/** Pid with start time, so that a reused pid counts as new; zombies have no memory and no name to show. */
function processes(): string[] {
  const own = new Set([String(process.pid)]);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && !own.has(name))
    .flatMap((pid) => describeProcess(pid) ?? []);
}

function describeProcess(pid: string): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold spaces and brackets; the fields after its last bracket do not (proc(5)).
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (parent === '2' || parent === String(process.pid) || state === 'Z') return undefined;
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return `${pid} (started at tick ${rest[17]}) ${words}`;
  } catch {
    return undefined; // it ended while we looked
  }
}

function mounts(): string[] {
  const table = readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n');
  return table.map((line) => {
    const fields = line.split(' ');
    return `${fields[4]} (${fields[fields.indexOf('-') + 1]})`;
  });
}

function interfaces(): string[] {
  const table = readFileSync('/proc/self/net/dev', 'utf8').trim().split('\n').slice(2);
  return table.map((line) => line.slice(0, line.indexOf(':')).trim());
}

function nftTables(): string[] {
  return execFileSync('nft', ['list', 'tables'], { encoding: 'utf8' }).trim().split('\n');
}

/** Control groups are the host's, and others make some, too. */
function ourGroups(): string[] {
  return globSync('/sys/fs/cgroup/**/cgroup.procs').filter(isOurs);
}

function isOurs(path: string): boolean {
  return path.includes('refpod');
}

/** Groups with processes are left out: ours are found as processes, and the others are not ours. */
function isEmpty(file: string): boolean {
  try {
    return readFileSync(file, 'utf8') === '';
  } catch {
    return false; // it went while we looked
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
