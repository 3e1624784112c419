import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Database } from '../database.ts';
import { MNT, umount } from '../kernel/mount.ts';
import { readMountInfo } from '../kernel/mountinfo.ts';
import { removeTree } from './folders.ts';
import { openStorage } from './open.ts';
import { TarReader } from './tar/reader.ts';
import type { Image, Storage } from './types.ts';

/** A storage on a root of its own in a temp folder. */
export class TestStorage {
  readonly folder: string;
  #database: Database;
  storage: Storage;

  static async open(): Promise<TestStorage> {
    const made = new TestStorage(fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-storage-')));
    await made.storage.collectGarbage();
    return made;
  }

  private constructor(folder: string) {
    this.folder = folder;
    this.#database = new Database(path.join(this.root, 'refpod.db'));
    this.storage = openStorage({ root: this.root, database: this.#database });
  }

  get root(): string {
    const root = path.join(this.folder, 'root');
    fs.mkdirSync(root, { recursive: true });
    return root;
  }

  get images(): Storage['images'] {
    return this.storage.images;
  }

  get layers(): Storage['layers'] {
    return this.storage.layers;
  }

  load(archive: Uint8Array): Promise<Image[]> {
    return this.images.load(Readable.from([archive]));
  }

  /** The database as it is now, for looks that the storage does not offer. */
  get database(): Database {
    return this.#database;
  }

  /** What a daemon does that was killed and starts again. */
  async reopen(): Promise<void> {
    await this.storage.close();
    this.#database.close();
    this.#database = new Database(path.join(this.root, 'refpod.db'));
    this.storage = openStorage({ root: this.root, database: this.#database });
    await this.storage.collectGarbage();
  }

  /** Names in the folders that hold content: a check that nothing is left over. */
  contents(): { blobs: string[]; layers: string[]; containers: string[]; temp: string[] } {
    const names = (folder: string) => fs.readdirSync(path.join(this.root, folder)).sort();
    return {
      blobs: names('blobs/sha256'),
      layers: names('layers'),
      containers: names('overlay'),
      temp: names('tmp'),
    };
  }

  mounts(): string[] {
    const points = readMountInfo().map((entry) => entry.mountPoint);
    return points.filter((point) => point.startsWith(`${fs.realpathSync(this.folder)}/`));
  }

  async close(): Promise<void> {
    await this.storage.close();
    this.#database.close();
    for (const point of this.mounts()) umount(point, MNT.DETACH);
    await removeTree(this.folder);
  }
}

export const nothing = { blobs: [], layers: [], containers: [], temp: [] };

export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(stream));
}

/** What an image is to its users; where its layers come from may differ. */
export const identity = ({ id, names, layers, config, size, archiveSize }: Image) => {
  const layerBytes = archiveSize - size;
  return { id, names, layers, config, size, hasMore: layerBytes > 0 };
};

/** Files of an archive by name. */
export async function membersOf(archive: Buffer): Promise<Map<string, Buffer>> {
  const reader = new TarReader(Readable.from([archive]));
  const members = new Map<string, Buffer>();
  for (let entry = await reader.next(); entry; entry = await reader.next())
    if (entry.type === 'file') members.set(entry.name, await reader.text(1e9));
  return members;
}
