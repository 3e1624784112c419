import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { BadParameter } from '../../errors.ts';
import { httpGet } from '../../fetch.ts';
import { MAGIC_LENGTH, compressionOf } from '../../storage/compression.ts';
import { peek } from '../../storage/plain.ts';
import { unpackContext } from './folder.ts';
import { fetchGit, parseGitPlace } from './git.ts';

/** A file that came over HTTP. */
export interface Download {
  file: string;
  /** Last element of the address's path; empty when it ends in a slash. */
  name: string;
  /** When the server says it was changed, in milliseconds since 1970. */
  modified: number | undefined;
}

/** Largest Dockerfile that is taken from an address. */
const DOCKERFILE_LIMIT = 16 * 1024 * 1024;

/**
 * Fetches a context into an empty folder: a Git repository, or at an http address a tar archive or
 * a Dockerfile alone.
 * @returns the folder that is meant.
 * @throws BadParameter when it is no such address, InternalError when it cannot be had.
 */
export async function fetchContext(
  address: string,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const place = parseGitPlace(address);
  if (place) return fetchGit(place, folder, { keepGit: false, signal });
  const response = await httpGet(address, signal);
  const { head, all } = await peek(response.body, MAGIC_LENGTH);
  const isText = response.type.startsWith('text/') && compressionOf(head) === 'none';
  if (!isText) {
    await unpackContext(all, folder, signal);
    return folder;
  }
  const text = await buffer(Readable.from(all));
  if (text.length > DOCKERFILE_LIMIT) throw new BadParameter(`${address} is too long a Dockerfile`);
  await writeFile(path.join(folder, 'Dockerfile'), text);
  return folder;
}

/** Fetches one file, for ADD. */
export async function download(
  address: string,
  folder: string,
  signal: AbortSignal,
): Promise<Download> {
  const { body, modified } = await httpGet(address, signal);
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'file');
  await pipeline(body, createWriteStream(file), { signal });
  const name = decodeURIComponent(new URL(address).pathname.split('/').at(-1) ?? '');
  return { file, name: name.includes('/') ? '' : name, modified };
}
