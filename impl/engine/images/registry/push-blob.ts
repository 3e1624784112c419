import { Readable } from 'node:stream';
import { createGzip, createZstdCompress } from 'node:zlib';
import type { BlobDescriptor } from '../../../registry/blob-download.ts';
import { hasBlob, mountBlob, uploadBlob } from '../../../registry/blob-upload.ts';
import type { Repository } from '../../../registry/repository.ts';
import type { Outgoing, OutgoingLayer } from '../../../storage/images/outgoing.ts';
import type { BlobNotes } from './blob-notes.ts';
import { seldom } from './progress.ts';

/** What layers are made of on their way; `none` leaves plain ones plain. */
export type PushCompression = 'gzip' | 'zstd' | 'none';

/** How a blob came to be where it should be. */
export type Arrival = { how: 'pushed' | 'exists' } | { how: 'mounted'; from: string };

export interface PushContext {
  repository: Repository;
  outgoing: Outgoing;
  notes: BlobNotes;
  signal?: AbortSignal | undefined;
}

/**
 * Brings a layer into the repository: not at all when it is there, from another repository of the
 * registry when it is known to be in one, else byte by byte, compressed on the way.
 *
 * @param wanted `keep` for the bytes as they lie here
 * @returns what it is there
 */
export async function pushLayer(
  context: PushContext,
  layer: OutgoingLayer,
  wanted: PushCompression | 'keep',
  onBytes: (done: number) => void,
): Promise<BlobDescriptor & Arrival> {
  const { repository, outgoing, notes, signal } = context;
  const { digest, size } = layer;
  const known = wanted === 'keep' ? { digest, size } : notes.formOf(digest, wanted);
  const there = known && (await arrived(context, known));
  if (there) return { ...known, ...there };
  const bytes = wanted === 'keep' ? outgoing.stream(digest) : outgoing.plain(layer);
  const source = counted(bytes, seldom(onBytes));
  const sent = await uploadBlob(repository, compressed(source, wanted), signal);
  if (wanted !== 'keep') notes.compressed(digest, wanted, sent);
  return { ...sent, how: 'pushed' };
}

/** The configuration goes as it is. */
export async function pushConfig(context: PushContext): Promise<void> {
  const { repository, outgoing, signal } = context;
  const { digest } = outgoing.manifest.config;
  if (await hasBlob(repository, digest, signal)) return;
  await uploadBlob(repository, outgoing.stream(digest), signal);
}

async function arrived(
  { repository, notes, signal }: PushContext,
  { digest }: BlobDescriptor,
): Promise<Arrival | undefined> {
  if (await hasBlob(repository, digest, signal)) return { how: 'exists' };
  for (const from of notes.placesOf(digest, repository.session.endpoint.registry))
    if (from !== repository.name && (await mountBlob(repository, digest, from, signal)))
      return { how: 'mounted', from };
  return undefined;
}

async function* counted(source: AsyncIterable<Uint8Array>, onBytes: (done: number) => void) {
  let done = 0;
  for await (const chunk of source) {
    done += chunk.length;
    onBytes(done);
    yield chunk;
  }
}

function compressed(
  source: AsyncIterable<Uint8Array>,
  wanted: PushCompression | 'keep',
): AsyncIterable<Uint8Array> {
  if (wanted === 'keep' || wanted === 'none') return source;
  const through = wanted === 'gzip' ? createGzip() : createZstdCompress();
  const input = Readable.from(source);
  input.on('error', (error) => through.destroy(error));
  through.on('close', () => input.destroy());
  return input.pipe(through);
}
