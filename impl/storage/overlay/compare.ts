import { lstatSync, readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { ownerInside } from '../../kernel/id-map.ts';
import type { IdMappings } from '../../kernel/id-map.ts';
import { textOf } from '../tar/entry.ts';
import type { ByteString } from '../tar/entry.ts';
import type { Change } from '../types.ts';
import { descend } from './lookup.ts';
import type { Found } from './lookup.ts';

const MODIFIED = 0;
const ADDED = 1;
const DELETED = 2;

/** Folders looked at before the event loop gets its turn. */
const STRETCH = 50;

/**
 * What changed from one stack of layers to another, as Docker and Podman report it: an entry of
 * another layer counts as modified even when its content is the same; a folder does when its own
 * mode, owner or time changed or anything below it; below a removed folder nothing is listed.
 * Sorted by path. Folders that both stacks take from the same layers are not looked into.
 *
 * @param newer folders, top first; same for `older`.
 * @param mappings by which the owners in the topmost of the newer folders are to be read.
 */
export async function compareStacks(
  newer: readonly Buffer[],
  older: readonly Buffer[],
  mappings?: IdMappings,
): Promise<Change[]> {
  const top =
    mappings && newer[0] ? { folder: `${newer[0].toString('latin1')}/`, mappings } : undefined;
  const walk: Walk = { changes: [], visited: 0, top };
  await compareFolder(walk, '', newer, older);
  return walk.changes.sort((one, other) => (one.path < other.path ? -1 : 1));
}

interface Walk {
  changes: { path: string; kind: 0 | 1 | 2 }[];
  visited: number;
  top: { folder: string; mappings: IdMappings } | undefined;
}

/** @returns whether anything below changed. */
async function compareFolder(
  walk: Walk,
  path: ByteString,
  newer: readonly Buffer[],
  older: readonly Buffer[],
): Promise<boolean> {
  if (sameFolders(newer, older)) return false;
  if (++walk.visited % STRETCH === 0) await setImmediate();
  const before = walk.changes.length;
  for (const name of namesOf([...newer, ...older]))
    await compareEntry(walk, `${path}/${name}`, descend(newer, name), descend(older, name));
  return walk.changes.length > before;
}

type Level = ReturnType<typeof descend>;

async function compareEntry(walk: Walk, path: ByteString, now: Level, then: Level): Promise<void> {
  const note = (kind: 0 | 1 | 2) => walk.changes.push({ path: textOf(path), kind });
  if (!now.found) {
    if (then.found) note(DELETED);
    return;
  }
  if (!then.found) {
    note(ADDED);
    await compareFolder(walk, path, now.folders, []);
    return;
  }
  const bothFolders = now.found.status.isDirectory() && then.found.status.isDirectory();
  const below = await compareFolder(walk, path, now.folders, bothFolders ? then.folders : []);
  if (below || differs(walk, now.found, then.found, bothFolders)) note(MODIFIED);
}

function differs({ top }: Walk, now: Found, then: Found, bothFolders: boolean): boolean {
  if (!bothFolders) return !now.path.equals(then.path);
  const [a, b] = [now.status, then.status];
  const isMapped = top && now.path.toString('latin1').startsWith(top.folder);
  const ids = { uid: Number(a.uid), gid: Number(a.gid) };
  const { uid, gid } = isMapped ? ownerInside(top.mappings, ids) : ids;
  return (
    a.mode !== b.mode || uid !== Number(b.uid) || gid !== Number(b.gid) || a.mtimeNs !== b.mtimeNs
  );
}

function sameFolders(some: readonly Buffer[], others: readonly Buffer[]): boolean {
  if (some.length !== others.length) return false;
  return some.every((folder, at) => others[at]?.equals(folder));
}

function namesOf(folders: readonly Buffer[]): Set<ByteString> {
  return new Set(folders.flatMap((folder) => readdirSync(folder, 'latin1')));
}

/** Bytes of the files below a folder, each inode once. */
export function sizeOf(folder: Buffer): number {
  const seen = new Set<bigint>();
  let total = 0;
  const pending = [folder];
  for (let next = pending.pop(); next; next = pending.pop())
    for (const name of readdirSync(next, 'buffer')) {
      const path = Buffer.concat([next, Buffer.from('/'), name]);
      const status = lstatSync(path, { bigint: true, throwIfNoEntry: false });
      if (!status || seen.has(status.ino)) continue;
      if (status.isDirectory()) pending.push(path);
      else {
        seen.add(status.ino);
        total += Number(status.size);
      }
    }
  return total;
}
