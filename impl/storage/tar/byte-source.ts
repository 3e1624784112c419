import { ArchiveError } from './entry.ts';

/** Takes exact amounts of bytes out of a stream of chunks, with nothing copied that need not be. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #head: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** The next `size` bytes at once. `undefined` at a clean end; ArchiveError when it ends within. */
  async take(size: number): Promise<Buffer | undefined> {
    if (this.#head.length >= size) return this.#cut(size);
    const parts: Buffer[] = [this.#head];
    let have = this.#head.length;
    while (have < size) {
      if (!(await this.#refill())) {
        if (have === 0) return undefined;
        throw new ArchiveError('the archive ends too early');
      }
      parts.push(this.#head);
      have += this.#head.length;
    }
    this.#head = Buffer.concat(parts);
    return this.#cut(size);
  }

  /** Some of the next bytes, at most `size` and at least one. */
  async some(size: number): Promise<Buffer> {
    while (this.#head.length === 0)
      if (!(await this.#refill())) throw new ArchiveError('the archive ends too early');
    return this.#cut(Math.min(size, this.#head.length));
  }

  async skip(size: number): Promise<void> {
    for (let left = size; left > 0; ) left -= (await this.some(left)).length;
  }

  /** Reads to the end and forgets it. */
  async drain(): Promise<void> {
    this.#head = Buffer.alloc(0);
    while (await this.#refill());
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  #cut(size: number): Buffer {
    const part = this.#head.subarray(0, size);
    this.#head = this.#head.subarray(size);
    return part;
  }

  async #refill(): Promise<boolean> {
    if (this.#ended) return false;
    const next = await this.#chunks.next();
    if (next.done) {
      this.#ended = true;
      this.#head = Buffer.alloc(0);
      return false;
    }
    const { buffer, byteOffset, byteLength } = next.value;
    this.#head = Buffer.from(buffer, byteOffset, byteLength);
    return true;
  }
}
