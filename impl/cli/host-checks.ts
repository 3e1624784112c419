import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

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
  const programs = await Promise.all([
    program('OCI runtime', ['crun', 'runc'], 'no container runs', true),
    program('conmon', ['conmon'], 'no container runs', true),
    program('nft', ['nft'], 'no bridge network and no published port'),
    program('catatonit', ['catatonit'], '--init and pods do not work'),
    program('criu', ['criu'], 'checkpoint and restore do not work'),
  ]);
  return [kernel(), rights(), overlay(), ...programs, await netfilter(), ...cgroups()];
}

async function program(
  name: string,
  candidates: string[],
  without: string,
  essential = false,
): Promise<HostCheck> {
  const path = candidates.map(findProgram).find((found) => found !== undefined);
  if (path === undefined) {
    return { name, ok: false, found: `${candidates.join(' or ')} not found`, without, essential };
  }
  const version = await run(path, ['--version']).then(
    ({ stdout }) => stdout.split('\n', 1)[0] ?? '',
    (error: Error) => error.message,
  );
  return { name, ok: true, found: `${path} (${version})`, without, essential };
}

function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function kernel(): HostCheck {
  return { name: 'kernel', ok: true, found: release(), without: '', essential: true };
}

function rights(): HostCheck {
  const ok = process.getuid?.() === 0;
  const found = ok ? 'root' : `user id ${process.getuid?.()}`;
  return { name: 'rights', ok, found, without: 'mounts and namespaces fail', essential: true };
}

function overlay(): HostCheck {
  const ok = /\boverlay$/m.test(readFileSync('/proc/filesystems', 'utf8'));
  const found = ok ? 'overlay' : 'not in /proc/filesystems';
  return { name: 'file system', ok, found, without: 'no container has a root', essential: true };
}

/** Reading the rule set needs the kernel's nf_tables and the right to use it. */
async function netfilter(): Promise<HostCheck> {
  const result = await run(findProgram('nft') ?? 'nft', ['list', 'tables']).then(
    () => ({ ok: true, found: 'nf_tables' }),
    (error: Error) => ({ ok: false, found: error.message.split('\n', 1)[0] ?? '' }),
  );
  const without = 'no bridge network and no published port';
  return { name: 'netfilter', ...result, without, essential: false };
}

/** One check per controller that limits or figures need, in either layout. */
function cgroups(): HostCheck[] {
  const unified = existsSync('/sys/fs/cgroup/cgroup.controllers');
  const found = unified ? 'cgroup v2' : 'cgroup v1';
  return ['cpu', 'cpuset', 'memory', 'pids', 'freezer', 'blkio'].map((controller) => {
    const ok = unified ? inUnified(controller) : existsSync(join('/sys/fs/cgroup', controller));
    return {
      name: `cgroup ${controller}`,
      ok,
      found: ok ? found : `not in ${found}`,
      without: CONTROLLER_USES[controller] ?? '',
      essential: false,
    };
  });
}

const CONTROLLER_USES: Readonly<Record<string, string>> = {
  cpu: 'no limits of processor time',
  cpuset: 'no pinning to processors',
  memory: 'no memory limits and figures',
  pids: 'no limits of the number of processes',
  freezer: 'no pause',
  blkio: 'no limits and figures of block devices',
};

/** The second layout calls blkio `io`, and its freezer is part of the core. */
function inUnified(controller: string): boolean {
  if (controller === 'freezer') return true;
  const listed = readFileSync('/sys/fs/cgroup/cgroup.controllers', 'utf8').trim().split(' ');
  return listed.includes(controller === 'blkio' ? 'io' : controller);
}
