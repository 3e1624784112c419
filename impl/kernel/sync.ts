import { closeSync, constants, openSync } from 'node:fs';
import fs from 'node:fs/promises';
import koffi from 'koffi';
import type { PathLike } from './libc.ts';

type AsyncNative = (fd: number, done: (error: Error | null, result: number) => void) => void;

const nativeSyncfs = (
  koffi.load(null).func('int syncfs(int fd)') as unknown as { async: AsyncNative }
).async;

/**
 * syncfs(2) of the file system that holds `path`, on another thread: everything written there
 * before is on the disk when the promise resolves.
 */
export async function syncFileSystem(path: PathLike): Promise<void> {
  const descriptor = openSync(path, constants.O_RDONLY);
  try {
    await new Promise<void>((resolve, reject) => {
      nativeSyncfs(descriptor, (error, result) => {
        if (error) reject(error);
        else if (result === -1) reject(new Error(`syncfs '${String(path)}' failed`));
        else resolve();
      });
    });
  } finally {
    closeSync(descriptor);
  }
}

/** fsync(2) of a folder: entries made, renamed and removed in it are on the disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await fs.open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
