import type { Socket } from 'node:net';
import { Duplex, finished } from 'node:stream';
import type { Reply } from '../api/handler.ts';
import type { Exchange } from './exchange.ts';
import { http } from './node-http.ts';

/**
 * Takes the connection out of HTTP and hands it to the reply: `101 UPGRADED` when the client
 * asked for `Upgrade: tcp`, else a `200` whose body is the raw stream up to the connection's end,
 * without chunking (Docker Engine API, "Attach to a container: Hijacking").
 */
export async function serveHijack(
  exchange: Exchange,
  reply: Extract<Reply, { kind: 'hijack' }>,
): Promise<void> {
  const headers = exchange.response.getHeaders();
  const upgrade = exchange.request.headers.upgrade?.toLowerCase() === 'tcp';
  const socket = exchange.takeOver();
  socket.setNoDelay?.(true);
  socket.write(
    [
      upgrade ? 'HTTP/1.1 101 UPGRADED' : `HTTP/1.1 200 ${http.STATUS_CODES[200]}`,
      `Content-Type: ${reply.contentType}`,
      ...(upgrade ? ['Connection: Upgrade', 'Upgrade: tcp'] : []),
      ...Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`),
      '\r\n',
    ].join('\r\n'),
  );
  try {
    await reply.serve(socket.destroyed ? goneConnection() : socket);
  } finally {
    await close(socket);
  }
}

/** Ends our half after what is still to be written, then the connection. */
async function close(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    finished(socket, { readable: false }, () => resolve());
    socket.end();
  });
  socket.destroy();
}

/**
 * Stands for a client that left before its connection was taken over: at its end at once, so
 * that `serve` always runs and lets go of what it holds.
 */
function goneConnection(): Duplex {
  return new Duplex({
    read() {
      this.push(null);
    },
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('the client is gone'), { code: 'EPIPE' }));
    },
  });
}
