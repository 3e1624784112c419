import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '../../database.ts';
import { hexOf } from '../blobs.ts';
import { discard, removeTree, tempPath } from '../folders.ts';
import type { Folders } from '../folders.ts';
import type { Pins } from '../pins.ts';
import { ArchiveError } from '../tar/entry.ts';
import type { Digest, Layer } from '../types.ts';
import type { LayerResult } from '../unpack/layer.ts';
import type { UnpackPool } from '../unpack/pool.ts';
import { nextChainId } from './chain.ts';

export interface LayerRow {
  chain_id: Digest;
  parent: Digest | null;
  diff_id: Digest;
  size: number;
  archive_size: number;
}

/**
 * Unpacked layers of images, one folder per chain id, never changed once they are there.
 */
export class ImageLayers {
  readonly #database: Database;
  readonly #folders: Folders;
  readonly #pool: UnpackPool;
  readonly #pins: Pins;
  /** Unpackings under way, so that two loads of one layer do it once. */
  readonly #making = new Map<Digest, Promise<unknown>>();

  constructor(database: Database, folders: Folders, pool: UnpackPool, pins: Pins) {
    this.#database = database;
    this.#folders = folders;
    this.#pool = pool;
    this.#pins = pins;
  }

  get(chainId: Digest): Layer | undefined {
    const row = this.#database.get<LayerRow>('SELECT * FROM layer WHERE chain_id = ?', chainId);
    if (!row) return undefined;
    return {
      chainId: row.chain_id,
      ...(row.parent === null ? {} : { parent: row.parent }),
      diffId: row.diff_id,
      size: row.size,
      archiveSize: row.archive_size,
    };
  }

  /** The folder of a layer's files. */
  diffPath(chainId: Digest): string {
    return path.join(this.#home(chainId), 'diff');
  }

  /** Folders of a chain, top first, as overlayfs and {@link lookUp} want them. */
  lowerDirs(top: Digest | undefined): string[] {
    const folders: string[] = [];
    for (let chainId = top; chainId !== undefined; chainId = this.get(chainId)?.parent)
      folders.push(this.diffPath(chainId));
    return folders;
  }

  /**
   * Makes sure that a layer is unpacked on its parent and recorded.
   * @param expected the diff id that the image's config promises.
   * @throws ArchiveError when the archive is damaged or not what was promised.
   */
  async ensure(
    parent: Digest | undefined,
    expected: Digest,
    blob: string,
    signal?: AbortSignal,
  ): Promise<Digest> {
    const chainId = nextChainId(parent, expected);
    for (;;) {
      if (this.get(chainId)) return chainId;
      const underWay = this.#making.get(chainId);
      if (!underWay) break;
      // Its failure (a client that left) is not ours: look again.
      await underWay.catch(() => undefined);
    }
    const work = this.#make(chainId, parent, expected, blob, signal);
    this.#making.set(chainId, work);
    try {
      await work;
    } finally {
      this.#making.delete(chainId);
    }
    return chainId;
  }

  /**
   * Unpacks a layer whose diff id is not known before, on nothing.
   * @returns its chain id, which is its diff id, held until `release` is called.
   */
  async addBase(
    blob: string,
    signal?: AbortSignal,
  ): Promise<{ chainId: Digest; release: () => void }> {
    const home = tempPath(this.#folders);
    try {
      const done = await this.#unpack(home, blob, [], signal);
      const release = this.#pins.hold([done.diffId]);
      await this.#publish(home, done.diffId, undefined, done);
      return { chainId: done.diffId, release };
    } finally {
      await removeTree(home);
    }
  }

  async #make(
    chainId: Digest,
    parent: Digest | undefined,
    expected: Digest,
    blob: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const home = tempPath(this.#folders);
    try {
      const done = await this.#unpack(home, blob, this.lowerDirs(parent), signal);
      if (done.diffId !== expected)
        throw new ArchiveError(`layer ${expected} has the wrong content: ${done.diffId}`);
      await this.#publish(home, chainId, parent, done);
    } finally {
      await removeTree(home);
    }
  }

  #unpack(
    home: string,
    blob: string,
    lowerDirs: string[],
    signal?: AbortSignal,
  ): Promise<LayerResult> {
    const target = path.join(home, 'diff');
    mkdirSync(target, { recursive: true });
    return this.#pool.unpack({ blob, target, lowerDirs }, signal);
  }

  /**
   * Puts a layer in its place and records it. Until an image is recorded that needs it, a start of
   * the daemon collects it, so it need not be on the disk before.
   */
  async #publish(
    home: string,
    chainId: Digest,
    parent: Digest | undefined,
    done: LayerResult,
  ): Promise<void> {
    const place = this.#home(chainId);
    // Without a row it is a leftover; taken away at once, as nothing here waits in between.
    const leftOver =
      existsSync(place) && !this.get(chainId) ? discard(this.#folders, place) : undefined;
    if (!this.get(chainId)) {
      renameSync(home, place);
      this.#database.run(
        'INSERT INTO layer (chain_id, parent, diff_id, size, archive_size) VALUES (?, ?, ?, ?, ?)',
        chainId,
        parent ?? null,
        done.diffId,
        done.size,
        done.archiveSize,
      );
    }
    await leftOver;
  }

  /** Removes what a container that is gone held alone: layers whose image went before it. */
  async letGo(top: Digest): Promise<void> {
    const sql = 'SELECT 1 FROM image_layer WHERE chain_id = ? LIMIT 1';
    if (!this.#database.get(sql, top)) await this.collect();
  }

  /** Removes layers that no image, no container, no layer above and no work under way needs. */
  async collect(): Promise<void> {
    for (;;) {
      const chainId = this.#unused().find((unused) => !this.#pins.has(unused));
      if (chainId === undefined) return;
      this.#database.run('DELETE FROM layer WHERE chain_id = ?', chainId);
      await discard(this.#folders, this.#home(chainId));
    }
  }

  #unused(): Digest[] {
    const rows = this.#database.all<{ chain_id: Digest }>(
      `SELECT chain_id FROM layer
       WHERE chain_id NOT IN (SELECT chain_id FROM image_layer)
         AND chain_id NOT IN (SELECT base FROM container_layer WHERE base IS NOT NULL)
         AND chain_id NOT IN (SELECT parent FROM layer WHERE parent IS NOT NULL)`,
    );
    return rows.map((row) => row.chain_id);
  }

  /** Names of the folders that rows speak of; others are rubbish. */
  knownFolders(): Set<string> {
    const rows = this.#database.all<{ chain_id: Digest }>('SELECT chain_id FROM layer');
    return new Set(rows.map((row) => path.basename(this.#home(row.chain_id))));
  }

  /** Short, so that the folders of many layers fit in the options of one mount. */
  #home(chainId: Digest): string {
    return path.join(this.#folders.layers, hexOf(chainId).slice(0, 26));
  }
}
