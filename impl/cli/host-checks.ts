import { execFile } from 'node:child_process';
import { release } from 'node:os';
import { promisify } from 'node:util';
import { findProgram } from '../runtime/choose.ts';
import { readHostFacts } from '../runtime/host.ts';
import type { HostFacts } from '../runtime/host.ts';
import { KNOWN_CONTROLLERS } from '../runtime/cgroup/layout.ts';

/** One thing that the host has or lacks. */
export interface HostCheck {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or that nothing was. */
  readonly found: string;
  /** What does not work when it is missing. */
  readonly without: string;
  /** No container runs without it. */
  readonly essential: boolean;
}

const run = promisify(execFile);

/** Looks at this host: programs, kernel features, rights. Changes nothing. */
export async function checkHost(): Promise<HostCheck[]> {
  const [facts, filter] = await Promise.all([readHostFacts(), netfilter()]);
  return [
    { name: 'kernel', ok: true, found: release(), without: '', essential: true },
    rights(),
    essential('file system', facts.overlay && 'overlay', 'no overlay in /proc/filesystems'),
    essential('OCI runtime', tool(facts.runtime), facts.runtimeError ?? 'not found'),
    essential('conmon', tool(facts.conmon), 'conmon not found'),
    optional('init', facts.init, 'catatonit not found', '--init and pods do not work'),
    filter,
    ...controllers(facts),
    optional('seccomp', seccomp(facts), 'no profile found', 'system calls are not filtered'),
    optional('apparmor', facts.apparmor && 'enabled', 'not enabled', 'profiles are refused'),
    optional('selinux', facts.selinux && 'enabled', 'not enabled', 'labels are refused'),
    checkpoint(facts),
  ];
}

function tool(found: { path: string; version: string } | undefined): string | undefined {
  return found && `${found.path} (${found.version})`;
}

function essential(name: string, found: string | false | undefined, missing: string): HostCheck {
  return { name, ...outcome(found, missing), without: 'no container runs', essential: true };
}

function optional(
  name: string,
  found: string | false | undefined,
  missing: string,
  without: string,
): HostCheck {
  return { name, ...outcome(found, missing), without, essential: false };
}

function outcome(found: string | false | undefined, missing: string) {
  return found ? { ok: true, found } : { ok: false, found: missing };
}

function rights(): HostCheck {
  const user = process.getuid?.();
  return essential('rights', user === 0 && 'root', `user id ${user}`);
}

/** Reading the rule set needs the kernel's nf_tables and the right to use it. */
async function netfilter(): Promise<HostCheck> {
  const complaint = await run(findProgram('nft') ?? 'nft', ['list', 'tables']).then(
    () => undefined,
    (error: Error) => error.message.split('\n', 1)[0] ?? 'nft failed',
  );
  const without = 'no bridge network and no published port';
  return optional('netfilter', complaint === undefined && 'nf_tables', complaint ?? '', without);
}

const CONTROLLER_USES: Readonly<Record<(typeof KNOWN_CONTROLLERS)[number], string>> = {
  blkio: 'no limits and figures of block devices',
  cpu: 'no limits of processor time',
  cpuacct: 'no figures of processor time',
  cpuset: 'no pinning to processors',
  devices: 'no rules for devices',
  freezer: 'no pause',
  hugetlb: 'no limits of huge pages',
  memory: 'no memory limits and figures',
  pids: 'no limits of the number of processes',
};

function controllers({ cgroup }: HostFacts): HostCheck[] {
  return KNOWN_CONTROLLERS.map((controller) => {
    const path = cgroup.controllers[controller];
    const missing = `not in the ${cgroup.layout} layout`;
    return optional(`cgroup ${controller}`, path, missing, CONTROLLER_USES[controller]);
  });
}

function seccomp({ seccomp: { enabled, profile } }: HostFacts): string | undefined {
  return enabled ? profile : undefined;
}

function checkpoint({ criu }: HostFacts): HostCheck {
  const found = criu.usable && `${criu.path} (${criu.version})`;
  return optional('criu', found, criu.reason ?? '', 'checkpoint and restore do not work');
}
