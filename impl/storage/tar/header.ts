import { ArchiveError, BLOCK } from './entry.ts';
import type { ByteString, EntryType, TarEntry } from './entry.ts';

/** Type flags that stand for file system entries; `7` (contiguous) and NUL are old words for a file. */
const TYPES: Readonly<Record<string, EntryType>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  S: 'file',
  '1': 'link',
  '2': 'symlink',
  '3': 'character-device',
  '4': 'block-device',
  '5': 'directory',
  '6': 'fifo',
};

export const FLAGS: Readonly<Record<EntryType, string>> = {
  file: '0',
  link: '1',
  symlink: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  fifo: '6',
};

/** Positions in a header block: field → [offset, length] (POSIX.1-2017 pax, "ustar Interchange Format"). */
export const FIELD = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  linkName: [157, 100],
  magic: [257, 8],
  major: [329, 8],
  minor: [337, 8],
  prefix: [345, 155],
} as const;

/** The type flag of a header block. */
export function flagOf(block: Buffer): string {
  return block.toString('latin1', 156, 157);
}

/**
 * Reads a header block.
 * @throws ArchiveError for a wrong checksum, an impossible number or an unknown type.
 */
export function decodeHeader(block: Buffer): TarEntry {
  checkSum(block);
  const posix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = posix ? text(block, ...FIELD.prefix) : '';
  const name = (prefix === '' ? '' : `${prefix}/`) + text(block, ...FIELD.name);
  const flag = flagOf(block);
  const entry: TarEntry = {
    name,
    // Archives from before POSIX mark folders by a slash alone.
    type: typeOf(flag === '\0' && name.endsWith('/') ? '5' : flag),
    linkName: text(block, ...FIELD.linkName),
    mode: number(block, ...FIELD.mode) & 0o7777,
    uid: number(block, ...FIELD.uid),
    gid: number(block, ...FIELD.gid),
    size: number(block, ...FIELD.size),
    modified: BigInt(number(block, ...FIELD.mtime, true)) * 1_000_000_000n,
    device: { major: 0, minor: 0 },
    xattrs: new Map(),
  };
  if (entry.type.endsWith('device'))
    entry.device = { major: number(block, ...FIELD.major), minor: number(block, ...FIELD.minor) };
  return entry;
}

function typeOf(flag: string): EntryType {
  // Extended headers pass as files here; the reader knows them by their flag.
  const type = TYPES[flag] ?? ('xgXLK'.includes(flag) ? 'file' : undefined);
  if (!type) throw new ArchiveError(`unknown type of entry ${JSON.stringify(flag)}`);
  return type;
}

/** The sum of all bytes with the sum's own field as spaces. */
export function sumOf(block: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK; at += 1) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  return sum;
}

function checkSum(block: Buffer): void {
  const written = number(block, ...FIELD.checksum);
  if (sumOf(block) === written) return;
  // Some old writers summed signed bytes.
  let signed = 8 * 0x20;
  for (let at = 0; at < BLOCK; at += 1) if (at < 148 || at >= 156) signed += block.readInt8(at);
  if (signed !== written) throw new ArchiveError('not a tar archive, or a damaged one');
}

/** Text up to the first NUL. */
export function text(block: Buffer, offset: number, length: number): ByteString {
  const end = block.indexOf(0, offset);
  const limit = offset + length;
  return block.toString('latin1', offset, end < 0 || end > limit ? limit : end);
}

/** Octal digits, or base 256 when the first bit is set (GNU and star). */
export function number(block: Buffer, offset: number, length: number, signed = false): number {
  const first = block[offset] ?? 0;
  const value =
    first & 0x80
      ? base256(block.subarray(offset, offset + length))
      : octal(block.toString('latin1', offset, offset + length));
  if (!Number.isSafeInteger(value) || (!signed && value < 0))
    throw new ArchiveError('impossible number in a tar header');
  return value;
}

function octal(field: string): number {
  const digits = /^[ \0]*([0-7]*)[ \0]*/.exec(field)?.[1] ?? '';
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function base256(field: Buffer): number {
  let value = BigInt((field[0] ?? 0) & 0x3f) - ((field[0] ?? 0) & 0x40 ? 64n : 0n);
  for (const byte of field.subarray(1)) value = value * 256n + BigInt(byte);
  return Number(value);
}
