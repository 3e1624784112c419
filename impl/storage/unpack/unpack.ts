import { closeSync, constants, ftruncateSync, openSync, writeSync } from 'node:fs';
import { byteString } from '../tar/entry.ts';
import type { ByteString, TarEntry } from '../tar/entry.ts';
import { TarReader } from '../tar/reader.ts';
import { componentsOf, whiteoutOf } from './names.ts';
import type { Whiteout } from './names.ts';
import { hideRootContents } from './root-opaque.ts';
import { TreeWriter } from './tree-writer.ts';

export interface UnpackOptions {
  /**
   * `overlay` turns OCI whiteouts into overlayfs's; `apply` removes what they hide, for a tree that
   * holds all layers below; `plain` takes `.wh.` names as they are.
   */
  whiteouts: 'overlay' | 'apply' | 'plain';
  /** Layers below, top first: folders that no member names are made like theirs. */
  lowerDirs?: readonly string[];
  /** Folder inside the root that names, also of hard links, start from; made when missing. */
  directory?: string;
  /** Refuse to put a file over a folder and the other way round. */
  keepKinds?: boolean;
  /** Changes a member before it is made; undefined leaves it out. */
  rewrite?: (entry: TarEntry) => TarEntry | undefined;
  signal?: AbortSignal;
}

export interface Unpacked {
  /** Bytes of the files and of the links' targets. */
  size: number;
  entries: number;
}

/**
 * Unpacks a tar archive below `root` with owners, modes, times, links, devices and attributes;
 * nothing outside is touched, whatever the archive says. What was unpacked before an error stays:
 * unpack into a folder of your own and drop it.
 * @param source the archive, not compressed; read to its end.
 * @throws ArchiveError for archives that are damaged or would reach outside; the signal's reason.
 */
export async function unpackTar(
  source: AsyncIterable<Uint8Array>,
  root: string,
  options: UnpackOptions,
): Promise<Unpacked> {
  const descriptor = openSync(root, constants.O_RDONLY | constants.O_DIRECTORY);
  const lowerDirs = (options.lowerDirs ?? []).map((folder) => Buffer.from(folder));
  const tree = new TreeWriter(descriptor, { lowerDirs, keepKinds: options.keepKinds ?? false });
  const reader = new TarReader(source);
  const done: Unpacked = { size: 0, entries: 0 };
  try {
    for (let entry = await reader.next(); entry; entry = await reader.next()) {
      options.signal?.throwIfAborted();
      const wanted = options.rewrite ? options.rewrite(entry) : entry;
      if (!wanted) continue;
      await unpackEntry(tree, wanted, reader, options);
      done.size += wanted.type === 'symlink' ? wanted.linkName.length : wanted.size;
      done.entries += 1;
    }
    if (tree.isRootOpaque) hideRootContents(descriptor, lowerDirs);
    tree.finish();
    return done;
  } finally {
    tree.close();
    closeSync(descriptor);
    await reader.close();
  }
}

async function unpackEntry(
  tree: TreeWriter,
  entry: TarEntry,
  reader: TarReader,
  options: UnpackOptions,
): Promise<void> {
  const path = componentsOf(entry.name);
  if (options.directory) {
    const directory = componentsOf(byteString(options.directory));
    path.unshift(...directory);
    if (entry.type === 'link')
      entry.linkName = [...directory, ...componentsOf(entry.linkName)].join('/');
  }
  const parent = path.slice(0, -1);
  const whiteout = options.whiteouts === 'plain' ? NO_WHITEOUT : whiteoutOf(path);
  if (whiteout.kind === 'opaque' || whiteout.kind === 'removed')
    return applyWhiteout(tree, parent, whiteout, options.whiteouts === 'apply');
  if (whiteout.kind === 'ignored') return undefined;
  const file = tree.place(path, entry);
  if (file === undefined) return undefined;
  try {
    await writeContent(file, entry, reader);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return tree.finishFile(path, entry, file);
}

function applyWhiteout(
  tree: TreeWriter,
  parent: ByteString[],
  whiteout: Extract<Whiteout, { kind: 'opaque' | 'removed' }>,
  remove: boolean,
): void {
  if (whiteout.kind === 'opaque')
    return remove ? tree.removeContents(parent) : tree.hideContents(parent);
  const hidden = [...parent, whiteout.name];
  return remove ? tree.remove(hidden) : tree.hide(hidden);
}

const NO_WHITEOUT = { kind: 'none' } as const;

async function writeContent(file: number, entry: TarEntry, reader: TarReader): Promise<void> {
  if (entry.size === 0) return;
  const extents = [...(entry.extents ?? [{ offset: 0, length: entry.size }])];
  let extent = extents.shift();
  let within = 0;
  for await (const part of reader.body())
    for (let left = part; left.length > 0; ) {
      while (extent && within === extent.length) [extent, within] = [extents.shift(), 0];
      if (!extent) throw new Error('a file has more bytes than its map says');
      const piece = left.subarray(0, extent.length - within);
      writeAll(file, piece, extent.offset + within);
      within += piece.length;
      left = left.subarray(piece.length);
    }
  if (entry.extents) ftruncateSync(file, entry.size);
}

function writeAll(file: number, data: Buffer, position: number): void {
  for (let done = 0; done < data.length; )
    done += writeSync(file, data, done, data.length - done, position + done);
}
