/**
 * Checks a multiplexed stream while it passes: every frame has an 8-byte header, stream number
 * (0 stdin, 1 stdout, 2 stderr), three zero bytes, and a big-endian length (Docker API,
 * "Attach to a container", stream format).
 */
export class FrameCheck {
  readonly #header = Buffer.alloc(8);
  #filled = 0;
  #left = 0;
  /** What was wrong first, or undefined. */
  problem: string | undefined;
  frames = 0;

  feed(data: Buffer): void {
    let offset = 0;
    while (offset < data.length && !this.problem) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, data.length - offset);
        this.#left -= taken;
        offset += taken;
        continue;
      }
      this.#header[this.#filled] = data[offset] ?? 0;
      this.#filled += 1;
      offset += 1;
      if (this.#filled === 8) this.#readHeader();
    }
  }

  /** After the last byte: a frame that was begun must be whole. */
  finish(): void {
    if (this.problem || (this.#filled === 0 && this.#left === 0)) return;
    this.problem = `the stream ends inside frame ${this.frames + (this.#filled > 0 ? 1 : 0)}`;
  }

  #readHeader(): void {
    this.#filled = 0;
    this.frames += 1;
    const [stream = 0, a, b, c] = this.#header;
    if (stream > 2 || a !== 0 || b !== 0 || c !== 0) {
      this.problem = `frame ${this.frames} begins with ${this.#header.toString('hex')}, not with a frame header`;
    }
    this.#left = this.#header.readUInt32BE(4);
  }
}
