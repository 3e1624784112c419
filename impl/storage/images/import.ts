import type { BlobStore, LooseBlob } from '../blobs.ts';
import { one } from '../blobs.ts';
import { MAGIC_LENGTH, compressionOf, decompress, fileCompression } from '../compression.ts';
import type { ImageLayers } from '../layers/layers.ts';
import { peek } from '../plain.ts';
import type { Digest, Image, ImageConfig } from '../types.ts';
import type { Assembler } from './assemble.ts';
import { hostArchitecture } from './config.ts';
import { MEDIA, encodeManifest, layerMediaType } from './manifest.ts';

export interface ImportContext {
  blobs: BlobStore;
  layers: ImageLayers;
  assembler: Assembler;
}

/** Makes an image of one layer from a root file system. */
export async function importRootFs(
  { blobs, layers, assembler }: ImportContext,
  archive: AsyncIterable<Uint8Array>,
  configure: (diffId: Digest) => Partial<ImageConfig>,
  signal?: AbortSignal,
): Promise<Image> {
  const loose: LooseBlob[] = [];
  let release: () => void = () => undefined;
  try {
    const layer = await blobs.spool(await storable(archive), signal);
    loose.push(layer);
    const base = await layers.addBase(layer.file, signal);
    release = base.release;
    const data = Buffer.from(JSON.stringify(complete(configure(base.chainId), base.chainId)));
    const configBlob = await blobs.spool(one(data));
    loose.push(configBlob);
    const mediaType = layerMediaType('oci', await fileCompression(layer.file));
    const { digest, size } = layer;
    const manifest = encodeManifest('oci', configBlob, [{ mediaType, digest, size }]);
    const manifestBlob = await blobs.spool(one(manifest));
    loose.push(manifestBlob);
    const parts = {
      config: { blob: configBlob, data },
      layers: [layer],
      manifest: { blob: manifestBlob, mediaType: MEDIA.oci.manifest },
      names: [],
    };
    return await assembler.add(parts, signal);
  } finally {
    release();
    await blobs.drop(loose);
    await layers.collect();
  }
}

/** bzip2 and xz have no media type for layers: they are stored without. */
async function storable(archive: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const { head, all } = await peek(archive, MAGIC_LENGTH);
  const compression = compressionOf(head);
  return compression === 'bzip2' || compression === 'xz' ? decompress(all, compression) : all;
}

/** The configuration with what every one must have. */
function complete(config: Partial<ImageConfig>, diffId: Digest): ImageConfig {
  const created = config.created ?? new Date().toISOString();
  return {
    created,
    architecture: hostArchitecture(),
    os: 'linux',
    ...config,
    rootfs: { type: 'layers', diff_ids: [diffId] },
    history: config.history ?? [{ created }],
  };
}
