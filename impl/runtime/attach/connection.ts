import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import { NotFound } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { connectSeqpacket } from '../../kernel/seqpacket.ts';
import type { Attachment, OutputChunk } from '../types.ts';

/** conmon reads one packet into a buffer of this size and drops what does not fit (`src/conn_sock.c`). */
const PACKET_SIZE = 32 * 1024;
/** Bytes read ahead before the container is made to wait. */
const READ_AHEAD = 512 * 1024;
/** conmon reads so much at once (`src/conn_sock.c`, STDIO_BUF_SIZE). */
const FULL_PACKET = 8192;
/** Bytes that are handed on together at most. */
const PIECE_SIZE = 128 * 1024;
const SMALL_PIECE = 8 * 1024;

/**
 * Connects to conmon's attach socket in a bundle or exec folder. Everything that the process
 * writes after this is delivered.
 *
 * @param options.queue conmon is still to be told to go on, and accepts nobody before
 *
 * Throws NotFound when no conmon listens: the process has ended.
 */
export async function connectAttachment(
  directory: string,
  options: { queue?: boolean } = {},
): Promise<Attachment> {
  // A socket's path must be short; the folder's may be long.
  const folder = openFolder(directory);
  const output = new Output();
  try {
    const path = `/proc/self/fd/${folder}/attach`;
    const socket: Socket = await connectSeqpacket(path, {
      ...options,
      onPacket(packet) {
        output.add(packet);
        if (output.isFull) socket.pause();
      },
    });
    return new ConmonConnection(socket, output);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ECONNREFUSED')) throw error;
    throw new NotFound(`no process is listening at ${directory}/attach`, { cause: error });
  } finally {
    closeSync(folder);
  }
}

/** Throws NotFound when there is none. */
function openFolder(directory: string): number {
  try {
    return openSync(directory, 'r');
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    throw new NotFound(`no process is listening at ${directory}/attach`, { cause: error });
  }
}

class ConmonConnection implements Attachment {
  readonly output: AsyncIterable<OutputChunk>;
  readonly #socket: Socket;
  #tail: Promise<void> = Promise.resolve();

  constructor(socket: Socket, output: Output) {
    this.#socket = socket;
    this.output = output.pieces(() => {
      if (socket.isPaused()) socket.resume();
    });
    const end = () => output.end();
    socket.on('end', end).on('close', end).on('error', end).resume();
  }

  write(data: Buffer): Promise<void> {
    this.#tail = this.#tail.then(() => this.#writePackets(data));
    return this.#tail;
  }

  endInput(): Promise<void> {
    this.#tail = this.#tail.then(
      () =>
        new Promise((resolve) => {
          if (this.#socket.destroyed) resolve();
          else this.#socket.end(resolve);
        }),
    );
    return this.#tail;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** One packet after the other: writes that queue up would be sent as one. */
  async #writePackets(data: Buffer): Promise<void> {
    for (let at = 0; at < data.length && this.#socket.writable; at += PACKET_SIZE) {
      const packet = data.subarray(at, at + PACKET_SIZE);
      await new Promise<void>((resolve) => {
        // An error means that the process has ended; the end of the output tells that.
        this.#socket.write(packet, () => resolve());
      });
    }
  }
}

/** What was read of one stream, in one piece as long as no other one wrote between. */
interface Piece {
  stream: 1 | 2;
  buffer: Buffer;
  length: number;
}

/**
 * The output of a connection, read ahead a little. conmon sends packets of some kilobytes, whose
 * first byte says which stream: all that has come by the end of a turn is handed on together.
 */
class Output {
  readonly #queue: Piece[] = [];
  #queued = 0;
  #ended = false;
  #waking = false;
  #wake: (() => void) | undefined;

  add(packet: Buffer): void {
    const mark = packet[0];
    if (mark !== 2 && mark !== 3) return;
    const stream = mark === 2 ? 1 : 2;
    const size = packet.length - 1;
    let last = this.#queue.at(-1);
    if (last?.stream !== stream || last.length + size > last.buffer.length) {
      const room = size < FULL_PACKET ? SMALL_PIECE : PIECE_SIZE;
      last = { stream, buffer: Buffer.allocUnsafe(Math.max(room, size)), length: 0 };
      this.#queue.push(last);
    }
    packet.copy(last.buffer, last.length, 1);
    last.length += size;
    this.#queued += size;
    this.#scheduleWake(size);
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  get isFull(): boolean {
    return this.#queued > READ_AHEAD;
  }

  async *pieces(onRoom: () => void): AsyncGenerator<OutputChunk, void, undefined> {
    for (;;) {
      const piece = this.#queue.shift();
      if (piece) {
        this.#queued -= piece.length;
        if (!this.isFull) onRoom();
        yield { stream: piece.stream, data: piece.buffer.subarray(0, piece.length) };
      } else if (this.#ended) return;
      else await this.#more();
    }
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** After a full packet more is to be expected at once: that is waited for, a millisecond. */
  #scheduleWake(size: number): void {
    if (this.#waking) return;
    this.#waking = true;
    const wake = () => {
      this.#waking = false;
      this.#wake?.();
    };
    if (size < FULL_PACKET) setImmediate(wake);
    else setTimeout(wake, 1);
  }
}
