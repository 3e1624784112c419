import { closeSync, constants, fstatSync, openSync, readlinkSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { read } from 'node:fs';
import { promisify } from 'node:util';
import { splitDevice } from '../../kernel/entries.ts';
import { isOpaque, isWhiteout } from '../overlay/lookup.ts';
import { bytesOf } from '../tar/entry.ts';
import type { ByteString, EntryType, TarEntry } from '../tar/entry.ts';
import type { TarMember } from '../tar/writer.ts';
import { FOLDER, entryPath, namesIn, openEntry, statEntry } from '../unpack/folder.ts';
import { readMetadata } from '../unpack/metadata.ts';

export interface PackOptions {
  /** Turn overlayfs's whiteouts and opaque folders into OCI ones; else they are left out as no files. */
  whiteouts: boolean;
  signal?: AbortSignal;
}

const readInto = promisify(read);
const READ_SIZE = 1024 * 1024;

/**
 * The members of an archive of everything below `root`, folders before their contents, names
 * sorted by bytes, hard links kept. Links are never followed, so a container that swaps a folder
 * for a link while it is read gets nothing else into the archive. Sockets are left out.
 */
export async function* packTree(
  root: string | Buffer,
  options: PackOptions,
): AsyncGenerator<TarMember, void, undefined> {
  const folder = openSync(root, FOLDER);
  const seen = new Map<string, ByteString>();
  try {
    yield* packFolder({ folder, prefix: '', seen, options });
  } finally {
    closeSync(folder);
  }
}

interface Walk {
  folder: number;
  prefix: ByteString;
  /** First name of each file with several, by device and inode. */
  seen: Map<string, ByteString>;
  options: PackOptions;
}

async function* packFolder(walk: Walk): AsyncGenerator<TarMember, void, undefined> {
  const { folder, prefix, options } = walk;
  if (options.whiteouts && isOpaque(entryPath(folder, '.')))
    yield { entry: emptyFile(join(prefix, '.wh..wh..opq')) };
  for (const name of namesIn(folder)) {
    options.signal?.throwIfAborted();
    const status = statEntry(folder, name);
    if (status) yield* packEntry(walk, name, status);
  }
}

async function* packEntry(
  walk: Walk,
  name: ByteString,
  status: BigIntStats,
): AsyncGenerator<TarMember, void, undefined> {
  const { folder, prefix, options } = walk;
  const full = join(prefix, name);
  if (isWhiteout(status)) {
    if (options.whiteouts) yield { entry: emptyFile(join(prefix, `.wh.${name}`)) };
    return;
  }
  const entry = entryOf(walk, name, full, status);
  if (!entry) return;
  if (entry.type === 'file') yield { entry, body: fileBody(folder, name, entry) };
  else yield { entry };
  if (entry.type !== 'directory') return;
  const inner = openEntry(folder, name, FOLDER);
  try {
    yield* packFolder({ ...walk, folder: inner, prefix: full });
  } finally {
    closeSync(inner);
  }
}

function entryOf(
  walk: Walk,
  name: ByteString,
  full: ByteString,
  status: BigIntStats,
): TarEntry | undefined {
  const type = typeOf(status);
  if (!type) return undefined;
  const path = entryPath(walk.folder, name);
  const entry: TarEntry = {
    name: full,
    type,
    linkName: type === 'symlink' ? readlinkSync(path, 'latin1') : '',
    size: type === 'file' ? Number(status.size) : 0,
    device: type.endsWith('device') ? splitDevice(status.rdev) : { major: 0, minor: 0 },
    ...readMetadata(path, status),
  };
  return status.nlink > 1n && type !== 'directory' ? asLink(walk, entry, status) : entry;
}

/** The second and later names of a file become hard links to the first. */
function asLink(walk: Walk, entry: TarEntry, status: BigIntStats): TarEntry {
  const key = `${status.dev}:${status.ino}`;
  const first = walk.seen.get(key);
  if (first === undefined) {
    walk.seen.set(key, entry.name);
    return entry;
  }
  return { ...entry, type: 'link', linkName: first, size: 0, xattrs: new Map() };
}

function typeOf(status: BigIntStats): EntryType | undefined {
  if (status.isFile()) return 'file';
  if (status.isDirectory()) return 'directory';
  if (status.isSymbolicLink()) return 'symlink';
  if (status.isFIFO()) return 'fifo';
  if (status.isCharacterDevice()) return 'character-device';
  return status.isBlockDevice() ? 'block-device' : undefined;
}

/**
 * Exactly as many bytes as the header says: a file that grows meanwhile is cut, one that shrinks
 * is filled with zeros, as GNU tar does.
 */
async function* fileBody(
  folder: number,
  name: ByteString,
  entry: TarEntry,
): AsyncGenerator<Buffer, void, undefined> {
  if (entry.size === 0) return;
  // Non-blocking: what was a file a moment ago may be a fifo now.
  const file = openEntry(folder, name, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const isFile = fstatSync(file).isFile();
    for (let left = entry.size; left > 0; ) {
      const buffer = Buffer.alloc(Math.min(left, READ_SIZE));
      const { bytesRead } = isFile ? await readInto(file, { buffer }) : { bytesRead: 0 };
      const part = bytesRead === 0 ? buffer : buffer.subarray(0, bytesRead);
      yield part;
      left -= part.length;
    }
  } finally {
    closeSync(file);
  }
}

function emptyFile(name: ByteString): TarEntry {
  return {
    name,
    type: 'file',
    linkName: '',
    mode: 0o600,
    uid: 0,
    gid: 0,
    size: 0,
    modified: 0n,
    device: { major: 0, minor: 0 },
    xattrs: new Map(),
  };
}

function join(prefix: ByteString, name: ByteString): ByteString {
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** One path as a member of its own, whatever it is; for archives of a single file. */
export async function* packPath(
  folder: number,
  name: ByteString,
  options: PackOptions & { as: ByteString },
): AsyncGenerator<TarMember, void, undefined> {
  const status = statEntry(folder, name);
  if (!status) return;
  const walk = { folder, prefix: '', seen: new Map(), options };
  for await (const member of packEntry(walk, name, status)) {
    member.entry.name = options.as + member.entry.name.slice(bytesOf(name).length);
    yield member;
  }
}
