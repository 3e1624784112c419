import { createHash } from 'node:crypto';
import { createReadStream, openSync } from 'node:fs';
import { withDescriptor } from '../../kernel/openat2.ts';
import { decompress, fileCompression } from '../compression.ts';
import type { Digest } from '../types.ts';
import { FOLDER } from './folder.ts';
import { applyMetadata, readMetadata } from './metadata.ts';
import { unpackTar } from './unpack.ts';

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
  /** Bytes of the plain tar. */
  archiveSize: number;
}

/** Unpacks a layer and takes the digest of the plain archive in the same pass. */
export async function unpackLayer(job: LayerJob, signal?: AbortSignal): Promise<LayerResult> {
  const compression = await fileCompression(job.blob);
  const file = createReadStream(job.blob);
  const hash = createHash('sha256');
  let archiveSize = 0;
  const plain = watched(decompress(file, compression), (data) => {
    hash.update(data);
    archiveSize += data.length;
  });
  inheritTop(job);
  const { size } = await unpackTar(plain, job.target, {
    whiteouts: 'overlay',
    lowerDirs: job.lowerDirs,
    ...(signal ? { signal } : {}),
  });
  return { diffId: `sha256:${hash.digest('hex')}`, size, archiveSize };
}

async function* watched(
  source: AsyncIterable<Uint8Array>,
  see: (data: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const data of source) {
    see(data);
    yield data;
  }
}

/** The merged top folder is the topmost layer's own; a layer that does not speak of it must not change it. */
function inheritTop({ target, lowerDirs: [below] }: LayerJob): void {
  const metadata = below === undefined ? { ...PLAIN_TOP, modified: 0n } : readMetadata(below);
  withDescriptor(openSync(target, FOLDER), (folder) => applyMetadata(folder, '.', metadata));
}

const PLAIN_TOP = { mode: 0o755, uid: 0, gid: 0, xattrs: new Map<string, Buffer>() };
