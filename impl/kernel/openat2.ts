import { closeSync } from 'node:fs';
import { bind, check, cPath } from './libc.ts';
import type { PathLike } from './libc.ts';

/** Resolution rules of openat2(2), `linux/openat2.h`. */
export const RESOLVE = {
  NO_XDEV: 0x01,
  NO_MAGICLINKS: 0x02,
  NO_SYMLINKS: 0x04,
  BENEATH: 0x08,
  IN_ROOT: 0x10,
} as const;

/** Open flags that `fs.constants` lacks; x86-64 and arm64 agree on these. */
export const O = { PATH: 0o10000000, CLOEXEC: 0o2000000 } as const;

/** The folder that relative paths start at when no descriptor is given. */
export const AT_FDCWD = -100;

/** Same number on every architecture. */
const SYS_OPENAT2 = 437;
const HOW_SIZE = 24;

const syscall = bind(
  'long syscall(long number, int dirfd, const char *path, const void *how, size_t size)',
);

/**
 * openat2(2): opens with rules for how the path may be resolved. Descriptors close on exec.
 * @returns a descriptor for Node's `fs` functions; the caller closes it.
 */
export function openat2(
  dirfd: number,
  path: PathLike,
  how: { flags: number; mode?: number; resolve?: number },
): number {
  const record = new BigUint64Array([
    BigInt(how.flags | O.CLOEXEC),
    BigInt(how.mode ?? 0),
    BigInt(how.resolve ?? 0),
  ]);
  return check(syscall(SYS_OPENAT2, dirfd, cPath(path), record, HOW_SIZE), 'openat2', path);
}

/**
 * Opens a path inside another root file system: absolute paths, `..` and symbolic links are
 * resolved as a process whose root is `root` would see them, so nothing outside can be reached.
 *
 * The kernel answers EAGAIN when something is renamed while it looks; a few tries are made.
 * @param root descriptor of the root folder.
 */
export function openInRoot(root: number, path: PathLike, flags: number, mode = 0): number {
  const resolve = RESOLVE.IN_ROOT | RESOLVE.NO_MAGICLINKS;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return openat2(root, path, { flags, mode, resolve });
    } catch (error) {
      const busy = (error as NodeJS.ErrnoException).code === 'EAGAIN';
      if (!busy || attempt === 32) throw error;
    }
  }
}

/** Runs `work` on a descriptor and closes it, whatever happens. */
export function withDescriptor<T>(descriptor: number, work: (descriptor: number) => T): T {
  try {
    return work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
