import type { Readable } from 'node:stream';
import type { ApiVersion } from '../../spec/version.ts';
import type { Reply } from '../api/handler.ts';
import type { Operation } from '../../spec/operation.ts';
import { readJson } from './body.ts';
import { conformBody } from './body-schema.ts';
import { decodeHeaders, decodePathValues, decodeQuery } from './decode.ts';
import type { Decoded } from './decode.ts';
import type { Exchange } from './exchange.ts';
import { decodePath } from './path.ts';
import type { Match } from '../../spec/router.ts';

/** A `Call` before its operation id gives it types. */
export interface AnyCall {
  readonly operation: Operation;
  readonly path: Decoded;
  readonly query: Decoded;
  readonly headers: Decoded;
  readonly body: unknown;
  readonly input: Readable;
  readonly version: ApiVersion | undefined;
  readonly signal: AbortSignal;
}

export type AnyHandler = (call: AnyCall) => Promise<Reply> | Reply;

/**
 * Decodes a matched request and lets its handler answer. Throws whatever decoding or the handler
 * throws.
 */
export async function answer(
  exchange: Exchange,
  match: Extract<Match, { kind: 'found' }>,
  query: string,
  handler: AnyHandler,
): Promise<Reply> {
  const { operation, version } = match;
  const decoded = {
    path: decodePathValues(operation, decodePath(match.raw)),
    query: decodeQuery(operation, query),
    headers: decodeHeaders(operation, exchange.request.headers),
  };
  exchange.invite();
  const body =
    operation.body.form === 'json'
      ? conformBody(operation, await readJson(operation, exchange.body), version)
      : undefined;
  return handler({
    operation,
    ...decoded,
    body,
    input: exchange.body,
    version,
    signal: exchange.signal,
  });
}
