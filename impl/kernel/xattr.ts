import { bind, check, cPath, hasCode } from './libc.ts';
import type { PathLike } from './libc.ts';

/** Extended attributes of a path whose last component is not followed. */
const native = {
  set: bind(
    'int lsetxattr(const char *path, const char *name, const void *value, size_t size, int flags)',
  ),
  get: bind('long lgetxattr(const char *path, const char *name, void *value, size_t size)'),
  list: bind('long llistxattr(const char *path, void *list, size_t size)'),
  remove: bind('int lremovexattr(const char *path, const char *name)'),
};

/** Most values and lists fit; longer ones (the kernel's limit is 64 KiB) cost a second call. */
const FIRST_TRY = 1024;
const LARGEST = 65536;

export function lsetxattr(path: PathLike, name: PathLike, value: Buffer): void {
  check(native.set(cPath(path), cPath(name), value, value.length, 0), 'lsetxattr', path);
}

/** The value, or undefined when the file has no such attribute or its file system has none at all. */
export function lgetxattr(path: PathLike, name: PathLike): Buffer | undefined {
  const [place, attribute] = [cPath(path), cPath(name)];
  try {
    return fetch((into) => native.get(place, attribute, into, into.length), 'lgetxattr', path);
  } catch (error) {
    if (hasCode(error, 'ENODATA', 'ENOTSUP', 'EOPNOTSUPP')) return undefined;
    throw error;
  }
}

/** Names of all attributes; none where the file system has none. */
export function llistxattr(path: PathLike): string[] {
  const place = cPath(path);
  try {
    const list = fetch((into) => native.list(place, into, into.length), 'llistxattr', path);
    return list.length === 0 ? [] : list.toString('utf8', 0, list.length - 1).split('\0');
  } catch (error) {
    if (hasCode(error, 'ENOTSUP', 'EOPNOTSUPP')) return [];
    throw error;
  }
}

export function lremovexattr(path: PathLike, name: PathLike): void {
  check(native.remove(cPath(path), cPath(name)), 'lremovexattr', path);
}

function fetch(call: (into: Buffer) => number, syscall: string, path: PathLike): Buffer {
  for (const size of [FIRST_TRY, LARGEST]) {
    const into = Buffer.alloc(size);
    try {
      const length = check(call(into), syscall, path);
      return into.subarray(0, length);
    } catch (error) {
      if (size === LARGEST || !hasCode(error, 'ERANGE')) throw error;
    }
  }
  return Buffer.alloc(0);
}
