import { readFile } from 'node:fs/promises';
import type { BlobStore, LooseBlob } from '../blobs.ts';
import type { ImageLayers } from '../layers/layers.ts';
import type { Pins } from '../pins.ts';
import { ArchiveError } from '../tar/entry.ts';
import type { Digest, Image } from '../types.ts';
import type { Assembler } from './assemble.ts';
import type { SpareBlobs } from './spare-blobs.ts';

/** Whose bytes are expected, and how many. */
export interface Expected {
  digest: Digest;
  size: number;
}

/** What an image is put together from, all of it taken in before. */
export interface Parts {
  config: Expected;
  /** Base first. */
  layers: Expected[];
  manifest: Expected & { mediaType: string };
}

interface IntakeRooms {
  blobs: BlobStore;
  layers: ImageLayers;
  assembler: Assembler;
  pins: Pins;
  spare: SpareBlobs;
}

/**
 * Takes an image in part by part, as a registry sends it. What came whole stays for a while even
 * when the image does not come to an end, so that the next try need not fetch it again.
 */
export class Intake {
  readonly #rooms: IntakeRooms;
  readonly #taken = new Set<Digest>();
  readonly #release: (() => void)[] = [];

  constructor(rooms: IntakeRooms) {
    this.#rooms = rooms;
  }

  /** Whether the blob is here, whole. From now on it stays until the intake is closed. */
  has(digest: Digest): boolean {
    this.#hold(digest);
    this.#taken.add(digest);
    return this.#rooms.blobs.has(digest);
  }

  /**
   * Takes a blob in; nobody sees it before it is whole.
   * @throws ArchiveError when digest or size are not what is expected
   */
  async put(
    expected: Expected,
    source: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ): Promise<void> {
    const { blobs } = this.#rooms;
    const loose = await blobs.spool(source, signal);
    try {
      if (loose.digest !== expected.digest || loose.size !== expected.size)
        throw new ArchiveError(
          `blob ${expected.digest} of ${expected.size} bytes came as ${loose.digest} of ${loose.size}`,
        );
      this.has(loose.digest);
      blobs.adopt([loose]);
    } finally {
      await blobs.drop([loose]);
    }
  }

  /** A small blob that was taken in. */
  read(digest: Digest): Promise<Buffer> {
    return readFile(this.#rooms.blobs.path(digest));
  }

  /**
   * Unpacks a layer that was taken in on the one below it.
   * @returns its chain id
   * @throws ArchiveError when it is not what the configuration promised
   */
  async unpack(
    parent: Digest | undefined,
    diffId: Digest,
    blob: Digest,
    signal?: AbortSignal,
  ): Promise<Digest> {
    const { layers, blobs } = this.#rooms;
    const chainId = await layers.ensure(parent, diffId, blobs.path(blob), signal);
    this.#hold(chainId);
    return chainId;
  }

  /** Makes the image of its parts. */
  async finish({ config, layers, manifest }: Parts, signal?: AbortSignal): Promise<Image> {
    const { blobs, assembler } = this.#rooms;
    const stored = ({ digest, size }: Expected): LooseBlob => ({
      digest,
      size,
      file: blobs.path(digest),
    });
    const image = await assembler.add(
      {
        config: { blob: stored(config), data: await this.read(config.digest) },
        layers: layers.map(stored),
        manifest: { blob: stored(manifest), mediaType: manifest.mediaType },
        names: [],
      },
      signal,
    );
    this.#rooms.spare.release([...this.#taken]);
    return image;
  }

  /** Has whole blobs wait for the next try, when the image does not come to an end. */
  keepSpare(): void {
    const { spare, blobs } = this.#rooms;
    spare.keep([...this.#taken].filter((digest) => blobs.has(digest)));
  }

  /** Lets go of everything. Has to be called, however it went. */
  async close(): Promise<void> {
    const { assembler } = this.#rooms;
    for (const release of this.#release.splice(0)) release();
    await assembler.collect([...this.#taken]);
  }

  #hold(key: Digest): void {
    this.#release.push(this.#rooms.pins.hold([key]));
  }
}
