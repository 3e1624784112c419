import { spawn } from 'node:child_process';
import { constants, openSync, readlinkSync, writeFileSync } from 'node:fs';
import type { IdMappings, IdRange } from './id-map.ts';
import { O } from './openat2.ts';

/** How long unshare(1) may take to enter its namespace, in milliseconds. */
const PATIENCE = 5000;

/** Namespaces by their maps, kept for good: there are as many as there are different maps. */
const known = new Map<string, number>();

/**
 * A user namespace with these maps, as mounts and overlays need one to translate owners.
 * @returns a descriptor that stays open
 */
export function userNamespace(mappings: IdMappings): number {
  const key = JSON.stringify(mappings);
  let descriptor = known.get(key);
  if (descriptor === undefined) {
    descriptor = makeUserNamespace(mappings);
    known.set(key, descriptor);
  }
  return descriptor;
}

/** A process has to be there while the maps are written; the descriptor keeps the rest. */
function makeUserNamespace({ uids, gids }: IdMappings): number {
  const holder = spawn('unshare', ['--user', 'sleep', 'infinity'], { stdio: 'ignore' });
  // A failure to start shows below as a process that is not there.
  holder.on('error', () => undefined);
  try {
    const process = `/proc/${holder.pid}`;
    waitFor(() => readlinkSync(`${process}/ns/user`) !== readlinkSync('/proc/self/ns/user'));
    writeFileSync(`${process}/uid_map`, mapText(uids));
    writeFileSync(`${process}/gid_map`, mapText(gids));
    return openSync(`${process}/ns/user`, constants.O_RDONLY | O.CLOEXEC);
  } finally {
    holder.kill('SIGKILL');
  }
}

/** Some milliseconds, once per map: mounting is synchronous, so this is. */
function waitFor(condition: () => boolean): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (const end = Date.now() + PATIENCE; !condition(); Atomics.wait(pause, 0, 0, 1)) {
    if (Date.now() > end) throw new Error('unshare did not make a user namespace');
  }
}

/** user_namespaces(7): a line for each range. */
function mapText(ranges: readonly IdRange[]): string {
  return ranges.map(({ container, host, size }) => `${container} ${host} ${size}\n`).join('');
}
