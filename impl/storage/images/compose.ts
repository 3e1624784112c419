import type { Readable } from 'node:stream';
import type { BlobStore, LooseBlob } from '../blobs.ts';
import { one } from '../blobs.ts';
import { fileCompression } from '../compression.ts';
import type { Pins } from '../pins.ts';
import { BLOCK } from '../tar/entry.ts';
import type { Digest, Image, ImageConfig } from '../types.ts';
import type { Assembler } from './assemble.ts';
import { hostArchitecture } from './config.ts';
import type { Family } from './manifest.ts';
import { MEDIA, encodeManifest, layerMediaType, parseManifest } from './manifest.ts';

/** An image to make of another one's layers and, perhaps, one more. */
export interface Composition {
  /** The image below; undefined for a first layer. */
  base?: Image | undefined;
  /** The new layer as a plain tar with OCI whiteouts; undefined to change the configuration alone. */
  layer?: Readable | undefined;
  /** Make a layer even of an archive without members. */
  keepEmpty?: boolean;
  /**
   * The configuration but for its layers.
   * @param added whether there is a new layer.
   */
  configure(added: boolean): Partial<ImageConfig>;
  format: Family;
  /** Of the manifest. */
  annotations?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

export interface ComposeContext {
  blobs: BlobStore;
  assembler: Assembler;
  pins: Pins;
}

/** An archive without members is its two closing blocks. */
const EMPTY_ARCHIVE = 2 * BLOCK;

/**
 * Makes an image of a base's layers and a new one on top. The base's layers and blobs stay until
 * it is made, though the base may be removed meanwhile. A failure leaves nothing.
 */
export async function composeImage(context: ComposeContext, wish: Composition): Promise<Image> {
  const { blobs, assembler, pins } = context;
  const { base, signal } = wish;
  const below = base ? parseManifest(await blobs.read(base.digest)).layers : [];
  const release = pins.hold([...below.map(({ digest }) => digest), ...(base?.layers ?? [])]);
  const loose: LooseBlob[] = [];
  const spool = async (source: AsyncIterable<Uint8Array>) => {
    const blob = await blobs.spool(source, signal);
    loose.push(blob);
    return blob;
  };
  try {
    const layers = below.map(({ digest, size }) => ({ digest, size, file: blobs.path(digest) }));
    const diffIds = [...(base?.config.rootfs.diff_ids ?? [])];
    const layer = wish.layer && (await spool(wish.layer));
    const added = layer && (wish.keepEmpty || layer.size > EMPTY_ARCHIVE) ? layer : undefined;
    if (added) {
      layers.push(added);
      diffIds.push(added.digest);
    }
    const data = Buffer.from(JSON.stringify(whole(wish.configure(added !== undefined), diffIds)));
    const config = await spool(one(data));
    const manifest = await spool(one(await manifestOf(wish, config, layers)));
    const mediaType = MEDIA[wish.format].manifest;
    const parts = { config: { blob: config, data }, manifest: { blob: manifest, mediaType } };
    return await assembler.add({ ...parts, layers, names: [] }, signal);
  } finally {
    release();
    await blobs.drop(loose);
    // The base may have been removed while its parts were held for this.
    await assembler.collect(below.map(({ digest }) => digest));
  }
}

async function manifestOf(
  { format, annotations }: Composition,
  config: LooseBlob,
  layers: readonly LooseBlob[],
): Promise<Buffer> {
  const described = layers.map(async ({ file, digest, size }) => {
    return { mediaType: layerMediaType(format, await fileCompression(file)), digest, size };
  });
  return encodeManifest(format, config, await Promise.all(described), annotations);
}

function whole(config: Partial<ImageConfig>, diffIds: Digest[]): ImageConfig {
  return {
    architecture: hostArchitecture(),
    os: 'linux',
    ...config,
    rootfs: { type: 'layers', diff_ids: diffIds },
  };
}
