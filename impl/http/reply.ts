import type { ServerResponse } from 'node:http';
import { finished } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Reply, ReplyHeaders } from '../api/handler.ts';
import type { Exchange } from './exchange.ts';
import { serveHijack } from './hijack.ts';

/** Writes a reply; settles when its last byte is handed to the kernel or the client is gone. */
export async function sendReply(exchange: Exchange, reply: Reply): Promise<void> {
  switch (reply.kind) {
    case 'empty':
      return sendWhole(exchange, reply.status, reply.headers, '');
    case 'json':
      return sendWhole(
        exchange,
        reply.status,
        { 'Content-Type': 'application/json', ...reply.headers },
        `${JSON.stringify(reply.value)}\n`,
      );
    case 'text':
      return sendWhole(
        exchange,
        reply.status,
        { 'Content-Type': 'text/plain; charset=us-ascii', ...reply.headers },
        reply.text,
      );
    case 'stream':
      return sendStream(exchange, reply);
    case 'lines':
      return sendLines(exchange, reply);
    case 'hijack':
      return serveHijack(exchange, reply);
  }
}

/** Lets go of what a reply holds when it will not be written: the client left while it was made. */
export function dropReply(reply: Reply): void {
  if (reply.kind === 'stream') reply.source.destroy();
  if (reply.kind === 'lines') endIteration(reply.items[Symbol.asyncIterator]());
}

async function sendWhole(
  { request, response, drain }: Exchange,
  status: number,
  headers: ReplyHeaders | undefined,
  text: string,
): Promise<void> {
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, {
    ...headers,
    ...(bodiless ? {} : { 'Content-Length': Buffer.byteLength(text) }),
  });
  // A request that is read already gets head and body in one piece.
  const early = !request.complete;
  if (early) {
    response.write(text);
    await drain();
  }
  await new Promise<void>((resolve) => {
    // A client that leaves now has what it wanted or does not care: neither is an error.
    finished(response, () => resolve());
    if (early) response.end();
    else response.end(text);
  });
}

async function sendStream(
  exchange: Exchange,
  reply: Extract<Reply, { kind: 'stream' }>,
): Promise<void> {
  const { response } = exchange;
  response.writeHead(reply.status, {
    'Content-Type': reply.contentType ?? 'application/octet-stream',
    ...reply.headers,
  });
  // An idle stream (a followed log) must answer at once: writeHead alone sends nothing.
  response.flushHeaders();
  if (exchange.request.method === 'HEAD') {
    reply.source.destroy();
    response.end();
    return;
  }
  await pipeline(reply.source, response, { signal: exchange.signal });
}

async function sendLines(
  exchange: Exchange,
  reply: Extract<Reply, { kind: 'lines' }>,
): Promise<void> {
  const { response, signal } = exchange;
  response.writeHead(reply.status, {
    'Content-Type': reply.contentType ?? 'application/json',
    ...reply.headers,
  });
  response.flushHeaders();
  const iterator = reply.items[Symbol.asyncIterator]();
  const left = once(signal);
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), left]);
      if (next === undefined || next.done === true) break;
      if (!response.write(`${JSON.stringify(next.value)}\n`)) await drained(response, left);
    }
  } finally {
    endIteration(iterator);
  }
  response.end();
}

function once(signal: AbortSignal): Promise<undefined> {
  if (signal.aborted) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

async function drained(response: ServerResponse, left: Promise<undefined>): Promise<void> {
  const drain = new Promise((resolve) => response.once('drain', resolve));
  await Promise.race([drain, left]);
}

/** Not awaited: a generator that waits inside `next` only hears of it when that settles. */
function endIteration(iterator: AsyncIterator<unknown>): void {
  iterator.return?.().catch(() => {});
}
