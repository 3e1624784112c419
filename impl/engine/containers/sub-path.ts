import { constants, fstatSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { BadParameter } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { bindMount } from '../../kernel/mount.ts';
import { O, openInRoot, withDescriptor } from '../../kernel/openat2.ts';

/** A path within a volume, made plain. Throws BadParameter for one that leads out of it. */
export function checkSubPath(written: string): string {
  const path = posix.normalize(written).replace(/\/+$/, '');
  const isOutside = path.startsWith('/') || path.split('/').includes('..');
  if (!isOutside && path !== '' && path !== '.') return path;
  throw new BadParameter(`invalid sub path "${written}": must be a path within the volume`);
}

/**
 * Mounts a file or folder of a volume or bind on `target`, which is made; a folder that is missing
 * is made too. Links that a container has left there lead nowhere out of the volume.
 */
export function mountSubPath(
  { source, readWrite }: { source: string; readWrite: boolean },
  subPath: string,
  target: string,
): void {
  withSubPath(source, subPath, (part) => {
    const isFolder = fstatSync(part).isDirectory();
    mkdirSync(isFolder ? target : dirname(target), { recursive: true });
    if (!isFolder) writeFileSync(target, '');
    bindMount(`/proc/self/fd/${part}`, target, { readOnly: !readWrite });
  });
}

/** Runs `work` on a descriptor (`O_PATH`) of what is there, or on a new folder. */
export function withSubPath<T>(source: string, subPath: string, work: (part: number) => T): T {
  return withDescriptor(openSync(source, O.PATH | constants.O_DIRECTORY), (root) => {
    try {
      return withDescriptor(openInRoot(root, subPath, O.PATH), work);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
    makeFolders(root, subPath.split('/'));
    return withDescriptor(openInRoot(root, subPath, O.PATH), work);
  });
}

function makeFolders(root: number, parts: readonly string[]): void {
  for (const [at, name] of parts.entries()) {
    const above = parts.slice(0, at).join('/') || '.';
    withDescriptor(openInRoot(root, above, O.PATH | constants.O_DIRECTORY), (folder) => {
      try {
        mkdirSync(`/proc/self/fd/${folder}/${name}`);
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error;
      }
    });
  }
}
