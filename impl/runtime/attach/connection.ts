import { open } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { NotFound } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { connectSeqpacket } from '../../kernel/seqpacket.ts';
import type { Attachment, OutputChunk } from '../types.ts';

/** conmon reads one packet into a buffer of this size and drops what does not fit (`src/conn_sock.c`). */
const PACKET_SIZE = 32 * 1024;
/** Bytes read ahead before the container is made to wait. */
const READ_AHEAD = 512 * 1024;

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
  const folder = await open(directory);
  try {
    return new ConmonConnection(
      await connectSeqpacket(`/proc/self/fd/${folder.fd}/attach`, options),
    );
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ECONNREFUSED')) throw error;
    throw new NotFound(`no process is listening at ${directory}/attach`, { cause: error });
  } finally {
    await folder.close();
  }
}

class ConmonConnection implements Attachment {
  readonly output: AsyncIterable<OutputChunk>;
  readonly #socket: Socket;
  #tail: Promise<void> = Promise.resolve();

  constructor(socket: Socket) {
    this.#socket = socket;
    this.output = readPackets(socket);
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

/** The packets of a connection, read ahead a little; the first byte of each says which stream. */
function readPackets(socket: Socket): AsyncIterable<OutputChunk> {
  const queue: OutputChunk[] = [];
  let queued = 0;
  let ended = false;
  let wake: (() => void) | undefined;
  const end = () => {
    ended = true;
    wake?.();
  };
  socket.on('data', (packet: Buffer) => {
    const stream = packet[0];
    if (stream !== 2 && stream !== 3) return;
    queue.push({ stream: stream === 2 ? 1 : 2, data: packet.subarray(1) });
    queued += packet.length;
    if (queued > READ_AHEAD) socket.pause();
    wake?.();
  });
  socket.on('end', end).on('close', end).on('error', end).resume();
  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const chunk = queue.shift();
        if (chunk) {
          queued -= chunk.data.length + 1;
          if (queued <= READ_AHEAD && socket.isPaused()) socket.resume();
          yield chunk;
        } else if (ended) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}
