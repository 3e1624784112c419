import koffi from 'koffi';
import { bind, check, hasCode } from './libc.ts';

const flock = bind('int flock(int descriptor, int operation)');
const flockOnThread = (
  koffi.load(null).func('int flock(int descriptor, int operation)') as unknown as {
    async: (
      descriptor: number,
      operation: number,
      done: (error: Error | null, result: number) => void,
    ) => void;
  }
).async;

const LOCK_EX = 2;
const LOCK_NB = 4;

/**
 * Takes an exclusive lock on an open file without waiting (flock(2)); false when another open of
 * it holds one. The kernel drops the lock when the descriptor is closed, so also when the process
 * dies in any way.
 */
export function tryLock(descriptor: number): boolean {
  try {
    check(flock(descriptor, LOCK_EX | LOCK_NB), 'flock');
    return true;
  } catch (error) {
    if (hasCode(error, 'EAGAIN')) return false;
    throw error;
  }
}

/**
 * Takes an exclusive lock on an open file, waiting for as long as another open of it holds one.
 * The wait occupies one of the process's few worker threads.
 */
export function lock(descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => {
    flockOnThread(descriptor, LOCK_EX, (error, result) => {
      if (error || result === -1) reject(error ?? new Error('flock failed'));
      else resolve();
    });
  });
}
