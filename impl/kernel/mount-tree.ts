import { bind, check, cPath } from './libc.ts';
import type { PathLike } from './libc.ts';
import { AT_FDCWD, O } from './openat2.ts';

/** Same number on every architecture. */
const SYS_OPEN_TREE = 428;
const OPEN_TREE_CLONE = 1;
const AT_RECURSIVE = 0x8000;

const openTree = bind('long syscall(long number, int dirfd, const char *path, unsigned int flags)');

/**
 * A copy of the mount at `path` with all mounts below it, which no path leads to: open_tree(2).
 * Closing the descriptor unmounts the copy, and so does the end of the process.
 * @returns an `O_PATH` descriptor of the copy's root.
 */
export function cloneMounts(path: PathLike): number {
  const flags = OPEN_TREE_CLONE | O.CLOEXEC | AT_RECURSIVE;
  return check(openTree(SYS_OPEN_TREE, AT_FDCWD, cPath(path), flags), 'open_tree', path);
}
