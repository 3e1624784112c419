import { decompress, fileCompression } from '../compression.ts';
import type { BlobStore } from '../blobs.ts';
import { byteString } from '../tar/entry.ts';
import type { TarEntry } from '../tar/entry.ts';
import type { TarMember } from '../tar/writer.ts';
import type { Digest } from '../types.ts';

/** A regular file of a saved archive; times are zero, so that equal images give equal archives. */
export function fileMember(name: string, size: number, body: AsyncIterable<Buffer>): TarMember {
  return { entry: entryOf(name, size), body };
}

export function textMember(name: string, body: Buffer): TarMember {
  return { entry: entryOf(name, body.length), body };
}

function entryOf(name: string, size: number): TarEntry {
  return {
    name: byteString(name),
    type: 'file',
    linkName: '',
    mode: 0o644,
    uid: 0,
    gid: 0,
    size,
    modified: 0n,
    device: { major: 0, minor: 0 },
    xattrs: new Map(),
  };
}

/** A stored layer without its compression. */
export async function* plainLayer(
  blobs: BlobStore,
  digest: Digest,
): AsyncGenerator<Buffer, void, undefined> {
  const compression = await fileCompression(blobs.path(digest));
  for await (const { buffer, byteOffset, byteLength } of decompress(
    blobs.stream(digest),
    compression,
  ))
    yield Buffer.from(buffer, byteOffset, byteLength);
}
