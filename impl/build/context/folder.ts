import { readFileSync, readdirSync, rmSync, statSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import type { Dirent } from 'node:fs';
import { BadParameter, NotFound } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { plain } from '../../storage/plain.ts';
import { unpackTar } from '../../storage/unpack/unpack.ts';
import { resolveInside } from '../copy/pick.ts';
import { IgnoreRules } from '../ignore.ts';

/**
 * Unpacks a context, compressed in any way or not, into an empty folder. No member and no link
 * leads out of it.
 * @throws ArchiveError when it is damaged or cut short.
 */
export async function unpackContext(
  archive: AsyncIterable<Uint8Array>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  await unpackTar(await plain(archive), folder, { whiteouts: 'plain', signal });
}

/** Bytes of the longest Dockerfile or ignore file that is read. */
const TEXT_LIMIT = 16 * 1024 * 1024;

/** A file of the context as text; undefined when there is none. */
export function readInside(folder: string, name: string): string | undefined {
  try {
    const { path: file, isFolder } = resolveInside(folder, name);
    if (isFolder) return undefined;
    if (statSync(file).size > TEXT_LIMIT) throw new BadParameter(`${name} is too long`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/**
 * Takes away what the context's ignore file names. One that belongs to the Dockerfile alone goes
 * before .containerignore, and that before .dockerignore.
 */
export function applyIgnoreFile(folder: string, dockerfile: string | undefined): void {
  const names = [
    ...(dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`]),
    '.containerignore',
    '.dockerignore',
  ];
  for (const name of names) {
    const text = readInside(folder, name);
    if (text !== undefined) return removeIgnored(folder, '', new IgnoreRules(text));
  }
}

/** @param below the folder looked at, seen from the context. */
function removeIgnored(folder: string, below: string, rules: IgnoreRules): void {
  for (const entry of entriesOf(path.join(folder, below))) {
    const inside = below === '' ? entry.name : `${below}/${entry.name}`;
    const isIgnored = rules.ignores(inside);
    // What is in an ignored folder may be taken back in.
    if (entry.isDirectory() && (!isIgnored || rules.hasExceptions))
      removeIgnored(folder, inside, rules);
    if (isIgnored) removeEntry(path.join(folder, inside), entry, rules.hasExceptions);
  }
}

function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}

function removeEntry(target: string, entry: Dirent, keepFilled: boolean): void {
  if (!entry.isDirectory()) unlinkSync(target);
  else if (!keepFilled) rmSync(target, { recursive: true });
  else
    try {
      rmSync(target, { recursive: readdirSync(target).length === 0, force: false });
    } catch (error) {
      if (!hasCode(error, 'ERR_FS_EISDIR', 'ENOTEMPTY')) throw error;
    }
}
