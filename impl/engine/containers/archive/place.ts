import { closeSync, constants, fstatSync, readlinkSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { posix } from 'node:path';
import { BadParameter, NotFound } from '../../../errors.ts';
import { hasCode } from '../../../kernel/libc.ts';
import { O, openInRoot } from '../../../kernel/openat2.ts';
import { byteString } from '../../../storage/tar/entry.ts';
import type { ByteString } from '../../../storage/tar/entry.ts';
import { statEntry } from '../../../storage/unpack/folder.ts';

/** A path as clients give it: read from the container's root, `.` and `..` taken out as text. */
export interface WantedPath {
  /** As it was given, for messages. */
  text: string;
  /** Absolute, without a slash at its end. */
  full: string;
  /** Last element: `/` for the root. */
  name: string;
  /** What stood at its end: the folder itself is meant, or what lies in it. */
  ending: '' | '/' | '/.';
}

/** Throws BadParameter for an empty path. */
export function wantedPath(text: string): WantedPath {
  if (text === '') throw new BadParameter('query parameter "path" is empty: a path is required');
  const clean = posix.normalize(`/${text}`).replace(/(?<=.)\/$/, '');
  const ending = /(^|\/)\.$/.test(text) ? '/.' : text.endsWith('/') ? '/' : '';
  return { text, full: clean, name: posix.basename(clean) || '/', ending };
}

/** An entry that was found, held by its folder's descriptor: `name` is `.` for a folder itself. */
export interface Place {
  folder: number;
  name: ByteString;
  status: BigIntStats;
}

const FOLDER = O.PATH | constants.O_DIRECTORY;

/**
 * Finds an entry in a container's files. Links on the way are followed inside the root, a link at
 * the path's end only if asked for, or if the path says that a folder is meant.
 * @returns a place whose `folder` the caller closes. Throws NotFound.
 */
export function findPlace(root: number, path: WantedPath, options: { follow: boolean }): Place {
  return orNotFound(path, () => {
    if (path.ending !== '' || path.name === '/')
      return placeOf(openInRoot(root, path.full, FOLDER));
    if (options.follow) return followed(root, path);
    const folder = openInRoot(root, posix.dirname(path.full), FOLDER);
    return entryOf(folder, byteString(path.name), path);
  });
}

/** A folder that a path leads to. Throws NotFound, and BadParameter when it is none. */
export function findFolder(root: number, path: WantedPath): { folder: number; path: string } {
  return orNotFound(path, () => {
    try {
      const folder = openInRoot(root, path.full, FOLDER);
      return { folder, path: pathOf(folder) };
    } catch (error) {
      if (!hasCode(error, 'ENOTDIR')) throw error;
      // A file itself, or a path through a file?
      closeSync(openInRoot(root, path.full, O.PATH));
      throw new BadParameter(`"${path.text}" is not a folder: extraction point is not a directory`);
    }
  });
}

/** Where a link leads in the end. */
export interface LinkTarget {
  /** Absolute, seen from the container. */
  path: string;
  /** undefined when there is nothing. */
  status: BigIntStats | undefined;
}

/** @param text what the link itself says. */
export function linkTarget(root: number, path: WantedPath, text: string): LinkTarget {
  let target: number;
  try {
    target = openInRoot(root, path.full, O.PATH);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) throw error;
    return { path: posix.resolve(posix.dirname(path.full), text), status: undefined };
  }
  try {
    return { path: pathOf(target), status: fstatSync(target, { bigint: true }) };
  } finally {
    closeSync(target);
  }
}

function followed(root: number, path: WantedPath): Place {
  const target = openInRoot(root, path.full, O.PATH);
  if (fstatSync(target).isDirectory()) return placeOf(target);
  const actual = pathOf(target);
  closeSync(target);
  const folder = openInRoot(root, posix.dirname(actual), FOLDER);
  return entryOf(folder, byteString(posix.basename(actual)), path);
}

function placeOf(folder: number): Place {
  return { folder, name: '.', status: fstatSync(folder, { bigint: true }) };
}

function entryOf(folder: number, name: ByteString, path: WantedPath): Place {
  const status = statEntry(folder, name);
  if (status) return { folder, name, status };
  closeSync(folder);
  throw noSuchPath(path);
}

/** The kernel's own path of what is open, which ends at the root of the container's mounts. */
function pathOf(descriptor: number): string {
  return readlinkSync(`/proc/self/fd/${descriptor}`);
}

function orNotFound<T>(path: WantedPath, find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG')) throw error;
    throw noSuchPath(path, error);
  }
}

function noSuchPath({ text }: WantedPath, cause?: unknown): NotFound {
  const rootCause = 'no such file or directory';
  return new NotFound(`could not find the file ${text} in the container: ${rootCause}`, {
    rootCause,
    cause,
  });
}
