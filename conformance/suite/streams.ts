import { AssertionError } from 'node:assert';
import type { Readable } from 'node:stream';

/** One frame of a multiplexed stream. */
export interface Frame {
  /** 1 stdout, 2 stderr. */
  readonly stream: number;
  readonly data: Buffer;
}

/**
 * Takes a multiplexed stream apart: one byte for the stream, three zeros, four bytes of length
 * (big-endian), the content (Docker API, "Attach to a container", stream format).
 * @throws AssertionError when the bytes are no whole frames
 */
export function readFrames(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const header = bytes.subarray(offset, offset + 8);
    const whole = header.length === 8 && header[0]! <= 2 && header.readUIntBE(1, 3) === 0;
    const end = whole ? offset + 8 + header.readUInt32BE(4) : 0;
    if (!whole || end > bytes.length) {
      const found = bytes.subarray(offset, offset + 40).toString('latin1');
      throw new AssertionError({ message: `no whole frame at byte ${offset}: ${found}` });
    }
    frames.push({ stream: header[0]!, data: bytes.subarray(offset + 8, end) });
    offset = end;
  }
  return frames;
}

/** What a multiplexed stream says, of one stream or of all. */
export function framedText(bytes: Buffer, stream?: 1 | 2): string {
  const chosen = readFrames(bytes).filter((frame) => !stream || frame.stream === stream);
  return Buffer.concat(chosen.map(({ data }) => data)).toString('utf8');
}

/** Reads a stream in the background, so that a test can wait for what it should say. */
export class Reading {
  readonly #stream: Readable;
  #chunks: Buffer[] = [];
  #ended = false;
  #failure: Error | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.on('data', (data: Buffer) => {
      this.#chunks.push(data);
      this.#change();
    });
    stream.once('error', (error) => (this.#failure = error));
    // After both `end` and `error`; a stream that was cut off only tells this.
    stream.once('end', () => this.#end());
    stream.once('close', () => this.#end());
  }

  /** Everything that has come until now. */
  get bytes(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** Its lines that are whole. */
  get lines(): string[] {
    return this.text
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.trim() !== '');
  }

  /** Whether the other side has closed. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Waits until the text, frame headers and all, has this in it.
   * @param called what is waited for, in words
   * @param within milliseconds, after which the stream is left
   * @throws AssertionError when the stream ends before
   */
  async until(
    wanted: string | RegExp | ((text: string) => boolean),
    called: string = String(wanted),
    within?: number,
  ): Promise<void> {
    const there = () => fits(this.text, wanted);
    const timer = within === undefined ? undefined : setTimeout(() => this.leave(), within);
    try {
      while (!there()) {
        if (this.#ended) {
          const message = `the stream ended without ${called}: ${this.text.slice(-300)}`;
          throw new AssertionError({ message });
        }
        await this.#changed.promise;
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Waits for the end; returns everything.
   * @param within milliseconds; a stream that has not ended then has failed
   */
  async end(within?: number): Promise<Buffer> {
    const late = () => {
      const message = `the stream did not end within ${within} ms: ${this.text.slice(-300)}`;
      this.leave(new AssertionError({ message }));
    };
    const timer = within === undefined ? undefined : setTimeout(late, within);
    while (!this.#ended) await this.#changed.promise;
    clearTimeout(timer);
    if (this.#failure) throw this.#failure;
    return this.bytes;
  }

  /** Leaves, as a client that closes its connection. */
  leave(reason?: Error): void {
    this.#stream.destroy(reason);
  }

  #end(): void {
    this.#ended = true;
    this.#change();
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

function fits(text: string, wanted: string | RegExp | ((text: string) => boolean)): boolean {
  if (typeof wanted === 'string') return text.includes(wanted);
  return typeof wanted === 'function' ? wanted(text) : wanted.test(text);
}
