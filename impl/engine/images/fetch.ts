import { Readable } from 'node:stream';
import { BadParameter, InternalError } from '../../errors.ts';

/**
 * The body at an http or https address; without a scheme it is http, as in Docker.
 * @throws BadParameter when it is no such address, InternalError when nothing can be had there.
 */
export async function fetchArchive(address: string, signal: AbortSignal): Promise<Readable> {
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
  return Readable.fromWeb(response.body);
}
