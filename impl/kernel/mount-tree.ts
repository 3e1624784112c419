import { bind, check, cPath } from './libc.ts';
import type { PathLike } from './libc.ts';
import { AT_FDCWD, O, withDescriptor } from './openat2.ts';

/** Same number on every architecture. */
const SYS_OPEN_TREE = 428;
const OPEN_TREE_CLONE = 1;
const AT_RECURSIVE = 0x8000;

const SYS_MOVE_MOUNT = 429;
const SYS_MOUNT_SETATTR = 442;
const MOVE_MOUNT_F_EMPTY_PATH = 4;
const AT_EMPTY_PATH = 0x1000;
const MOUNT_ATTR_IDMAP = 0x100000n;

const moveMount = bind(
  'long syscall(long number, int fromfd, const char *from, int tofd, const char *to, unsigned int flags)',
);
const setAttributes = bind(
  'long syscall(long number, int dirfd, const char *path, unsigned int flags, const void *attributes, size_t size)',
);
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

/**
 * Mounts `folder` on `target` once more, so that owners show there as those that a user namespace
 * maps them to: mount_setattr(2) with MOUNT_ATTR_IDMAP (Linux 5.12; the file system must know it).
 * @param userNamespace descriptor of the namespace
 */
export function mountIdMapped(folder: PathLike, target: PathLike, userNamespace: number): void {
  const flags = OPEN_TREE_CLONE | O.CLOEXEC;
  const copy = check(openTree(SYS_OPEN_TREE, AT_FDCWD, cPath(folder), flags), 'open_tree', folder);
  withDescriptor(copy, () => {
    const attributes = new BigUint64Array([MOUNT_ATTR_IDMAP, 0n, 0n, BigInt(userNamespace)]);
    check(
      setAttributes(SYS_MOUNT_SETATTR, copy, '', AT_EMPTY_PATH, attributes, attributes.byteLength),
      'mount_setattr',
      folder,
    );
    check(
      moveMount(SYS_MOVE_MOUNT, copy, '', AT_FDCWD, cPath(target), MOVE_MOUNT_F_EMPTY_PATH),
      'move_mount',
      target,
    );
  });
}
