import { bind, check, cPath } from './libc.ts';
import type { PathLike } from './libc.ts';

/**
 * Making and changing the entries of a folder that is held open: relative to a descriptor, the
 * name cannot be led elsewhere by a folder on the way that is swapped for a link. Give names
 * without a slash; a last component that is a link is never followed.
 */
const AT_SYMLINK_NOFOLLOW = 0x100;
const AT_REMOVEDIR = 0x200;

const native = {
  mkdirat: bind('int mkdirat(int dirfd, const char *path, unsigned int mode)'),
  mknodat: bind('int mknodat(int dirfd, const char *path, unsigned int mode, uint64_t device)'),
  symlinkat: bind('int symlinkat(const char *target, int dirfd, const char *path)'),
  linkat: bind('int linkat(int fromdir, const char *from, int todir, const char *path, int flags)'),
  unlinkat: bind('int unlinkat(int dirfd, const char *path, int flags)'),
  renameat: bind('int renameat(int fromdir, const char *from, int todir, const char *path)'),
  fchownat: bind(
    'int fchownat(int dirfd, const char *path, unsigned int uid, unsigned int gid, int flags)',
  ),
  fchmodat: bind('int fchmodat(int dirfd, const char *path, unsigned int mode, int flags)'),
  utimensat: bind('int utimensat(int dirfd, const char *path, const void *times, int flags)'),
};

export function mkdirat(dirfd: number, name: PathLike, mode: number): void {
  check(native.mkdirat(dirfd, cPath(name), mode), 'mkdirat', name);
}

/** @param mode permission bits and the type (`S_IFCHR`, `S_IFBLK`, `S_IFIFO`, `S_IFSOCK`). */
export function mknodat(
  dirfd: number,
  name: PathLike,
  mode: number,
  device: { major: number; minor: number } = { major: 0, minor: 0 },
): void {
  const number = makeDevice(device.major, device.minor);
  check(native.mknodat(dirfd, cPath(name), mode, number), 'mknodat', name);
}

export function symlinkat(target: PathLike, dirfd: number, name: PathLike): void {
  check(native.symlinkat(cPath(target), dirfd, cPath(name)), 'symlinkat', target, name);
}

export function linkat(fromdir: number, from: PathLike, todir: number, name: PathLike): void {
  check(native.linkat(fromdir, cPath(from), todir, cPath(name), 0), 'linkat', from, name);
}

export function unlinkat(dirfd: number, name: PathLike): void {
  check(native.unlinkat(dirfd, cPath(name), 0), 'unlinkat', name);
}

export function rmdirat(dirfd: number, name: PathLike): void {
  check(native.unlinkat(dirfd, cPath(name), AT_REMOVEDIR), 'rmdirat', name);
}

export function renameat(fromdir: number, from: PathLike, todir: number, name: PathLike): void {
  check(native.renameat(fromdir, cPath(from), todir, cPath(name)), 'renameat', from, name);
}

export function fchownat(dirfd: number, name: PathLike, uid: number, gid: number): void {
  check(native.fchownat(dirfd, cPath(name), uid, gid, AT_SYMLINK_NOFOLLOW), 'fchownat', name);
}

/** Follows a link (Linux has no modes of links): call it only on a name known to be none. */
export function fchmodat(dirfd: number, name: PathLike, mode: number): void {
  check(native.fchmodat(dirfd, cPath(name), mode, 0), 'fchmodat', name);
}

/** Sets access and modification time, nanoseconds since 1970. */
export function utimensat(dirfd: number, name: PathLike, accessed: bigint, modified: bigint): void {
  const times = new BigInt64Array([...timespec(accessed), ...timespec(modified)]);
  check(native.utimensat(dirfd, cPath(name), times, AT_SYMLINK_NOFOLLOW), 'utimensat', name);
}

/** Whole seconds rounded down and the rest, as times before 1970 need it. */
function timespec(nanoseconds: bigint): [bigint, bigint] {
  const rest = ((nanoseconds % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  return [(nanoseconds - rest) / 1_000_000_000n, rest];
}

/** glibc's `makedev`. */
export function makeDevice(major: number, minor: number): bigint {
  const [high, low] = [BigInt(major), BigInt(minor)];
  return (
    ((high & 0xfffff000n) << 32n) |
    ((high & 0xfffn) << 8n) |
    ((low & 0xffffff00n) << 12n) |
    (low & 0xffn)
  );
}

/** glibc's `major` and `minor` of a `st_rdev`. */
export function splitDevice(device: bigint): { major: number; minor: number } {
  return {
    major: Number(((device >> 32n) & 0xfffff000n) | ((device >> 8n) & 0xfffn)),
    minor: Number(((device >> 12n) & 0xffffff00n) | (device & 0xffn)),
  };
}
