import type { Readable } from 'node:stream';
import { httpGet } from '../../fetch.ts';

/** The body at an http or https address. Throws as {@link httpGet} does. */
export async function fetchArchive(address: string, signal: AbortSignal): Promise<Readable> {
  return (await httpGet(address, signal)).body;
}
