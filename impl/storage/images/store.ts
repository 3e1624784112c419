import { Readable } from 'node:stream';
import { loadArchive } from '../archives/load.ts';
import { saveArchive } from '../archives/save.ts';
import type { SaveOptions, Wanted } from '../archives/save.ts';
import type { BlobStore } from '../blobs.ts';
import type { ImageLayers } from '../layers/layers.ts';
import { compareStacks } from '../overlay/compare.ts';
import type { Pins } from '../pins.ts';
import type {
  Change,
  Digest,
  HistoryEntry,
  Image,
  ImageConfig,
  ImageStore,
  Layer,
  LoadedImage,
} from '../types.ts';
import type { Assembler } from './assemble.ts';
import { composeImage } from './compose.ts';
import type { Composition } from './compose.ts';
import { historyOf } from './history.ts';
import type { ImageTable } from './image-table.ts';
import { importRootFs } from './import.ts';
import { Intake } from './intake.ts';
import { openOutgoing } from './outgoing.ts';
import type { Outgoing } from './outgoing.ts';
import { SpareBlobs } from './spare-blobs.ts';

export interface StoreParts {
  table: ImageTable;
  blobs: BlobStore;
  layers: ImageLayers;
  assembler: Assembler;
  pins: Pins;
}

/** {@link ImageStore} on the database, the content store and the unpacked layers. */
export class Images implements ImageStore {
  readonly #parts: StoreParts;
  readonly #spare: SpareBlobs;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.#spare = new SpareBlobs(parts.pins, (digests) => parts.assembler.collect(digests));
  }

  list(): Image[] {
    return this.#parts.table.list();
  }

  get(id: string): Image | undefined {
    return this.#parts.table.get(id);
  }

  byName(name: string): Image | undefined {
    return this.#parts.table.byName(name);
  }

  idsWithPrefix(prefix: string): string[] {
    return this.#parts.table.idsWithPrefix(prefix);
  }

  tag(id: string, name: string): void {
    this.#parts.table.tag(id, name);
  }

  addRepoDigest(id: string, name: string): void {
    this.#parts.table.addRepoDigest(id, name);
  }

  untag(name: string): void {
    this.#parts.table.untag(name);
  }

  remove(id: string): Promise<void> {
    return this.#parts.assembler.remove(id);
  }

  importRootFs(
    archive: Readable,
    configure: (diffId: Digest) => Partial<ImageConfig>,
    signal?: AbortSignal,
  ): Promise<Image> {
    return importRootFs(this.#parts, archive, configure, signal);
  }

  compose(wish: Composition): Promise<Image> {
    return composeImage(this.#parts, wish);
  }

  load(archive: Readable, signal?: AbortSignal): Promise<LoadedImage[]> {
    return loadArchive(archive, this.#parts.blobs, this.#parts.assembler, signal);
  }

  intake(): Intake {
    return new Intake({ ...this.#parts, spare: this.#spare });
  }

  outgoing(image: Image): Promise<Outgoing> {
    return openOutgoing(this.#parts, image);
  }

  dropSpare(): Promise<void> {
    return this.#spare.drop();
  }

  save(wanted: readonly Wanted[], options: SaveOptions): Readable {
    return Readable.from(this.#saving(wanted, options), { objectMode: false });
  }

  /** Holds the blobs as long as the archive is read, though the image may be removed meanwhile. */
  async *#saving(wanted: readonly Wanted[], options: SaveOptions) {
    const { pins, table, assembler } = this.#parts;
    const blobs = wanted.flatMap(({ image }) => table.blobsOf(image.id));
    const release = pins.hold([...blobs, ...wanted.flatMap(({ image }) => image.layers)]);
    try {
      yield* saveArchive(this.#parts, wanted, options);
    } finally {
      release();
      await assembler.collect(blobs);
    }
  }

  manifest(image: Image): Promise<Buffer> {
    return this.#parts.blobs.read(image.digest);
  }

  history(image: Image): HistoryEntry[] {
    return historyOf(image, (chainId) => this.#parts.layers.get(chainId));
  }

  layersOf(image: Image): Layer[] {
    return image.layers
      .map((chainId) => this.#parts.layers.get(chainId))
      .filter((layer) => layer !== undefined);
  }

  layerDirs(image: Image): string[] {
    return this.#parts.layers.lowerDirs(image.layers.at(-1));
  }

  changes(image: Image, parent?: Image): Promise<Change[]> {
    const stack = (top: string | undefined) =>
      this.#parts.layers.lowerDirs(top).map((folder) => Buffer.from(folder));
    return compareStacks(
      stack(image.layers.at(-1)),
      stack(parent ? parent.layers.at(-1) : image.layers.at(-2)),
    );
  }
}
