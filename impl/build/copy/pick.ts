import { closeSync, constants, fstatSync, openSync, readdirSync, readlinkSync } from 'node:fs';
import { posix } from 'node:path';
import { BadParameter, NotFound } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { O, openInRoot, withDescriptor } from '../../kernel/openat2.ts';
import { isPattern, pathPattern } from '../patterns.ts';

/** A file or folder to copy. */
export interface Picked {
  /** Where it truly lies on this host, links resolved: inside the tree that it was picked from. */
  path: string;
  /** Its name as it was asked for, before links were followed. */
  name: string;
  /** Below the tree, as it was asked for. */
  relative: string;
  isFolder: boolean;
}

/**
 * What a source of COPY or ADD means in a folder. Links are followed as if the folder were the
 * root of everything, so that nothing outside is ever picked.
 * @param text a path or pattern; `..` at its beginning leads nowhere.
 * @throws NotFound when there is no such thing.
 */
export function pick(root: string, text: string): Picked[] {
  const wanted = posix.normalize(`/${text}`).replace(/(?<=.)\/$/, '');
  return withDescriptor(openSync(root, O.PATH | constants.O_DIRECTORY), (folder) => {
    if (!isPattern(wanted)) return [pickOne(folder, wanted, text)];
    const found = matching(folder, '/', wanted.split('/').slice(1));
    if (found.length === 0)
      throw new NotFound(`copying ${text} failed: no source files were specified`);
    return found.map((path) => pickOne(folder, path, text));
  });
}

/**
 * The one place that a path means inside a folder.
 * @throws NotFound
 */
export function resolveInside(root: string, text: string): Picked {
  return withDescriptor(openSync(root, O.PATH | constants.O_DIRECTORY), (folder) =>
    pickOne(folder, posix.normalize(`/${text}`), text),
  );
}

function pickOne(root: number, path: string, text: string): Picked {
  try {
    return withDescriptor(openInRoot(root, path, O.PATH), (found) => {
      const status = fstatSync(found);
      if (!status.isDirectory() && !status.isFile())
        throw new BadParameter(`copying ${text} failed: neither a file nor a folder`);
      return {
        path: readlinkSync(`/proc/self/fd/${found}`),
        name: posix.basename(path),
        relative: path.slice(1),
        isFolder: status.isDirectory(),
      };
    });
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG')) throw error;
    throw new NotFound(
      `copying ${text} failed: file not found in build context or excluded by .dockerignore: stat ${path.slice(1)}: file does not exist`,
      { cause: error },
    );
  }
}

/** Paths that fit a pattern, name by name, sorted. */
function matching(root: number, folder: string, [first, ...rest]: readonly string[]): string[] {
  if (first === undefined) return [];
  const names = isPattern(first) ? namesThatFit(root, folder, first) : [first];
  const paths = names.map((name) => posix.join(folder, name));
  return rest.length === 0
    ? paths.filter((path) => exists(root, path))
    : paths.flatMap((path) => matching(root, path, rest));
}

function namesThatFit(root: number, folder: string, pattern: string): string[] {
  const fits = pathPattern(pattern, { doubleStar: false });
  const names = open(root, folder, (found) => readdirSync(`/proc/self/fd/${found}`)) ?? [];
  return names.filter((name) => fits.test(name)).sort();
}

const exists = (root: number, path: string) => open(root, path, () => true) ?? false;

function open<T>(root: number, path: string, work: (found: number) => T): T | undefined {
  try {
    const found = openInRoot(root, path, O.PATH);
    try {
      return work(found);
    } finally {
      closeSync(found);
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
    throw error;
  }
}
