import { ByteSource } from './byte-source.ts';
import { ArchiveError, BLOCK, padding } from './entry.ts';
import type { TarEntry } from './entry.ts';
import { decodeHeader, flagOf } from './header.ts';
import { applyPax, decodePax } from './pax.ts';
import type { PaxRecords } from './pax.ts';
import { applyPaxSparse, readGnuSparse, readSparseMap } from './sparse.ts';

/** Long names and attributes beyond this are an attack, not an archive. */
const LARGEST_EXTENDED_HEADER = 4 * 1024 * 1024;

interface Pending {
  pax?: PaxRecords;
  longName?: string;
  longLink?: string;
}

/**
 * Reads a tar archive member by member: ustar, GNU (long names, sparse files, base-256 numbers)
 * and pax (also binary extended attributes). Global pax headers are passed over, as Docker and
 * Podman do.
 *
 * Own code because names and attribute values are bytes: the libraries decode them as UTF-8, which
 * destroys `security.capability`.
 */
export class TarReader {
  readonly #source: ByteSource;
  /** Bytes of the current member's body that nobody has taken yet, and its padding. */
  #left = 0;
  #padding = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = new ByteSource(source);
  }

  /**
   * The next member; what was left of the body before is skipped. At the archive's end the source
   * is read to its own end, so that a digest taken on the way covers all of it.
   * @returns undefined at the end.
   * @throws ArchiveError
   */
  async next(): Promise<TarEntry | undefined> {
    const pending: Pending = {};
    for (;;) {
      await this.#source.skip(this.#left + this.#padding);
      this.#left = this.#padding = 0;
      const block = await this.#source.take(BLOCK);
      if (!block || isZero(block)) {
        await this.#source.drain();
        return undefined;
      }
      const entry = decodeHeader(block);
      if (!(await this.#extend(flagOf(block), entry.size, pending)))
        return this.#member(entry, block, pending);
    }
  }

  /** The current file's bytes, as they come; with holes only the data (see `extents`). */
  async *body(): AsyncGenerator<Buffer, void, undefined> {
    while (this.#left > 0) {
      const part = await this.#source.some(this.#left);
      this.#left -= part.length;
      yield part;
    }
  }

  /** The current file whole. @throws ArchiveError when it is longer than `limit`. */
  async text(limit: number): Promise<Buffer> {
    if (this.#left > limit) throw new ArchiveError('a file in the archive is too large');
    const size = this.#left;
    this.#left = 0;
    return size === 0 ? Buffer.alloc(0) : this.#exactly(size);
  }

  /** Leaves the source alone, for readers that stop early. */
  async close(): Promise<void> {
    await this.#source.close();
  }

  /** Takes in a header that speaks of the next member; false when this one is the member. */
  async #extend(flag: string, size: number, pending: Pending): Promise<boolean> {
    if (!'xgXLK'.includes(flag)) return false;
    if (size > LARGEST_EXTENDED_HEADER) throw new ArchiveError('an extended header is too large');
    const data = size === 0 ? Buffer.alloc(0) : await this.#exactly(size);
    await this.#source.skip(padding(size));
    if (flag === 'x') pending.pax = decodePax(data);
    if (flag === 'L') pending.longName = cString(data);
    if (flag === 'K') pending.longLink = cString(data);
    return true;
  }

  async #member(entry: TarEntry, block: Buffer, pending: Pending): Promise<TarEntry> {
    entry.name = pending.longName ?? entry.name;
    entry.linkName = pending.longLink ?? entry.linkName;
    if (pending.pax) applyPax(entry, pending.pax);
    if (entry.type !== 'file') entry.size = 0;
    let stored = entry.size;
    const take = (size: number) => this.#exactly(size);
    if (flagOf(block) === 'S') await readGnuSparse(entry, block, take);
    else if (pending.pax && applyPaxSparse(entry, pending.pax))
      stored -= await readSparseMap(entry, take);
    // A sparse map at the body's start has whole blocks, so the padding is that of the rest.
    this.#left = stored;
    this.#padding = padding(stored);
    const data = entry.extents?.reduce((sum, extent) => sum + extent.length, 0) ?? stored;
    if (data !== stored) throw new ArchiveError('the map of a sparse file is wrong');
    return entry;
  }

  async #exactly(size: number): Promise<Buffer> {
    const data = await this.#source.take(size);
    if (!data) throw new ArchiveError('the archive ends too early');
    return data;
  }
}

function isZero(block: Buffer): boolean {
  return block.every((byte) => byte === 0);
}

function cString(data: Buffer): string {
  const end = data.indexOf(0);
  return data.toString('latin1', 0, end < 0 ? data.length : end);
}
