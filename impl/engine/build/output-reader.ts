import { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { FRAME_HEADER } from '../../runtime/attach/frames.ts';

type Take = (stream: 1 | 2, text: string) => Promise<void>;

/** The client's end of an attach: takes its frames apart and gives the text on, as it comes. */
export class OutputReader {
  /** To be served by the attach. */
  readonly connection: Duplex;
  readonly #take: Take;
  readonly #decoders = { 1: new StringDecoder(), 2: new StringDecoder() };
  #left: Buffer = Buffer.alloc(0);

  constructor(take: Take) {
    this.#take = take;
    this.connection = new Duplex({
      // Nothing is ever typed here.
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => void this.#pass(chunk, done),
    });
  }

  async #pass(chunk: Buffer, done: (error?: Error) => void): Promise<void> {
    try {
      await this.#read(chunk);
    } catch (error) {
      return done(error as Error);
    }
    done();
  }

  async #read(chunk: Buffer): Promise<void> {
    this.#left = Buffer.concat([this.#left, chunk]);
    while (this.#left.length >= FRAME_HEADER) {
      const end = FRAME_HEADER + this.#left.readUInt32BE(4);
      if (this.#left.length < end) return;
      const stream = this.#left.readUInt8(0) === 2 ? 2 : 1;
      const text = this.#decoders[stream].write(this.#left.subarray(FRAME_HEADER, end));
      this.#left = this.#left.subarray(end);
      if (text !== '') await this.#take(stream, text);
    }
  }
}
