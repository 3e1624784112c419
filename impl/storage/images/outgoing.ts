import type { BlobStore } from '../blobs.ts';
import { decompress, fileCompression } from '../compression.ts';
import type { Compression } from '../compression.ts';
import type { Pins } from '../pins.ts';
import type { Descriptor, Digest, Image } from '../types.ts';
import type { Assembler } from './assemble.ts';
import type { ImageTable } from './image-table.ts';
import { parseManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';

interface OutgoingRooms {
  blobs: BlobStore;
  table: ImageTable;
  assembler: Assembler;
  pins: Pins;
}

/** A layer as it lies here. */
export interface OutgoingLayer extends Descriptor {
  /** Of its bytes, whatever the media type says. */
  compression: Compression;
}

/** An image on its way out: what belongs to it stays, though the image be removed meanwhile. */
export interface Outgoing {
  manifest: Manifest;
  mediaType: string;
  /** The manifest's own bytes. */
  data: Buffer;
  /** Base first. */
  layers: OutgoingLayer[];
  read(digest: Digest): Promise<Buffer>;
  stream(digest: Digest): AsyncIterable<Uint8Array>;
  /** A layer's bytes without their compression. */
  plain(layer: OutgoingLayer): AsyncIterable<Uint8Array>;
  /** Has to be called at the end. */
  close(): Promise<void>;
}

export async function openOutgoing(rooms: OutgoingRooms, image: Image): Promise<Outgoing> {
  const { blobs, table, assembler, pins } = rooms;
  const held = table.blobsOf(image.id);
  const release = pins.hold([...held, ...image.layers]);
  const close = async () => {
    release();
    await assembler.collect(held);
  };
  try {
    const data = await blobs.read(image.digest);
    const manifest = parseManifest(data);
    const layers: OutgoingLayer[] = [];
    for (const layer of manifest.layers)
      layers.push({ ...layer, compression: await fileCompression(blobs.path(layer.digest)) });
    return {
      manifest,
      mediaType: image.manifestMediaType,
      data,
      layers,
      read: (digest) => blobs.read(digest),
      stream: (digest) => blobs.stream(digest),
      plain: ({ digest, compression }) => decompress(blobs.stream(digest), compression),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
