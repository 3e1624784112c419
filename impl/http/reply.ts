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
    case 'chunks':
      return sendEach(exchange, reply, reply.chunks, (chunk) => chunk);
    case 'lines': {
      const headed = { contentType: 'application/json', ...reply };
      return sendEach(exchange, headed, reply.items, (item) => `${JSON.stringify(item)}\n`);
    }
    case 'hijack':
      return serveHijack(exchange, reply);
  }
}

/** How a body that comes in pieces begins. */
interface Headed {
  readonly status: number;
  readonly contentType?: string;
  readonly headers?: ReplyHeaders;
}

/** Lets go of what a reply holds when it will not be written: the client left while it was made. */
export function dropReply(reply: Reply): void {
  if (reply.kind === 'stream') reply.source.destroy();
  if (reply.kind === 'chunks') endIteration(reply.chunks[Symbol.asyncIterator]());
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

/** Writes each item when the kernel has taken the one before; meanwhile the next is made. */
async function sendEach<Item>(
  { response, signal }: Exchange,
  { status, contentType, headers }: Headed,
  items: AsyncIterable<Item>,
  encode: (item: Item) => string | Uint8Array,
): Promise<void> {
  response.writeHead(status, {
    'Content-Type': contentType ?? 'application/octet-stream',
    ...headers,
  });
  response.flushHeaders();
  const iterator = items[Symbol.asyncIterator]();
  let written: Promise<unknown> = Promise.resolve();
  try {
    for (;;) {
      const next = await unlessLeft(iterator.next(), signal);
      if (next === undefined || next.done === true) break;
      await unlessLeft(written, signal);
      const { value } = next;
      written = new Promise((resolve) => response.write(encode(value), resolve));
    }
  } finally {
    endIteration(iterator);
  }
  response.end();
}

/** What the promise brings, or undefined as soon as the client leaves. */
function unlessLeft<Value>(promise: Promise<Value>, signal: AbortSignal) {
  return new Promise<Value | undefined>((resolve, reject) => {
    const leave = () => resolve(undefined);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/** Not awaited: a generator that waits inside `next` only hears of it when that settles. */
function endIteration(iterator: AsyncIterator<unknown>): void {
  iterator.return?.().catch(() => {});
}
