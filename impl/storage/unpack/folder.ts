import { closeSync, constants, lstatSync, readdirSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { rmdirat, unlinkat } from '../../kernel/entries.ts';
import { hasCode } from '../../kernel/libc.ts';
import { O, RESOLVE, openat2 } from '../../kernel/openat2.ts';
import { bytesOf } from '../tar/entry.ts';
import type { ByteString } from '../tar/entry.ts';

/** Flags that open a folder itself, not what a link in its place leads to. */
export const FOLDER = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;

/**
 * The path of an entry of an open folder, for calls that take no descriptor. The kernel goes to
 * the open folder itself, wherever it is now; the entry must not be followed if it is a link.
 */
export function entryPath(folder: number, name: ByteString): Buffer {
  return Buffer.concat([Buffer.from(`/proc/self/fd/${folder}/`), bytesOf(name)]);
}

/** Status of an entry, links not followed; undefined when there is none. */
export function statEntry(folder: number, name: ByteString): BigIntStats | undefined {
  return lstatSync(entryPath(folder, name), { bigint: true, throwIfNoEntry: false });
}

/** Names in an open folder, sorted by bytes, as byte strings. */
export function namesIn(folder: number): ByteString[] {
  return readdirSync(`/proc/self/fd/${folder}`, 'latin1').sort();
}

/** Opens a folder's own entry: no link is followed, no mount crossed into by `..`. */
export function openEntry(folder: number, name: ByteString, flags: number): number {
  return openat2(folder, bytesOf(name), {
    flags: flags | constants.O_NOFOLLOW,
    resolve: RESOLVE.NO_SYMLINKS | RESOLVE.BENEATH,
  });
}

/**
 * Whether something is mounted on an entry. The kernel refuses to remove such an entry only where
 * the caller's own mounts are; from another process's it would take the mount away without a word.
 */
export function isMountPoint(folder: number, name: ByteString): boolean {
  const flags = O.PATH | constants.O_NOFOLLOW;
  try {
    closeSync(openat2(folder, bytesOf(name), { flags, resolve: RESOLVE.NO_XDEV }));
    return false;
  } catch (error) {
    if (hasCode(error, 'EXDEV')) return true;
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/**
 * Removes an entry and everything below it, one thing at each step, so that the caller decides how
 * long to stay at it; missing is no error. What is mounted in a folder is not gone into (EXDEV).
 */
export function* removing(folder: number, name: ByteString): Generator<void, void, undefined> {
  const bytes = bytesOf(name);
  try {
    unlinkat(folder, bytes);
    return;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    if (!hasCode(error, 'EISDIR', 'EPERM')) throw error;
  }
  const resolve = RESOLVE.NO_SYMLINKS | RESOLVE.BENEATH | RESOLVE.NO_XDEV;
  const inner = openat2(folder, bytes, { flags: FOLDER, resolve });
  try {
    for (const child of namesIn(inner)) {
      yield* removing(inner, child);
      yield;
    }
  } finally {
    closeSync(inner);
  }
  rmdirat(folder, bytes);
}
