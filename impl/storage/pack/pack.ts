import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  readlinkSync,
  statfsSync,
} from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { read } from 'node:fs';
import { promisify } from 'node:util';
import { splitDevice } from '../../kernel/entries.ts';
import { ownerInside } from '../../kernel/id-map.ts';
import type { IdMappings } from '../../kernel/id-map.ts';
import { hasCode } from '../../kernel/libc.ts';
import { isOpaque, isWhiteout } from '../overlay/lookup.ts';
import type { ByteString, EntryType, TarEntry } from '../tar/entry.ts';
import type { TarMember } from '../tar/writer.ts';
import { FOLDER, entryPath, namesIn, openEntry, statEntry } from '../unpack/folder.ts';
import { readMetadata } from '../unpack/metadata.ts';

export interface PackOptions {
  /** Turn overlayfs's whiteouts and opaque folders into OCI ones; else they are left out as no files. */
  whiteouts: boolean;
  /**
   * Whether the files of proc, sysfs and their like are packed too, where a folder leads into such a
   * file system; by default they are.
   */
  kernelFiles?: boolean;
  /** Owners are written as a container with these maps sees them. */
  mappings?: IdMappings | undefined;
  signal?: AbortSignal;
}

const readInto = promisify(read);
const READ_SIZE = 1024 * 1024;
const SMALL_READ = 128 * 1024;

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
  const held = unlessGone(() => openHeld(walk, name, full, status));
  if (!held) return;
  const { entry, descriptor } = held;
  try {
    if (entry.type === 'file') yield { entry, body: fileBody(descriptor, entry) };
    else yield { entry };
    if (entry.type !== 'directory') return;
    if (options.kernelFiles === false && leadsIntoKernel(folder, descriptor)) return;
    yield* packFolder({ ...walk, folder: descriptor, prefix: full });
  } finally {
    if (descriptor >= 0) closeSync(descriptor);
  }
}

/** An entry, with what is to be read of it opened: it cannot go away any more. */
function openHeld(
  walk: Walk,
  name: ByteString,
  full: ByteString,
  status: BigIntStats,
): { entry: TarEntry; descriptor: number } | undefined {
  const entry = entryOf(walk, name, full, status);
  if (!entry) return undefined;
  // Non-blocking: what was a file a moment ago may be a fifo now.
  const flags = entry.type === 'directory' ? FOLDER : constants.O_RDONLY | constants.O_NONBLOCK;
  const isRead = entry.type === 'directory' || entry.size > 0;
  return { entry, descriptor: isRead ? openEntry(walk.folder, name, flags) : -1 };
}

/** Undefined for what was removed or replaced since it was seen: a container works on meanwhile. */
function unlessGone<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL', 'ENXIO', 'ESRCH')) return undefined;
    throw error;
  }
}

/** Magic numbers of file systems whose files are no data (`linux/magic.h`). */
const KERNEL = new Set([
  0x9fa0, // proc
  0x62656572, // sysfs
  0x27e0eb, // cgroup
  0x63677270, // cgroup2
  0x1cd1, // devpts
  0x19800202, // mqueue
  0x64626720, // debugfs
  0x74726163, // tracefs
  0x73636673, // securityfs
]);

function leadsIntoKernel(outer: number, inner: number): boolean {
  if (fstatSync(outer).dev === fstatSync(inner).dev) return false;
  return KERNEL.has(statfsSync(`/proc/self/fd/${inner}`).type);
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
  Object.assign(entry, ownerInside(walk.options.mappings, entry));
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
async function* fileBody(file: number, entry: TarEntry): AsyncGenerator<Buffer, void, undefined> {
  if (entry.size === 0) return;
  const isFile = fstatSync(file).isFile();
  for (let left = entry.size; left > 0; ) {
    const buffer = Buffer.allocUnsafeSlow(Math.min(left, READ_SIZE));
    const bytesRead = isFile ? await readSome(file, buffer) : 0;
    const part = bytesRead === 0 ? buffer.fill(0) : buffer.subarray(0, bytesRead);
    yield part;
    left -= part.length;
  }
}

/** Little is read at once: it takes less time than to ask another thread. */
async function readSome(file: number, buffer: Buffer): Promise<number> {
  if (buffer.length <= SMALL_READ) return readSync(file, buffer);
  return (await readInto(file, { buffer })).bytesRead;
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
  const renamed = (full: ByteString) => options.as + full.slice(name.length);
  for await (const { entry, ...content } of packEntry(walk, name, status)) {
    const linkName = entry.type === 'link' ? renamed(entry.linkName) : entry.linkName;
    yield { entry: { ...entry, name: renamed(entry.name), linkName }, ...content };
  }
}
