import { ArchiveError, BLOCK } from './entry.ts';
import type { Extent, TarEntry } from './entry.ts';
import { number } from './header.ts';
import { integer } from './pax.ts';
import type { PaxRecords } from './pax.ts';

type Take = (size: number) => Promise<Buffer>;

/** More extents than this are an attack, not a file. */
const MOST_EXTENTS = 1_000_000;

/** GNU's old form: four extents in the header, more in the blocks that follow (GNU tar manual, "Old GNU Format"). */
export async function readGnuSparse(entry: TarEntry, header: Buffer, take: Take): Promise<void> {
  const extents = decodeExtents(header, 386, 4);
  let more = header[482] === 1;
  while (more) {
    const block = await take(BLOCK);
    extents.push(...decodeExtents(block, 0, 21));
    more = block[504] === 1;
    if (extents.length > MOST_EXTENTS) throw new ArchiveError('too many holes in a file');
  }
  setExtents(entry, extents, number(header, 483, 12));
}

function decodeExtents(block: Buffer, start: number, count: number): Extent[] {
  const extents: Extent[] = [];
  for (let at = start; at < start + count * 24; at += 24) {
    if (block[at] === 0) break;
    extents.push({ offset: number(block, at, 12), length: number(block, at + 12, 12) });
  }
  return extents;
}

/**
 * The pax forms 0.0, 0.1 and 1.0 (GNU tar manual, "PAX Format, Versions …").
 * @returns true when the map stands at the start of the body (1.0) and is still to be read.
 */
export function applyPaxSparse(entry: TarEntry, records: PaxRecords): boolean {
  const inBody = records.get('GNU.sparse.major') === '1';
  const map = records.get('GNU.sparse.map');
  if (!inBody && map === undefined) return false;
  entry.name = records.get('GNU.sparse.name') ?? entry.name;
  const size = integer(
    records.get('GNU.sparse.realsize') ?? records.get('GNU.sparse.size'),
    'GNU.sparse.size',
  );
  if (size === undefined) throw new ArchiveError('a sparse file has no size');
  if (inBody) {
    entry.extents = [];
    entry.size = size;
    return true;
  }
  const numbers = (map ?? '').split(',').filter((part) => part !== '');
  setExtents(entry, pairs(numbers), size);
  return false;
}

/** Reads the map of form 1.0: decimal lines, filled up to whole blocks. @returns bytes taken. */
export async function readSparseMap(entry: TarEntry, take: Take): Promise<number> {
  let read = '';
  let taken = 0;
  let lines: string[] = [];
  for (let wanted = 1; lines.length - 1 < wanted; ) {
    read += (await take(BLOCK)).toString('latin1');
    taken += BLOCK;
    lines = read.split('\n');
    const count = lines.length > 1 ? (integer(lines[0], 'extents') ?? 0) : 0;
    if (count > MOST_EXTENTS || taken > MOST_EXTENTS * 40)
      throw new ArchiveError('too many holes in a file');
    wanted = 1 + 2 * count;
    if (lines.length - 1 >= wanted) setExtents(entry, pairs(lines.slice(1, wanted)), entry.size);
  }
  return taken;
}

function pairs(numbers: string[]): Extent[] {
  const extents: Extent[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2)
    extents.push({
      offset: integer(numbers[at], 'offset') ?? 0,
      length: integer(numbers[at + 1], 'length') ?? 0,
    });
  return extents;
}

/** Extents must rise and stay inside the file. */
function setExtents(entry: TarEntry, extents: Extent[], size: number): void {
  let end = 0;
  for (const { offset, length } of extents) {
    if (offset < end || offset + length > size) throw new ArchiveError('impossible sparse map');
    end = offset + length;
  }
  entry.extents = extents;
  entry.size = size;
}
