import { ArchiveError, byteString, bytesOf, textOf } from './entry.ts';
import type { ByteString, TarEntry } from './entry.ts';

/** Records of one extended header, values as byte strings (POSIX.1-2017 pax, "pax Extended Header"). */
export type PaxRecords = Map<ByteString, ByteString>;

const SCHILY = 'SCHILY.xattr.';
const LIBARCHIVE = 'LIBARCHIVE.xattr.';

/**
 * Reads `length key=value\n` records. Values may hold any byte, newlines and NULs too.
 * @throws ArchiveError when a length does not fit.
 */
export function decodePax(data: Buffer): PaxRecords {
  const records: PaxRecords = new Map();
  for (let at = 0; at < data.length && data[at] !== 0; ) {
    const space = data.indexOf(0x20, at);
    const length = Number(data.toString('latin1', at, space));
    const end = at + length;
    const broken = space < 0 || !Number.isInteger(length) || end > data.length || end <= space + 1;
    if (broken || data[end - 1] !== 0x0a) throw new ArchiveError('damaged pax header');
    const record = data.toString('latin1', space + 1, end - 1);
    const equals = record.indexOf('=');
    if (equals < 1) throw new ArchiveError('damaged pax header');
    addRecord(records, record.slice(0, equals), record.slice(equals + 1));
    at = end;
  }
  return records;
}

/** Of equal keys the last counts, but GNU tar's first form of sparse maps repeats two of them. */
function addRecord(records: PaxRecords, key: ByteString, value: ByteString): void {
  if (key !== 'GNU.sparse.offset' && key !== 'GNU.sparse.numbytes') {
    records.set(key, value);
    return;
  }
  const map = records.get('GNU.sparse.map');
  records.set('GNU.sparse.map', map === undefined ? value : `${map},${value}`);
}

export function encodePax(records: PaxRecords): Buffer {
  const parts = [...records].map(([key, value]) => {
    const body = ` ${key}=${value}\n`;
    let length = body.length;
    while (String(length).length + body.length !== length)
      length = String(length).length + body.length;
    return `${length}${body}`;
  });
  return bytesOf(parts.join(''));
}

/** Overrides the plain header's fields; an empty value takes none. Holes are not handled here. */
export function applyPax(entry: TarEntry, records: PaxRecords): void {
  const value = (key: string) => records.get(key) || undefined;
  entry.name = value('path') ?? entry.name;
  entry.linkName = value('linkpath') ?? entry.linkName;
  entry.uid = integer(value('uid'), 'uid') ?? entry.uid;
  entry.gid = integer(value('gid'), 'gid') ?? entry.gid;
  entry.size = integer(value('size'), 'size') ?? entry.size;
  const time = value('mtime');
  if (time !== undefined) entry.modified = parseTime(time);
  for (const [key, text] of records) addXattr(entry.xattrs, key, text);
}

function addXattr(xattrs: Map<string, Buffer>, key: string, value: ByteString): void {
  if (key.startsWith(SCHILY)) xattrs.set(textOf(key.slice(SCHILY.length)), bytesOf(value));
  // Where both forms are there they say the same; this one has the name URL-encoded, the value in base64.
  else if (key.startsWith(LIBARCHIVE)) {
    const name = key.slice(LIBARCHIVE.length).replace(/%([0-9a-fA-F]{2})/g, unescape);
    xattrs.set(textOf(name), Buffer.from(value, 'base64'));
  }
}

function unescape(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

/** @throws ArchiveError for all but digits. */
export function integer(text: string | undefined, field: string): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new ArchiveError(`pax header: ${field} is no number`);
  return number;
}

/** `[-]seconds[.fraction]` to nanoseconds; more digits than nine are cut. */
export function parseTime(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) throw new ArchiveError('pax header: mtime is no number');
  const [, sign, seconds = '0', fraction = ''] = match;
  const time = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
  return sign === '-' ? -time : time;
}

export function formatTime(nanoseconds: bigint): string {
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const fraction = String(magnitude % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const seconds = `${nanoseconds < 0n ? '-' : ''}${magnitude / 1_000_000_000n}`;
  return fraction === '' ? seconds : `${seconds}.${fraction}`;
}

/** The record name of an extended attribute. */
export function xattrRecord(name: string): ByteString {
  return SCHILY + byteString(name);
}
