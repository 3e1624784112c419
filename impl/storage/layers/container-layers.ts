import { close, existsSync, mkdirSync, openSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Memo } from '../../database.ts';
import type { Database } from '../../database.ts';
import { InternalError } from '../../errors.ts';
import { hostOwner } from '../../kernel/id-map.ts';
import { hasCode } from '../../kernel/libc.ts';
import { MNT, umount } from '../../kernel/mount.ts';
import { readMountInfo } from '../../kernel/mountinfo.ts';
import { O, withDescriptor } from '../../kernel/openat2.ts';
import { removeTree } from '../folders.ts';
import type { Folders } from '../folders.ts';
import { compareStacks, sizeOf } from '../overlay/compare.ts';
import { mountLayer } from '../overlay/mount-layer.ts';
import { packTree } from '../pack/pack.ts';
import { plain } from '../plain.ts';
import { writeTar } from '../tar/writer.ts';
import type {
  Change,
  ContainerLayer,
  Digest,
  Image,
  Layer,
  LayerOptions,
  LayerStore,
} from '../types.ts';
import type { TarMember } from '../tar/writer.ts';
import { FOLDER } from '../unpack/folder.ts';
import { applyMetadata, readMetadata } from '../unpack/metadata.ts';
import { unpackTar } from '../unpack/unpack.ts';
import type { ImageLayers } from './layers.ts';

interface Row {
  base: Digest | null;
  lower: string | null;
  /** {@link LayerOptions} as JSON. */
  options: string | null;
}

/**
 * Writable tops over image layers: `overlay/<id>/{diff,work,merged}`. Mounts are counted here but
 * live in the kernel: after a restart of the daemon each one found counts once.
 */
export class ContainerLayers implements LayerStore {
  readonly #database: Database;
  readonly #folders: Folders;
  readonly #layers: ImageLayers;
  readonly #mounts = new Map<string, number>();
  readonly #described: Memo<ContainerLayer | undefined>;

