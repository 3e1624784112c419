import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { Attachment, OutputChunk } from '../types.ts';

/** Bytes read ahead before the process is made to wait. */
const READ_AHEAD = 512 * 1024;

/** A process's own pipes, ours not yet flowing. */
export interface Pipes {
  output: Socket;
  errors: Socket;
  /** Absent for a process without stdin. */
  input?: Socket;
}

/** A connection to the streams of one process through its pipes. */
export class PipeAttachment implements Attachment {
  readonly output: AsyncIterable<OutputChunk>;
  readonly #readers: readonly Socket[];
  readonly #input: Socket | undefined;
  readonly #queue: OutputChunk[] = [];
  #queued = 0;
  #received = 0;
  #open = 2;
  #closed = false;
  #wake: () => void = () => undefined;
  #onRoom: () => void = () => undefined;

  constructor({ output, errors, input }: Pipes) {
    this.#readers = [output, errors];
    this.#input = input;
    this.#read(output, 1);
    this.#read(errors, 2);
    // That nobody reads it is no error of ours; the end of the output tells of the process's.
    input?.on('error', () => undefined);
    this.output = this.#pieces();
  }

  write(data: Buffer): Promise<void> {
    return new Promise((resolve) => {
      if (this.#input?.writable) this.#input.write(data, () => resolve());
      else resolve();
    });
  }

  endInput(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#input?.writable) this.#input.end(() => resolve());
      else resolve();
    });
  }

  /** Reads on for nobody: the process must not stand still because its client left. */
  close(): void {
    this.#input?.destroy();
    this.#closed = true;
    this.#queue.length = 0;
    this.#queued = 0;
    this.#goOn();
    for (const socket of this.#readers) socket.unref();
  }

  /**
   * The process has ended: what its pipes still hold is the last of its output, even when others
   * that it left behind hold them open.
   */
  async finish(): Promise<void> {
    this.#input?.destroy();
    for (let before = -1; before !== this.#received; ) {
      if (this.#isFull) await new Promise<void>((resolve) => (this.#onRoom = resolve));
      before = this.#received;
      // Each turn looks at the pipes once; one that has just been resumed misses the first.
      await turn();
      await turn();
    }
    for (const socket of this.#readers) socket.destroy();
  }

  get #isFull(): boolean {
    return this.#queued > READ_AHEAD;
  }

  #read(socket: Socket, stream: 1 | 2): void {
    socket.on('data', (data: Buffer) => {
      if (this.#closed) return;
      this.#queue.push({ stream, data });
      this.#queued += data.length;
      this.#received += data.length;
      if (this.#isFull) for (const each of this.#readers) each.pause();
      this.#wake();
    });
    socket
      .on('error', () => undefined)
      .once('close', () => {
        this.#open -= 1;
        this.#wake();
      });
  }

  async *#pieces(): AsyncGenerator<OutputChunk, void, undefined> {
    for (;;) {
      const chunk = this.#queue.shift();
      if (chunk) {
        this.#queued -= chunk.data.length;
        if (!this.#isFull) this.#goOn();
        yield chunk;
      } else if (this.#open === 0) return;
      else await this.#more();
    }
  }

  #goOn(): void {
    for (const each of this.#readers) each.resume();
    this.#onRoom();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
