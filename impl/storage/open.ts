import { mkdirSync, realpathSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Database } from '../database.ts';
import { BlobStore } from './blobs.ts';
import { makeFolders, removeTree } from './folders.ts';
import type { Folders } from './folders.ts';
import { Assembler } from './images/assemble.ts';
import { ImageTable } from './images/image-table.ts';
import { Images } from './images/store.ts';
import { ContainerLayers } from './layers/container-layers.ts';
import { ImageLayers } from './layers/layers.ts';
import { Pins } from './pins.ts';
import { SCHEMA } from './schema.ts';
import type { Storage } from './types.ts';
import { usageOf } from './usage.ts';
import { UnpackPool } from './unpack/pool.ts';

/**
 * Opens the images and layers of one root. The caller holds the root's lock; `collectGarbage` must
 * run before anything else is asked for.
 */
export function openStorage({ root, database }: { root: string; database: Database }): Storage {
  database.migrate('storage', SCHEMA);
  mkdirSync(root, { recursive: true, mode: 0o711 });
  // The kernel tells of mounts by their true paths.
  const folders = makeFolders(realpathSync(root));
  const pins = new Pins();
  const pool = new UnpackPool();
  const blobs = new BlobStore(folders.root, folders.temp);
  const table = new ImageTable(database);
  const layers = new ImageLayers(database, folders, pool, pins);
  const assembler = new Assembler({ blobs, layers, table, pins });
  const containers = new ContainerLayers(database, folders, layers);
  return {
    root: folders.root,
    images: new Images({ table, blobs, layers, assembler, pins }),
    layers: containers,
    collectGarbage: () => collect({ folders, layers, containers, blobs, assembler }),
    usage: () => usageOf(table.list(), (chainId) => layers.get(chainId)),
    close: () => pool.close(),
  };
}

interface Rooms {
  folders: Folders;
  layers: ImageLayers;
  containers: ContainerLayers;
  blobs: BlobStore;
  assembler: Assembler;
}

async function collect(rooms: Rooms): Promise<void> {
  const { folders, layers, containers, blobs, assembler } = rooms;
  for (const name of await fs.readdir(folders.temp))
    await removeTree(path.join(folders.temp, name));
  await containers.collect();
  await assembler.collect(await blobs.list());
  const known = layers.knownFolders();
  for (const name of await fs.readdir(folders.layers))
    if (!known.has(name)) await removeTree(path.join(folders.layers, name));
}
