import util from 'node:util';
import koffi from 'koffi';

/**
 * The C library of this process. Calls are synchronous: each takes about a microsecond, and
 * `errno` belongs to the calling thread, so it must be read before anything else runs.
 */
const libc = koffi.load(null);

/** A path: text is passed as UTF-8, a buffer as its bytes (a NUL is added when it has none at the end). */
export type PathLike = string | Buffer;

export type NativeFunction = (...values: unknown[]) => number;

/** Binds a C function by its prototype. */
export function bind(prototype: string): NativeFunction {
  return libc.func(prototype) as NativeFunction;
}

/** A path as a C string; a NUL inside is refused, for the kernel would see another path. */
export function cPath(path: PathLike): PathLike {
  const inner = path.indexOf('\0');
  if (typeof path === 'string') {
    if (inner !== -1) throw invalidPath(path);
    return path;
  }
  if (inner === -1) return Buffer.concat([path, Buffer.alloc(1)]);
  if (inner !== path.length - 1) throw invalidPath(path.toString());
  return path;
}

function invalidPath(path: string): Error {
  return Object.assign(new Error(`EINVAL: path with a NUL byte, ${JSON.stringify(path)}`), {
    code: 'EINVAL',
    path,
  });
}

/** The error of the call that has just failed, in the shape of Node's own system errors. */
export function systemError(syscall: string, path?: PathLike, dest?: PathLike): Error {
  const errno = -koffi.errno();
  const code = util.getSystemErrorName(errno);
  const places = [path, dest].filter((place) => place !== undefined);
  const message = `${code}: ${util.getSystemErrorMessage(errno)}, ${syscall} ${places.map((place) => `'${String(place)}'`).join(' -> ')}`;
  return Object.assign(new Error(message.trimEnd()), {
    errno,
    code,
    syscall,
    ...(path === undefined ? {} : { path: String(path) }),
    ...(dest === undefined ? {} : { dest: String(dest) }),
  });
}

/** Passes a result through; -1 becomes the system's error. */
export function check(result: number, syscall: string, path?: PathLike, dest?: PathLike): number {
  if (result === -1) throw systemError(syscall, path, dest);
  return result;
}

/** True for a system error with this code (`ENOENT` …). */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
