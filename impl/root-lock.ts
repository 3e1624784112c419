import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Conflict } from './errors.ts';
import { tryLock } from './kernel/flock.ts';

const lockFile = 'refpod.lock';

/** The process whose own a directory is; undefined when no daemon has it. */
export function lockHolder(directory: string): number | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(join(directory, lockFile), 'r');
  } catch {
    return undefined;
  }
  try {
    if (tryLock(descriptor)) return undefined;
    return Number(readFileSync(descriptor, 'utf8').trim()) || undefined;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes `directory` this daemon's own, for as long as the process lives or until the result is
 * called. The lock is the kernel's and cannot be left behind; the number in the file is only there
 * for the message. Throws Conflict naming the process that has it.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  const path = join(directory, lockFile);
  const descriptor = openSync(path, 'a+', 0o600);
  if (!tryLock(descriptor)) {
    const holder = readFileSync(path, 'utf8').trim();
    closeSync(descriptor);
    throw new Conflict(`${directory} is used by another daemon, process ${holder || 'unknown'}`);
  }
  ftruncateSync(descriptor);
  writeSync(descriptor, `${process.pid}\n`);
  return () => closeSync(descriptor);
}
