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
  /**
   * The new layer: a plain tar with OCI whiteouts, or one that another image has on the same layers;
   * undefined to change the configuration alone.
   */
  layer?: Readable | { of: Image; position: number } | undefined;
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
  const below = base ? await layersOf(blobs, base) : [];
  const borrowed = isBorrowed(wish.layer) ? wish.layer : undefined;
  const known = borrowed ? [...below, ...(await layersOf(blobs, borrowed.of))] : below;
  const release = pins.hold([
    ...known.map(({ digest }) => digest),
    ...(base?.layers ?? []),
    ...(borrowed?.of.layers ?? []),
  ]);
  const loose: LooseBlob[] = [];
  const spool = async (source: AsyncIterable<Uint8Array>) => {
    const blob = await blobs.spool(source, signal);
    loose.push(blob);
    return blob;
  };
  try {
    const layers = [...below];
    const diffIds = [...(base?.config.rootfs.diff_ids ?? [])];
    const added = await newLayer(wish, known.slice(below.length), spool);
    if (added) {
      layers.push(added.blob);
      diffIds.push(added.diffId);
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
    await assembler.collect(known.map(({ digest }) => digest));
  }
}

function isBorrowed(layer: Composition['layer']): layer is { of: Image; position: number } {
  return layer !== undefined && 'of' in layer;
}

async function layersOf(blobs: BlobStore, image: Image): Promise<LooseBlob[]> {
  const { layers } = parseManifest(await blobs.read(image.digest));
  return layers.map(({ digest, size }) => ({ digest, size, file: blobs.path(digest) }));
}

/** @param others the layers of the image that one may be borrowed from. */
async function newLayer(
  { layer, keepEmpty }: Composition,
  others: readonly LooseBlob[],
  spool: (source: Readable) => Promise<LooseBlob>,
): Promise<{ blob: LooseBlob; diffId: Digest } | undefined> {
  if (!layer) return undefined;
  if (isBorrowed(layer)) {
    const [blob, diffId] = [
      others[layer.position],
      layer.of.config.rootfs.diff_ids[layer.position],
    ];
    return blob && diffId !== undefined ? { blob, diffId } : undefined;
  }
  const blob = await spool(layer);
  return keepEmpty || blob.size > EMPTY_ARCHIVE ? { blob, diffId: blob.digest } : undefined;
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
