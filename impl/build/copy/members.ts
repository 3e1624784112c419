import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { packPath, packTree } from '../../storage/pack/pack.ts';
import { byteString, textOf } from '../../storage/tar/entry.ts';
import type { ByteString, TarEntry } from '../../storage/tar/entry.ts';
import type { TarMember } from '../../storage/tar/writer.ts';
import { FOLDER } from '../../storage/unpack/folder.ts';
import type { IgnoreRules } from '../ignore.ts';
import type { Picked } from './pick.ts';

/** What copying changes on everything. */
export interface CopyTraits {
  /** Owner of all that is copied; undefined leaves it as it is. */
  owner?: { uid: number; gid: number } | undefined;
  /** Mode for an entry; undefined leaves it. */
  mode?: ((entry: TarEntry) => number) | undefined;
  /** `--exclude`: paths, seen from the source, that are left out. */
  excluded?: IgnoreRules | undefined;
  signal: AbortSignal;
}

/**
 * What is below a picked folder, or the picked file itself, as members of an archive.
 * @param as the folder's or file's path in the archive; empty for the archive's top.
 */
export async function* membersOf(
  picked: Picked,
  as: string,
  traits: CopyTraits,
): AsyncGenerator<TarMember, void, undefined> {
  const { signal, excluded } = traits;
  const options = { whiteouts: false, signal };
  const prefix = byteString(as);
  const source = picked.isFolder
    ? packTree(picked.path, options)
    : packFile(picked.path, prefix, options);
  const placed = (name: ByteString) => (prefix === '' ? name : `${prefix}/${name}`);
  for await (const { entry, ...content } of source) {
    if (excluded && picked.isFolder && excluded.ignores(textOf(entry.name))) continue;
    const changed = { ...entry, ...traits.owner };
    if (traits.mode && entry.type !== 'symlink') changed.mode = traits.mode(entry);
    if (picked.isFolder) {
      changed.name = placed(entry.name);
      if (entry.type === 'link') changed.linkName = placed(entry.linkName);
    }
    yield { entry: changed, ...content };
  }
}

async function* packFile(
  file: string,
  as: ByteString,
  options: { whiteouts: boolean; signal: AbortSignal },
) {
  const folder = openSync(path.dirname(file), FOLDER);
  try {
    yield* packPath(folder, byteString(path.basename(file)), { ...options, as });
  } finally {
    closeSync(folder);
  }
}
