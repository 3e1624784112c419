import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { InternalError } from '../errors.ts';
import type { CgroupLayout } from './cgroup/layout.ts';

export interface Tool {
  path: string;
  version: string;
}

export interface ChosenRuntime extends Tool {
  name: 'crun' | 'runc';
  /** Filters of seccomp may be handed over compiled: an annotation of crun's, since 0.18. */
  takesSeccompProgram: boolean;
  /** Why the better one was passed over. */
  reason?: string;
}

const run = promisify(execFile);
/** Where distributions put these tools, some of which a service's PATH leaves out. */
const FOLDERS =
  '/usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin /usr/libexec/podman /usr/lib/podman'.split(
    ' ',
  );

/** Absolute path of a program on PATH or in the usual folders. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':').filter(Boolean), ...FOLDERS];
  return folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The first number with dots that `--version` prints, or undefined when it does not run. */
export async function toolVersion(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    return /\d+(?:\.\d+)+\S*/.exec(stdout)?.[0];
  } catch {
    return undefined;
  }
}

/**
 * crun where it works, else runc: crun takes a third of the time. Throws InternalError when
 * neither runs, saying why.
 */
export async function chooseRuntime(
  layout: CgroupLayout,
  candidates: readonly ChosenRuntime['name'][] = ['crun', 'runc'],
): Promise<ChosenRuntime> {
  const reasons: string[] = [];
  for (const name of candidates) {
    const path = findProgram(name);
    const obstacle =
      path === undefined ? 'not installed' : name === 'crun' ? crunObstacle(layout) : undefined;
    const version = path && !obstacle ? await toolVersion(path) : undefined;
    if (path && version) {
      const takesSeccompProgram = readFileSync(path).includes('run.oci.seccomp_bpf_data');
      return {
        name,
        path,
        version,
        takesSeccompProgram,
        ...(reasons[0] ? { reason: reasons[0] } : {}),
      };
    }
    reasons.push(`${name}: ${obstacle ?? 'does not run'}`);
  }
  throw new InternalError(`no OCI runtime works here (${reasons.join('; ')})`);
}

/** crun's `libcrun_cgroup_enter` refuses the hybrid layout while the v2 tree has controllers. */
export function crunObstacle(layout: CgroupLayout): string | undefined {
  if (layout.kind !== 'hybrid') return undefined;
  const v2 = layout.hierarchies.find(({ version }) => version === 2);
  if (!v2 || v2.controllers.length === 0) return undefined;
  return `cannot work while ${v2.path} (v2) has the controllers ${v2.controllers.join(', ')}; mount them as v1`;
}

export interface Conmon extends Tool {
  knowsNoSyncLog: boolean;
}

/** Throws InternalError when conmon is not there or does not run. */
export async function findConmon(): Promise<Conmon> {
  const path = findProgram('conmon');
  if (!path) throw new InternalError('conmon is not installed');
  const version = await toolVersion(path);
  if (!version) throw new InternalError(`conmon does not run: ${path}`);
  const help = await run(path, ['--help'], { timeout: 10_000 });
  return { path, version, knowsNoSyncLog: help.stdout.includes('--no-sync-log') };
}
