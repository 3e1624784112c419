import { closeSync, readFileSync, writeSync } from 'node:fs';
import { bind, check } from './libc.ts';

const native = {
  fcntl: bind('int fcntl(int fd, int command, long argument)'),
  memfd_create: bind('int memfd_create(const char *name, unsigned int flags)'),
};

const F_SETPIPE_SZ = 1031;
const F_ADD_SEALS = 1033;
/** Neither written, nor grown, nor shrunk, nor unsealed any more. */
const ALL_SEALS = 0xf;
const MFD_CLOEXEC = 1;
const MFD_ALLOW_SEALING = 2;

/**
 * Lets a pipe hold so many bytes before writers have to wait, as far as the host allows it
 * (`fs.pipe-max-size`, `fs.pipe-user-pages-soft`).
 */
export function growPipe(descriptor: number, bytes: number): void {
  native.fcntl(descriptor, F_SETPIPE_SZ, bytes);
}

/** A copy of a file in memory that nobody can change (memfd_create(2)). Throws a system error. */
export function sealedCopy(path: string): number {
  const content = readFileSync(path);
  const flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  const descriptor = check(native.memfd_create('copy', flags), 'memfd_create');
  try {
    for (let at = 0; at < content.length; ) at += writeSync(descriptor, content, at);
    check(native.fcntl(descriptor, F_ADD_SEALS, ALL_SEALS), 'fcntl');
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
