import { existsSync, unlinkSync } from 'node:fs';
import { syncFileSystem } from '../../kernel/sync.ts';
import type { BlobStore, LooseBlob } from '../blobs.ts';
import { hexOf } from '../blobs.ts';
import { chainIds } from '../layers/chain.ts';
import type { ImageLayers } from '../layers/layers.ts';
import type { Pins } from '../pins.ts';
import { ArchiveError } from '../tar/entry.ts';
import type { Digest, Image } from '../types.ts';
import { createdOf, parseConfig } from './config.ts';
import type { ImageTable } from './image-table.ts';

/** An image as it was brought: every blob written aside, nothing in its place yet. */
export interface ImageParts {
  config: { blob: LooseBlob; data: Buffer };
  /** Base first, as many as the configuration lists. */
  layers: LooseBlob[];
  manifest: { blob: LooseBlob; mediaType: string };
  /** Full names to give it. */
  names: string[];
}

/** Brings images and their layers together, and takes away what no image needs any more. */
export class Assembler {
  readonly blobs: BlobStore;
  readonly layers: ImageLayers;
  readonly #table: ImageTable;
  readonly #pins: Pins;

  constructor(parts: { blobs: BlobStore; layers: ImageLayers; table: ImageTable; pins: Pins }) {
    this.blobs = parts.blobs;
    this.layers = parts.layers;
    this.#table = parts.table;
    this.#pins = parts.pins;
  }

  /**
   * Makes the image: layers unpacked, blobs in place, all on the disk, then the rows. One that is there already
   * only gets the names. A failure leaves nothing.
   * @throws ArchiveError when the parts do not fit together.
   */
  async add(parts: ImageParts, signal?: AbortSignal): Promise<Image> {
    const id = hexOf(parts.config.blob.digest);
    const config = parseConfig(parts.config.data);
    const chain = chainIds(config.rootfs.diff_ids);
    if (chain.length !== parts.layers.length)
      throw new ArchiveError(`image ${id} has ${parts.layers.length} layers, not ${chain.length}`);
    const blobs = [parts.config.blob, parts.manifest.blob, ...parts.layers];
    const release = this.#pins.hold([...chain, ...blobs.map((blob) => blob.digest)]);
    try {
      if (!this.#table.get(id)) {
        await this.#unpack(config.rootfs.diff_ids, parts.layers, signal);
        this.blobs.adopt(blobs);
        await syncFileSystem(this.blobs.path(parts.config.blob.digest));
      }
      signal?.throwIfAborted();
      return this.#record(parts, id, chain);
    } finally {
      release();
      if (!this.#table.get(id)) await this.collect(blobs.map((blob) => blob.digest));
    }
  }

  async #unpack(diffIds: Digest[], layers: LooseBlob[], signal?: AbortSignal): Promise<void> {
    let parent: Digest | undefined;
    for (const [position, diffId] of diffIds.entries()) {
      const blob = layers[position];
      if (!blob) return;
      const file = existsSync(blob.file) ? blob.file : this.blobs.path(blob.digest);
      parent = await this.layers.ensure(parent, diffId, file, signal);
    }
  }

  #record(parts: ImageParts, id: string, layers: Digest[]): Image {
    if (!this.#table.get(id)) {
      const config = parseConfig(parts.config.data);
      const { blob, mediaType } = parts.manifest;
      const blobs = [parts.config.blob, blob, ...parts.layers].map(({ digest }) => digest);
      this.#table.insert(
        {
          id,
          digest: blob.digest,
          manifestMediaType: mediaType,
          config,
          layers,
          created: createdOf(config),
          metadataSize: parts.config.blob.size + 2 * blob.size,
        },
        blobs,
      );
    }
    for (const name of parts.names) this.#table.tag(id, name);
    const image = this.#table.get(id);
    if (!image) throw new Error(`image ${id} is gone`);
    return image;
  }

  /** Forgets an image and removes what only it needed. */
  async remove(id: string): Promise<void> {
    const blobs = this.#table.blobsOf(id);
    this.#table.delete(id);
    await this.collect(blobs);
  }

  /** Removes the given blobs and any layers that nothing needs. */
  async collect(blobs: readonly Digest[]): Promise<void> {
    for (const digest of blobs) {
      if (this.#table.isBlobUsed(digest) || this.#pins.has(digest)) continue;
      if (this.blobs.has(digest)) unlinkSync(this.blobs.path(digest));
    }
    await this.layers.collect();
  }
}
