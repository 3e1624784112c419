import { Readable } from 'node:stream';
import { BadParameter, InternalError } from './errors.ts';

/** What an address gives. */
export interface Fetched {
  body: Readable;
  /** Its media type; empty when the server does not say. */
  type: string;
  /** When the server says that it was changed, in milliseconds since 1970. */
  modified: number | undefined;
}

/**
 * What is at an http or https address; without a scheme it is http, as in Docker.
 * @throws BadParameter when it is no such address, InternalError when nothing can be had there.
 */
export async function httpGet(address: string, signal: AbortSignal): Promise<Fetched> {
  const url = URL.parse(address.includes('://') ? address : `http://${address}`);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new BadParameter(`"${address}" is no http address`);
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    signal.throwIfAborted();
    const { cause = error } = error as Error;
    throw new InternalError(`fetching ${address}: ${(cause as Error).message}`, { cause: error });
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw new InternalError(`fetching ${address}: ${response.status} ${response.statusText}`);
  }
  const modified = Date.parse(response.headers.get('last-modified') ?? '');
  return {
    body: Readable.fromWeb(response.body),
    type: response.headers.get('content-type') ?? '',
    modified: Number.isNaN(modified) ? undefined : modified,
  };
}
