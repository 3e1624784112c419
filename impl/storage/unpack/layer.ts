import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import { MAGIC_LENGTH, compressionOf, decompress } from '../compression.ts';
import type { Digest } from '../types.ts';
import { applyMetadata, readMetadata } from './metadata.ts';
import { FOLDER } from './folder.ts';
import { unpackTar } from './unpack.ts';
import { withDescriptor } from '../../kernel/openat2.ts';
import { openSync } from 'node:fs';

export interface LayerJob {
  /** The blob's file, compressed in any way that is known. */
  blob: string;
  /** An empty folder. */
  target: string;
  /** Unpacked layers below, top first. */
  lowerDirs: string[];
}

export interface LayerResult {
  /** Digest of the plain tar. */
  diffId: Digest;
  /** Bytes of its files. */
  size: number;
}

/** Unpacks a layer and takes the digest of the plain archive in the same pass. */
export async function unpackLayer(job: LayerJob, signal?: AbortSignal): Promise<LayerResult> {
  const compression = compressionOf(await headOf(job.blob));
  const file = createReadStream(job.blob, { highWaterMark: 1024 * 1024 });
  const hash = createHash('sha256');
  const plain = hashed(decompress(file, compression), (data) => hash.update(data));
  inheritTop(job);
  const { size } = await unpackTar(plain, job.target, {
    whiteouts: 'overlay',
    lowerDirs: job.lowerDirs,
    ...(signal ? { signal } : {}),
  });
  return { diffId: `sha256:${hash.digest('hex')}`, size };
}

async function headOf(path: string): Promise<Buffer> {
  const file = await fs.open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC_LENGTH), 0, MAGIC_LENGTH, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* hashed(
  source: AsyncIterable<Uint8Array>,
  update: (data: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const data of source) {
    update(data);
    yield data;
  }
}

/** The merged top folder is the topmost layer's own; a layer that does not speak of it must not change it. */
function inheritTop({ target, lowerDirs: [below] }: LayerJob): void {
  const metadata = below === undefined ? { ...PLAIN_TOP, modified: 0n } : readMetadata(below);
  withDescriptor(openSync(target, FOLDER), (folder) => applyMetadata(folder, '.', metadata));
}

const PLAIN_TOP = { mode: 0o755, uid: 0, gid: 0, xattrs: new Map<string, Buffer>() };
