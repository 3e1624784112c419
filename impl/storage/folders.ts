import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { hasCode } from '../kernel/libc.ts';
import { FOLDER, removing } from './unpack/folder.ts';

/** Where the storage keeps what, below its root. */
export interface Folders {
  root: string;
  /** Work in progress; whatever is here at a start is rubbish. */
  temp: string;
  /** Unpacked layers. */
  layers: string;
  /** Writable tops of containers with their mount points. */
  containers: string;
  /** An empty folder: what a container without an image lies on. */
  empty: string;
}

export function makeFolders(root: string): Folders {
  const at = (name: string) => path.join(root, name);
  const folders = {
    root,
    temp: at('tmp'),
    layers: at('layers'),
    containers: at('overlay'),
    empty: at('empty'),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folders;
}

/** A new name in the temp folder. */
export function tempPath(folders: Folders): string {
  return path.join(folders.temp, randomUUID());
}

/** Entries removed before the event loop gets its turn: some milliseconds. */
const STRETCH = 200;

/** Removes a tree of any depth, following nothing; missing is no error. */
export async function removeTree(target: string): Promise<void> {
  const parent = openSync(path.dirname(target), FOLDER);
  let done = 0;
  try {
    for (const _ of removing(parent, Buffer.from(path.basename(target)).toString('latin1')))
      if (++done % STRETCH === 0) await setImmediate();
  } finally {
    closeSync(parent);
  }
}

/**
 * Takes a folder out of sight at once, before the first `await`, and then removes it, so that a
 * crash leaves no half.
 */
export async function discard(folders: Folders, target: string): Promise<void> {
  const aside = tempPath(folders);
  try {
    renameSync(target, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  await removeTree(aside);
}
