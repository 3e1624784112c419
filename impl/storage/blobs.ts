import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { ArchiveError } from './tar/entry.ts';
import type { Digest } from './types.ts';

export interface Blob {
  digest: Digest;
  size: number;
}

/** A blob written aside: nobody sees it until it is adopted. */
export interface LooseBlob extends Blob {
  file: string;
}

/**
 * Content by digest: `blobs/sha256/<hex>` (OCI image-layout, "Blobs"). A file is there only when
 * it is whole; work in progress lies in the temp folder.
 */
export class BlobStore {
  readonly #folder: string;
  readonly #temp: string;

  /** @param temp folder on the same file system, emptied at every start. */
  constructor(root: string, temp: string) {
    this.#folder = path.join(root, 'blobs', 'sha256');
    this.#temp = temp;
    mkdirSync(this.#folder, { recursive: true });
  }

  path(digest: Digest): string {
    return path.join(this.#folder, hexOf(digest));
  }

  has(digest: Digest): boolean {
    return existsSync(this.path(digest));
  }

  read(digest: Digest): Promise<Buffer> {
    return fs.readFile(this.path(digest));
  }

  stream(digest: Digest): AsyncIterable<Buffer> {
    return createReadStream(this.path(digest), { highWaterMark: 256 * 1024 });
  }

  /** Writes a stream aside and takes its digest on the way. */
  async spool(source: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<LooseBlob> {
    const file = path.join(this.#temp, randomUUID());
    const handle = await fs.open(file, 'wx', 0o600);
    const hash = createHash('sha256');
    let size = 0;
    try {
      for await (const chunk of source) {
        signal?.throwIfAborted();
        hash.update(chunk);
        size += chunk.length;
        await writeWhole(handle, chunk);
      }
    } catch (error) {
      await fs.rm(file, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    return { file, size, digest: `sha256:${hash.digest('hex')}` };
  }

  /** Puts loose blobs in their places; the caller syncs before anything that names them is recorded. */
  adopt(blobs: readonly LooseBlob[]): void {
    for (const blob of blobs)
      if (existsSync(blob.file) && !this.has(blob.digest))
        renameSync(blob.file, this.path(blob.digest));
  }

  /** Removes loose blobs that nobody adopted. */
  async drop(blobs: readonly LooseBlob[]): Promise<void> {
    for (const { file } of blobs) await fs.rm(file, { force: true });
  }

  async list(): Promise<Digest[]> {
    return (await fs.readdir(this.#folder)).map((hex) => `sha256:${hex}`);
  }
}

export function digestOf(data: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

/** @throws ArchiveError when it is no sha256 digest (it may come from an archive and become a path). */
export function hexOf(digest: Digest): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined) throw new ArchiveError(`'${digest}' is no sha256 digest`);
  return hex;
}

async function writeWhole(handle: fs.FileHandle, data: Uint8Array): Promise<void> {
  for (let done = 0; done < data.length; ) {
    const { bytesWritten } = await handle.write(data, done);
    done += bytesWritten;
  }
}

/** A stream of one chunk. */
export async function* one(data: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield data;
}
