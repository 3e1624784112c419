import { close, closeSync, constants, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { hasCode } from '../../../kernel/libc.ts';
import { O, withDescriptor } from '../../../kernel/openat2.ts';
import { processStart } from '../../../runtime/processes.ts';
import type { FilesView } from './view.ts';

/** The last hold on a mount makes the kernel write it back: not on the thread that serves. */
export const closeAside = promisify(close);

const FOLDER = O.PATH | constants.O_DIRECTORY;

/**
 * The root of a process, with every mount that it has, tmpfs included. The mount namespace is held
 * too, or the mounts would part from each other when the process ends.
 * @returns undefined when the process is gone.
 */
export function viewOfProcess(process: { pid: number; pidStart: number }): FilesView | undefined {
  try {
    return withDescriptor(openSync(`/proc/${process.pid}`, FOLDER), (folder) => {
      // The folder stands for this one process, should the pid be given to another.
      if (processStart(process.pid) !== process.pidStart) return undefined;
      return openBoth(`/proc/self/fd/${folder}`);
    });
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ESRCH', 'EACCES')) return undefined;
    throw error;
  }
}

function openBoth(process: string): FilesView {
  const namespace = openSync(`${process}/ns/mnt`, constants.O_RDONLY);
  try {
    const root = openSync(`${process}/root`, FOLDER);
    return {
      root,
      async close() {
        await closeAside(root);
        await closeAside(namespace);
      },
    };
  } catch (error) {
    closeSync(namespace);
    throw error;
  }
}
