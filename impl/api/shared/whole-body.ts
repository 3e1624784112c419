import type { Readable } from 'node:stream';
import { BadParameter } from '../../errors.ts';

/** A body that is no JSON as one piece. Throws BadParameter when it has more bytes than `limit`. */
export async function wholeBody(input: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Destroying a request's stream closes its connection, and with it the answer that says why.
  for await (const chunk of input.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BadParameter(`request body is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
