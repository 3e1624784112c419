import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Bytes that clients sent behind a request whose connection may be taken over. */
const early = new WeakMap<Socket, Buffer>();

/**
 * Listeners with which node:http's parser hangs on a socket. Its `close` one stays, as it frees
 * the parser, and so does `drain`, which an answer in HTTP still needs.
 */
const PARSER_EVENTS = ['data', 'end', 'timeout', 'error'];

/**
 * Takes node:http's parser off the connection as soon as the request is whole. Otherwise the
 * first byte that the client sends for the stream is parsed as another request, and node writes
 * `400 Bad Request` into the stream.
 */
export function letGoOfParser(request: IncomingMessage): void {
  const { socket } = request;
  early.set(socket, Buffer.alloc(0));
  const detach = () => {
    for (const event of PARSER_EVENTS) socket.removeAllListeners(event);
    socket.on('error', () => socket.destroy());
    unconsume(socket);
  };
  if (bodyLength(request) === 0) process.nextTick(detach);
  else request.once('end', detach);
}

/**
 * Keeps what came in the same packet behind such a request: the parser has choked on it.
 * Returns false for connections that are plain HTTP, and for a body that was cut short.
 */
export function keepEarlyBytes(socket: Socket, packet: Buffer | undefined): boolean {
  if (packet === undefined || !early.has(socket)) return false;
  const headersEnd = packet.indexOf('\r\n\r\n');
  if (headersEnd < 0) return true;
  const length = /\r\ncontent-length:\s*(\d+)/i.exec(packet.toString('latin1', 0, headersEnd + 2));
  early.set(socket, packet.subarray(headersEnd + 4 + Number(length?.[1] ?? 0)));
  return true;
}

export function earlyBytes(socket: Socket): Buffer {
  const bytes = early.get(socket) ?? Buffer.alloc(0);
  early.delete(socket);
  return bytes;
}

/** Length that the headers declare; -1 for a chunked body, whose end only the parser finds. */
export function bodyLength(request: IncomingMessage): number {
  if (request.headers['transfer-encoding'] !== undefined) return -1;
  return Number(request.headers['content-length'] ?? 0);
}

/**
 * node:http reads sockets natively, past their stream. A `data` listener ends that; afterwards
 * the stream is as fresh as from `net.connect`: it flows when somebody listens.
 */
function unconsume(socket: Socket): void {
  const nothing = () => {};
  socket.on('data', nothing);
  socket.off('data', nothing);
  socket.pause();
  (socket as { readableFlowing: boolean | null }).readableFlowing = null;
}
