import { bind, check, hasCode } from './libc.ts';

const flock = bind('int flock(int descriptor, int operation)');

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
