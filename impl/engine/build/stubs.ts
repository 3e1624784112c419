import { constants, openSync, readdirSync, rmdirSync, statSync, unlinkSync } from 'node:fs';
import { posix } from 'node:path';
import { hasCode } from '../../kernel/libc.ts';
import { O, openInRoot, withDescriptor } from '../../kernel/openat2.ts';
import type { LayerStore } from '../../storage/types.ts';

/** What every container gets mounted over its files. */
const ALWAYS = [
  '/etc/hosts',
  '/etc/hostname',
  '/etc/resolv.conf',
  '/run/.containerenv',
  '/proc',
  '/sys',
  '/dev',
];

/**
 * The empty files and folders that mounts need to lie on: those that the image did not have are no
 * part of what the command wrote.
 */
export class Stubs {
  readonly #layers: LayerStore;
  readonly #id: string;
  /** Paths that were missing before, the deepest first. */
  readonly #missing: string[];

  constructor(layers: LayerStore, id: string, targets: readonly string[]) {
    this.#layers = layers;
    this.#id = id;
    const paths = new Set([...ALWAYS, ...targets].flatMap(withParents));
    this.#missing = this.#inside((root) => [...paths].filter((path) => !exists(root, path)))
      .sort()
      .reverse();
  }

  /** Removes those that are empty still. */
  remove(): void {
    this.#inside((root) => {
      for (const path of this.#missing) removeEmpty(root, path);
    });
  }

  #inside<T>(work: (root: number) => T): T {
    const folder = this.#layers.mount(this.#id);
    try {
      return withDescriptor(openSync(folder, O.PATH | constants.O_DIRECTORY), work);
    } finally {
      this.#layers.unmount(this.#id);
    }
  }
}

function withParents(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  return names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`);
}

function exists(root: number, path: string): boolean {
  try {
    return withDescriptor(openInRoot(root, path, O.PATH | constants.O_NOFOLLOW), () => true);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return false;
    throw error;
  }
}

function removeEmpty(root: number, path: string): void {
  try {
    withDescriptor(
      openInRoot(root, posix.dirname(path), O.PATH | constants.O_DIRECTORY),
      (parent) => {
        const entry = `/proc/self/fd/${parent}/${posix.basename(path)}`;
        const status = statSync(entry);
        if (status.isFile() && status.size === 0) unlinkSync(entry);
        else if (status.isDirectory() && readdirSync(entry).length === 0) rmdirSync(entry);
      },
    );
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENOTEMPTY')) throw error;
  }
}
