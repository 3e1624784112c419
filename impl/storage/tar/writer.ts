import { BLOCK, padding } from './entry.ts';
import type { TarEntry } from './entry.ts';
import { FIELD, FLAGS, sumOf } from './header.ts';
import { encodePax, formatTime, xattrRecord } from './pax.ts';
import type { PaxRecords } from './pax.ts';

/** A member to write; `body` must give exactly `entry.size` bytes. */
export interface TarMember {
  entry: TarEntry;
  body?: AsyncIterable<Buffer> | Buffer;
}

/** Small pieces are gathered up to this size, so that 20 000 small files are not 60 000 chunks. */
const CHUNK = 64 * 1024;

/**
 * Writes members as a tar archive: ustar, with a pax header where ustar cannot say it (long or
 * non-ASCII names, parts of seconds, large numbers, extended attributes). Holes are written out.
 */
export async function* writeTar(
  members: AsyncIterable<TarMember> | Iterable<TarMember>,
): AsyncGenerator<Buffer, void, undefined> {
  yield* gather(pieces(members));
}

async function* pieces(
  members: AsyncIterable<TarMember> | Iterable<TarMember>,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const { entry, body } of members) {
    yield encodeHeader(entry);
    yield* bodyPieces(entry, body);
    yield Buffer.alloc(padding(entry.size));
  }
  yield Buffer.alloc(2 * BLOCK);
}

async function* bodyPieces(entry: TarEntry, body: TarMember['body']) {
  let written = 0;
  for await (const part of Buffer.isBuffer(body) ? [body] : (body ?? [])) {
    written += part.length;
    if (written > entry.size) break;
    yield part;
  }
  if (written !== entry.size)
    throw new Error(`'${entry.name}' changed its size while it was written to an archive`);
}

async function* gather(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const piece of source) {
    // A large piece goes as it is: copying it would cost more than the chunk.
    const isLarge = piece.length >= CHUNK / 2;
    if (!isLarge) {
      waiting.push(piece);
      size += piece.length;
      if (size < CHUNK) continue;
    }
    if (size > 0) yield Buffer.concat(waiting, size);
    if (isLarge) yield piece;
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting, size);
}

/** The header blocks of a member: a pax header first when it needs one. */
export function encodeHeader(entry: TarEntry): Buffer {
  const name =
    entry.type === 'directory' && !entry.name.endsWith('/') ? `${entry.name}/` : entry.name;
  const records: PaxRecords = new Map();
  const block = Buffer.alloc(BLOCK);
  writeName(block, name, records);
  writeText(block, FIELD.linkName, entry.linkName, 'linkpath', records);
  writeNumber(block, FIELD.mode, entry.mode & 0o7777);
  writeNumber(block, FIELD.uid, entry.uid, 'uid', records);
  writeNumber(block, FIELD.gid, entry.gid, 'gid', records);
  writeNumber(block, FIELD.size, entry.size, 'size', records);
  writeTime(block, entry.modified, records);
  if (entry.type.endsWith('device')) {
    writeNumber(block, FIELD.major, entry.device.major);
    writeNumber(block, FIELD.minor, entry.device.minor);
  }
  for (const [key, value] of entry.xattrs) records.set(xattrRecord(key), value.toString('latin1'));
  seal(block, FLAGS[entry.type]);
  return records.size === 0 ? block : Buffer.concat([paxHeader(records), block]);
}

function paxHeader(records: PaxRecords): Buffer {
  const data = encodePax(records);
  const block = Buffer.alloc(BLOCK);
  block.write('PaxHeader', 0, 'latin1');
  writeNumber(block, FIELD.mode, 0o644);
  writeNumber(block, FIELD.size, data.length);
  seal(block, 'x');
  return Buffer.concat([block, data, Buffer.alloc(padding(data.length))]);
}

function seal(block: Buffer, flag: string): void {
  block.write(flag, FIELD.type[0], 'latin1');
  block.write('ustar\x0000', FIELD.magic[0], 'latin1');
  block.write(`${sumOf(block).toString(8).padStart(6, '0')}\0 `, FIELD.checksum[0], 'latin1');
}

/** A long name goes into the prefix when it can be cut at a slash. */
function writeName(block: Buffer, name: string, records: PaxRecords): void {
  const cut = name.length > 100 ? name.indexOf('/', name.length - 101) : -1;
  const fits = cut > 0 && cut <= 155 && cut < name.length - 1 && isAscii(name);
  if (!fits) return writeText(block, FIELD.name, name, 'path', records);
  block.write(name.slice(0, cut), FIELD.prefix[0], 'latin1');
  block.write(name.slice(cut + 1), FIELD.name[0], 'latin1');
}

type Field = readonly [number, number];

function writeText(block: Buffer, [at, length]: Field, text: string, key: string, pax: PaxRecords) {
  if (text.length > length || !isAscii(text)) pax.set(key, text);
  block.write(text.slice(0, length), at, 'latin1');
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function writeNumber(
  block: Buffer,
  [at, length]: Field,
  value: number,
  key?: string,
  pax?: PaxRecords,
) {
  const digits = value.toString(8);
  const fits = digits.length < length;
  if (!fits && key && pax) pax.set(key, String(value));
  block.write((fits ? digits : '0').padStart(length - 1, '0'), at, 'latin1');
}

function writeTime(block: Buffer, modified: bigint, pax: PaxRecords): void {
  const seconds = modified / 1_000_000_000n;
  const exact = modified >= 0n && seconds * 1_000_000_000n === modified && seconds < 1n << 33n;
  if (!exact) pax.set('mtime', formatTime(modified));
  writeNumber(block, FIELD.mtime, modified < 0n || seconds >= 1n << 33n ? 0 : Number(seconds));
}
