import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseAddress } from '../tap/address.ts';
import { removeContainers } from '../targets/empty.ts';
import { startTargets } from '../targets/several.ts';
import type { RunningTarget } from '../targets/target.ts';

/**
 * A place where the README's commands work as they stand, whatever else runs on the machine: its
 * `/run`, `/var/lib` and network are its own, and with them the default socket and port 8080.
 */
export interface Stage {
  /** Runs a command there: goes before its arguments. */
  readonly enter: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Removes all containers. */
  clear(): Promise<void>;
  /** Ends the engine and takes the place down. */
  close(): Promise<void>;
}

const repository = path.join(import.meta.dirname, '../..');
const socket = '/run/refpod/refpod.sock';

/** With the reference daemon, started the way a newcomer starts it: `ci/serve`. */
export async function newcomersStage(): Promise<Stage> {
  const place = await openPlace(['unshare', '--net', '--']);
  const serve = spawn(place.enter[0]!, [...place.enter.slice(1), `${repository}/ci/serve`], {
    env: place.environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(serve, 'exit');
  const close = async () => {
    // They would outlive the daemon. One that ended by itself is told below, by its code.
    await removeContainers(place.socketUrl).catch(() => undefined);
    serve.kill('SIGTERM');
    const [code] = await exit;
    await place.close();
    if (code !== 0) throw new Error(`ci/serve ended with ${code}`);
  };
  if (await saysReady(serve, 'In another terminal')) {
    return { ...place, clear: () => removeContainers(place.socketUrl), close };
  }
  await place.close();
  throw new Error('ci/serve ended at once');
}

/** The same place with another engine of the conformance suite behind the same socket. */
export async function engineStage(name: string): Promise<Stage> {
  const targets = await startTargets([name]);
  const [{ url, inside }] = targets.running as [RunningTarget];
  const place = await openPlace(inside ?? [], parseAddress(url)).catch(async (error: unknown) => {
    await targets.stop();
    throw error;
  });
  return {
    ...place,
    clear: () => removeContainers(url),
    async close() {
      await place.close();
      await targets.stop();
    },
  };
}

/** The folders that a private `/run` and `/var/lib` need, and Podman's socket as a link to ours. */
const scenery = `
  set -e
  ip link set lo up
  mkdir "$1/dpkg" "$1/home"
  mount --bind /var/lib/dpkg "$1/dpkg"
  mount -t tmpfs tmpfs /var/lib
  mkdir /var/lib/dpkg
  mount --move "$1/dpkg" /var/lib/dpkg
  [ -z "$2" ] || { mkdir "$1/socket"; mount --bind "$(dirname "$2")" "$1/socket"; }
  mount -t tmpfs -o mode=755 tmpfs /run
  mkdir /run/refpod /run/podman
  ln -s ${socket} /run/podman/podman.sock
  [ -z "$2" ] || ln -s "$1/socket/$(basename "$2")" ${socket}
  echo ready
  exec sleep infinity`;

async function openPlace(enter: readonly string[], engine?: ReturnType<typeof parseAddress>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'refpod-stage-'));
  const engineSocket = engine && 'path' in engine ? engine.path : '';
  const command = [...enter, 'unshare', '--mount', '--', 'sh', '-c', scenery, 'stage'];
  const holder = spawn(command[0]!, [...command.slice(1), folder, engineSocket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(holder, 'exit');
  const close = async () => {
    holder.kill('SIGKILL');
    await exit;
    await rm(folder, { recursive: true, force: true });
  };
  if (!(await saysReady(holder, 'ready'))) {
    await close();
    throw new Error('no private place could be made');
  }
  return {
    enter: ['nsenter', '--target', String(holder.pid), '--mount', '--net', '--'],
    environment: {
      PATH: `${process.env['PATH']}:${repository}/.cache/docker/usr/bin`,
      HOME: path.join(folder, 'home'),
      TMPDIR: tmpdir(),
    },
    // The holder's root leads into its mount namespace.
    socketUrl: `unix:///proc/${holder.pid}/root${socket}`,
    close,
  };
}

/** Whether the process says the word before it ends; the rest of its output is thrown away. */
async function saysReady(child: ChildProcess, word: string): Promise<boolean> {
  const said = Promise.withResolvers<boolean>();
  createInterface(child.stdout!).on('line', (line) => {
    if (line.includes(word)) said.resolve(true);
  });
  child.once('exit', () => said.resolve(false));
  return said.promise;
}
