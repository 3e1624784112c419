import { MAGIC_LENGTH, compressionOf, decompress } from './compression.ts';

/** A stream without the compression that it may come in. */
export async function plain(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const { head, all } = await peek(source, MAGIC_LENGTH);
  return decompress(all, compressionOf(head));
}

/** Looks at the first bytes of a stream, and gives it back whole; `head` is shorter only at its end. */
export async function peek(
  source: AsyncIterable<Uint8Array>,
  length: number,
): Promise<{ head: Buffer; all: AsyncIterable<Uint8Array> }> {
  const chunks = source[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  for (let size = 0; size < length; ) {
    const next = await chunks.next();
    if (next.done) break;
    seen.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(seen);
  return { head, all: rejoin(head, chunks) };
}

async function* rejoin(
  head: Buffer,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
