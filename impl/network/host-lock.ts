import { closeSync, openSync } from 'node:fs';
import { lock } from '../kernel/flock.ts';

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs `work` while no other daemon of this network namespace chooses a subnet or makes a bridge.
 * sysfs has one folder of links per network namespace, so the lock is exactly as wide as needed
 * and leaves no file behind.
 */
export function withHostLock<T>(work: () => Promise<T>): Promise<T> {
  // Within this process they queue here: each waiting lock would keep a thread that the one in
  // front may need.
  const turn = last.then(() => locked(work));
  last = turn.catch(() => undefined);
  return turn;
}

async function locked<T>(work: () => Promise<T>): Promise<T> {
  const folder = openSync('/sys/class/net', 'r');
  try {
    await lock(folder);
    return await work();
  } finally {
    closeSync(folder);
  }
}
