import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { removeContainers } from './empty.ts';
import { measure } from './measure.ts';
import { sweep } from './sweep.ts';
import { TargetMissing } from './target.ts';
import type { Target } from './target.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
const launcher = path.join(import.meta.dirname, '../../impl/cli/refpod');

/** Of the daemon's log, this much is kept. */
const LOG = 4000;
/** Milliseconds that a daemon gets to empty itself and end. */
const PATIENCE = 60_000;

/** Our own daemon on a private root, run root and socket. */
export const reference: Target = {
  name: 'reference',
  async start() {
    const folder = await daemonFolder();
    const daemon = await startDaemon(folder).catch(async (error: unknown) => {
      await rm(folder, { recursive: true, force: true });
      throw error;
    });
    const url = socketOf(folder);
    const facts = await measure(url, ['shared-host', 'reachable-ports', 'local-registry']);
    return {
      name: 'reference',
      url,
      // To clients it says that it is Podman, whose versions they know.
      facts: { ...facts, product: `Refpod ${version}` },
      memory: () => residentBytes(daemon.pid!),
      stop: () => stopDaemon(folder, daemon),
    };
  },
};

/** An empty folder for a daemon. */
export async function daemonFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'refpod-target-reference-'));
  // Root of a user namespace has to find its way in.
  await chmod(folder, 0o711);
  return folder;
}

export type Daemon = ChildProcessByStdio<null, Readable, Readable>;

export const socketOf = (folder: string) => `unix://${folder}/refpod.sock`;

/**
 * A daemon on a folder, perhaps after another one.
 * @throws TargetMissing with the end of the log when it ends before it listens
 */
export async function startDaemon(folder: string): Promise<Daemon> {
  const options = { root: `${folder}/root`, runroot: `${folder}/run`, listen: socketOf(folder) };
  const words = Object.entries({ ...options, time: '0' }).map(
    ([key, value]) => `--${key}=${value}`,
  );
  const daemon = spawn(launcher, ['serve', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(daemon, 'exit');
  // Its log tells of every failure that a test provokes; only that of a failed start is of use.
  let log = '';
  daemon.stderr.on('data', (data: Buffer) => (log = (log + String(data)).slice(-LOG)));
  if (await listens(daemon.stdout)) return daemon;
  await exit;
  throw new TargetMissing(`the daemon ended before it listened: ${log.trim()}`);
}

/** The daemon says one line per socket once it serves it. @returns false when it ends before */
async function listens(output: NodeJS.ReadableStream): Promise<boolean> {
  for await (const line of createInterface(output)) if (line.includes('listening')) return true;
  return false;
}

/**
 * Leaves nothing, whatever state the daemon is in: containers outlive it, so it removes them before
 * it ends; when it cannot, another one does, which finds what the first left. What then remains is
 * taken down without either.
 * @throws Error when the daemon had died, hung or failed to remove something
 */
export async function stopDaemon(folder: string, daemon: Daemon): Promise<void> {
  try {
    await emptyAndEnd(folder, daemon).catch(async (error: unknown) => {
      await emptyAndEnd(folder, await startDaemon(folder));
      throw error;
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the daemon did not stop cleanly: ${why}`, { cause: error });
  } finally {
    await sweep(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

/** The daemon has ended afterwards. @throws Error when that took force */
async function emptyAndEnd(folder: string, daemon: Daemon): Promise<void> {
  const ended = daemon.exitCode !== null || daemon.signalCode !== null;
  const exit = ended ? Promise.resolve() : once(daemon, 'exit');
  try {
    await withinPatience(removeContainers(socketOf(folder)));
    daemon.kill('SIGTERM');
    await withinPatience(exit);
  } finally {
    daemon.kill('SIGKILL');
    await exit;
  }
}

async function withinPatience(work: Promise<unknown>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = () => reject(new Error(`no answer within ${PATIENCE / 1000} s`));
  const timer = setTimeout(late, PATIENCE);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** proc(5): VmRSS in `status`, in kibibytes. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
}
