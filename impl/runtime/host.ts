import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { hierarchyOf, KNOWN_CONTROLLERS, readCgroupLayout } from './cgroup/layout.ts';
import type { CgroupLayout } from './cgroup/layout.ts';
import { chooseRuntime, findConmon, findProgram, toolVersion } from './choose.ts';
import type { ChosenRuntime, Tool } from './choose.ts';
import { hostCapabilities } from './spec/capabilities.ts';
import { defaultSeccompProfile } from './spec/seccomp.ts';

const run = promisify(execFile);

/** What this host offers to containers. A part that is missing is undefined or says why. */
export interface HostFacts {
  runtime: ChosenRuntime | undefined;
  /** Why there is no runtime. */
  runtimeError?: string;
  conmon: Tool | undefined;
  /** Runs as process 1 of containers with `init`. */
  init: string | undefined;
  cgroup: CgroupFacts;
  seccomp: { enabled: boolean; profile: string | undefined };
  apparmor: boolean;
  selinux: boolean;
  overlay: boolean;
  criu: CriuFacts;
  /** What the daemon may hand on to privileged containers. */
  capabilities: string[];
}

export interface CgroupFacts {
  layout: CgroupLayout['kind'];
  /** Refpod writes the control groups itself; systemd is not asked. */
  manager: 'cgroupfs';
  /** Mount point by controller. */
  controllers: Record<string, string>;
  /** Of the controllers that limits and figures need. */
  missing: string[];
}

/** `usable` needs a criu that works on this kernel and a runtime that was built with it. */
export interface CriuFacts {
  path?: string;
  version?: string;
  usable: boolean;
  /** Why it is not usable. */
  reason?: string;
}

/** Looks at the host; changes nothing. Takes some 50 ms, most of them criu's check of the kernel. */
export async function readHostFacts(): Promise<HostFacts> {
  const layout = readCgroupLayout();
  const [runtime, conmon] = await Promise.all([
    chooseRuntime(layout).catch((error: Error) => error),
    findConmon().catch(() => undefined),
  ]);
  const chosen = runtime instanceof Error ? undefined : runtime;
  return {
    runtime: chosen,
    ...(runtime instanceof Error ? { runtimeError: runtime.message } : {}),
    conmon: conmon && { path: conmon.path, version: conmon.version },
    init: findProgram('catatonit'),
    cgroup: cgroupFacts(layout),
    seccomp: {
      enabled: /^Seccomp:/m.test(readFileSync('/proc/self/status', 'latin1')),
      profile: defaultSeccompProfile(),
    },
    apparmor: readText('/sys/module/apparmor/parameters/enabled').startsWith('Y'),
    selinux: existsSync('/sys/fs/selinux/enforce'),
    overlay: /\boverlay$/m.test(readText('/proc/filesystems')),
    criu: await criuFacts(chosen),
    capabilities: hostCapabilities(),
  };
}

export function cgroupFacts(layout: CgroupLayout): CgroupFacts {
  const controllers: Record<string, string> = {};
  const missing: string[] = [];
  for (const name of KNOWN_CONTROLLERS) {
    const hierarchy = hierarchyOf(layout, name);
    if (hierarchy) controllers[name] = hierarchy.path;
    else missing.push(name);
  }
  return { layout: layout.kind, manager: 'cgroupfs', controllers, missing };
}

/** Whether checkpoints work here; criu's check of the kernel takes some 50 ms. */
export async function criuFacts(
  runtime: Pick<ChosenRuntime, 'name' | 'path' | 'version'> | undefined,
): Promise<CriuFacts> {
  const path = findProgram('criu');
  if (!path) return { usable: false, reason: 'criu is not installed' };
  const version = (await toolVersion(path)) ?? 'unknown';
  const reason = (await runtimeObstacle(runtime)) ?? (await criuObstacle(path));
  return { path, version, usable: reason === undefined, ...(reason ? { reason } : {}) };
}

/** crun lists what it was built with; runc calls criu as a program. */
async function runtimeObstacle(
  runtime: Parameters<typeof criuFacts>[0],
): Promise<string | undefined> {
  if (!runtime) return 'no OCI runtime works here';
  if (runtime.name === 'runc') return undefined;
  const { stdout } = await run(runtime.path, ['--version']);
  return stdout.includes('+CRIU') ? undefined : `crun ${runtime.version} is built without criu`;
}

/** criu tries what it needs of the kernel; some of it only a restore would show. */
async function criuObstacle(path: string): Promise<string | undefined> {
  try {
    await run(path, ['check'], { timeout: 10_000 });
    return undefined;
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    return `criu does not work on this kernel: ${stderr?.trim().split('\n').at(-1) ?? ''}`;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