  constructor(database: Database, folders: Folders, layers: ImageLayers) {
    this.#database = database;
    this.#folders = folders;
    this.#layers = layers;
    this.#described = new Memo(database);
    for (const id of this.#mountedIds()) this.#mounts.set(id, 1);
  }

  get(chainId: Digest): Layer | undefined {
    return this.#layers.get(chainId);
  }

  createContainerLayer(
    id: string,
    image: Image | undefined,
    { folder, mappings, volatile }: LayerOptions & { folder?: string } = {},
  ): ContainerLayer {
    const base = image?.layers.at(-1);
    const options = mappings || volatile ? JSON.stringify({ mappings, volatile }) : null;
    const layer = this.#describe(id, { base: base ?? null, lower: folder ?? null, options });
    mkdirSync(this.#home(id), { mode: 0o711 });
    for (const folder of [layer.upperDir, layer.workDir, layer.mountPoint]) mkdirSync(folder);
    // The merged top folder is the upper one itself: it must look like the layers'.
    const top = layer.lowerDirs[0];
    if ((base ?? folder) !== undefined && top !== undefined)
      withDescriptor(openSync(layer.upperDir, FOLDER), (folder) => {
        const metadata = readMetadata(top);
        applyMetadata(folder, '.', { ...metadata, ...hostOwner(mappings, metadata) });
      });
    this.#database.run(
      'INSERT INTO container_layer (id, base, lower, options, created) VALUES (?, ?, ?, ?, ?)',
      id,
      base ?? null,
      folder ?? null,
      options,
      Date.now(),
    );
    return layer;
  }

  containerLayer(id: string): ContainerLayer | undefined {
    return this.#described.get(id, () => {
      const row = this.#row(id);
      return row && this.#describe(id, row);
    });
  }

  mount(id: string): string {
    const layer = this.#known(id);
    const count = this.#mounts.get(id) ?? 0;
    if (count === 0) mountLayer(this.#home(id), layer);
    this.#mounts.set(id, count + 1);
    return layer.mountPoint;
  }

  /** Lazily, so that a reader that still has a file open there does not hold it up. */
  unmount(id: string): void {
    const count = this.#mounts.get(id) ?? 0;
    if (count > 1) {
      this.#mounts.set(id, count - 1);
      return;
    }
    if (count === 1) this.#detach(this.#mountPoint(id));
    this.#mounts.delete(id);
  }

  isMounted(id: string): boolean {
    return this.#mounts.has(id);
  }

  async removeContainerLayer(id: string): Promise<void> {
    if (this.#mounts.delete(id)) this.#detach(this.#mountPoint(id));
    const base = this.#row(id)?.base ?? undefined;
    this.#database.run('DELETE FROM container_layer WHERE id = ?', id);
    await removeTree(this.#home(id));
    if (base !== undefined) await this.#layers.letGo(base);
  }

  async containerChanges(id: string): Promise<Change[]> {
    const { upperDir, lowerDirs, mappings } = this.#known(id);
    const below = lowerDirs.map((folder) => Buffer.from(folder));
    return compareStacks([Buffer.from(upperDir), ...below], below, mappings);
  }

  containerSize(id: string): number {
    return sizeOf(Buffer.from(this.#known(id).upperDir));
  }

  /** The merged tree; mounted as long as the archive is read. */
  exportContainer(id: string, signal?: AbortSignal): Readable {
    this.#known(id);
    return Readable.from(this.#exporting(id, signal), { objectMode: false });
  }

  /** What lies in the upper folder, as a layer. */
  diff(id: string, signal?: AbortSignal, modified?: bigint): Readable {
    const { upperDir, mappings } = this.#known(id);
    const options = { whiteouts: true, mappings, ...(signal ? { signal } : {}) };
    const members = packTree(upperDir, options);
    const archive = writeTar(modified === undefined ? members : allAt(members, modified));
    return Readable.from(archive, { objectMode: false });
  }

  /** Ids of all tops that there are rows of. */
  ids(): string[] {
    return this.#database.all<{ id: string }>('SELECT id FROM container_layer').map(({ id }) => id);
  }

  async apply(id: string, archive: AsyncIterable<Uint8Array>): Promise<void> {
    const { upperDir, lowerDirs } = this.#known(id);
    if (this.isMounted(id)) throw new InternalError(`the layer of container ${id} is in use`);
    await unpackTar(await plain(archive), upperDir, { whiteouts: 'overlay', lowerDirs });
  }

  async *#exporting(id: string, signal?: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
    const root = this.mount(id);
    try {
      const { mappings } = this.#known(id);
      yield* writeTar(
        packTree(root, { whiteouts: false, mappings, ...(signal ? { signal } : {}) }),
      );
    } finally {
      this.unmount(id);
    }
  }

  /** Unmounts and removes what no row speaks of. */
  async collect(): Promise<void> {
    const known = new Set(this.ids());
    for (const id of this.#mountedIds()) if (!known.has(id)) this.unmount(id);
    for (const id of await fs.readdir(this.#folders.containers))
      if (!known.has(id)) await removeTree(this.#home(id));
  }

  #mountedIds(): string[] {
    const prefix = `${this.#folders.containers}/`;
    return readMountInfo()
      .map((entry) => entry.mountPoint)
      .filter((point) => point.startsWith(prefix) && point.endsWith('/merged'))
      .map((point) => point.slice(prefix.length, -'/merged'.length));
  }

  /**
   * Takes the mount out of sight at once. Its end makes the kernel write back the whole file system
   * below, so the last hold on it is let go on another thread.
   */
  #detach(mountPoint: string): void {
    try {
      const hold = openSync(mountPoint, O.PATH);
      try {
        umount(mountPoint, MNT.DETACH | MNT.UMOUNT_NOFOLLOW);
      } finally {
        close(hold);
      }
    } catch (error) {
      // Somebody else has unmounted it.
      if (!hasCode(error, 'EINVAL', 'ENOENT')) throw error;
    }
  }

  #row(id: string): Row | undefined {
    return this.#database.get('SELECT base, lower, options FROM container_layer WHERE id = ?', id);
  }

  #known(id: string): ContainerLayer {
    const layer = this.containerLayer(id);
    if (!layer || !existsSync(layer.upperDir))
      throw new InternalError(`the storage has no layer of container ${id}`);
    return layer;
  }

  #describe(id: string, { base, lower, options }: Row): ContainerLayer {
    const lowerDirs = lower === null ? this.#layers.lowerDirs(base ?? undefined) : [lower];
    return {
      id,
      ...(base === null ? {} : { base }),
      upperDir: path.join(this.#home(id), 'diff'),
      workDir: path.join(this.#home(id), 'work'),
      mountPoint: this.#mountPoint(id),
      lowerDirs: lowerDirs.length > 0 ? lowerDirs : [this.#folders.empty],
      ...(options === null ? {} : (JSON.parse(options) as LayerOptions)),
    };
  }

  #home(id: string): string {
    return path.join(this.#folders.containers, id);
  }

  #mountPoint(id: string): string {
    return path.join(this.#home(id), 'merged');
  }
}

/** The same members with another time. */
async function* allAt(members: AsyncIterable<TarMember>, modified: bigint) {
  for await (const { entry, ...content } of members) {
    yield { entry: { ...entry, modified }, ...content };
  }
}
