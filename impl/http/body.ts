import type { Readable } from 'node:stream';
import type { Operation } from '../../spec/operation.ts';
import { BadParameter } from '../errors.ts';

/** Largest JSON body: far above any real create or play request, far below the daemon's memory. */
export const JSON_BODY_LIMIT = 16 * 1024 * 1024;

/**
 * Reads and parses a JSON body, whatever its Content-Type says (curl's default is a form's).
 * `undefined` for an empty body where it is optional. Throws BadParameter.
 */
export async function readJson(operation: Operation, input: Readable): Promise<unknown> {
  const text = (await readWhole(input)).toString('utf8').trim();
  if (text === '') {
    if (!operation.body.required) return undefined;
    throw new BadParameter('request body is empty: a JSON object is required');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadParameter(`request body is not valid JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function readWhole(input: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Destroying a request's stream closes its connection, and with it the answer that says why.
  for await (const chunk of input.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > JSON_BODY_LIMIT) {
      throw new BadParameter(`request body is larger than ${JSON_BODY_LIMIT} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
