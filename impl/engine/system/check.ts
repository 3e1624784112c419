import { existsSync } from 'node:fs';
import type { Engine } from '../engine.ts';

export interface CheckWish {
  /** Remove damaged images that no container uses. */
  repair: boolean;
  /** Remove damaged containers too, and the images under them. */
  lossy: boolean;
}

/** What is wrong, by id; and what was removed for it. */
export interface CheckReport {
  images: Record<string, string[]>;
  containers: Record<string, string[]>;
  removedImages: Record<string, string[]>;
  removedContainers: Record<string, string>;
}

type Parts = Pick<Engine, 'storage' | 'containers' | 'images'>;

/** Looks whether everything that images and containers are made of is on the disk. */
export async function checkStorage(parts: Parts, wish: CheckWish): Promise<CheckReport> {
  const report: CheckReport = {
    images: await damagedImages(parts),
    containers: damagedContainers(parts),
    removedImages: {},
    removedContainers: {},
  };
  if (wish.lossy) await removeContainers(parts, report);
  if (wish.repair || wish.lossy) await removeImages(parts, report);
  return report;
}

async function damagedImages({ storage }: Parts): Promise<Record<string, string[]>> {
  const damaged: Record<string, string[]> = {};
  for (const image of storage.images.list()) {
    const errors = missing('layer', storage.images.layerDirs(image));
    await storage.images.manifest(image).catch((error: unknown) => {
      errors.push(`manifest: ${error instanceof Error ? error.message : String(error)}`);
    });
    if (errors.length > 0) damaged[image.id] = errors;
  }
  return damaged;
}

function damagedContainers({ storage, containers }: Parts): Record<string, string[]> {
  const damaged: Record<string, string[]> = {};
  for (const { id, record } of containers.all()) {
    const layer = storage.layers.containerLayer(id);
    const isPlain = record.config.rootfs && !record.config.rootfs.overlay;
    const errors = layer
      ? missing('layer', [layer.upperDir, layer.workDir, ...layer.lowerDirs])
      : isPlain
        ? missing('root file system', [record.config.rootfs?.path ?? ''])
        : ['it has no layer'];
    if (errors.length > 0) damaged[id] = errors;
  }
  return damaged;
}

function missing(what: string, folders: readonly string[]): string[] {
  return folders
    .filter((folder) => !existsSync(folder))
    .map((folder) => `${what} is missing: ${folder}`);
}

async function removeContainers({ containers }: Parts, report: CheckReport): Promise<void> {
  const options = { tree: 'libpod', force: true, volumes: false, ignore: true } as const;
  for (const id of Object.keys(report.containers)) {
    const { name } = containers.find(id).record;
    await containers.remove(id, { ...options, depend: true });
    report.removedContainers[id] = name;
  }
}

async function removeImages({ storage, containers }: Parts, report: CheckReport): Promise<void> {
  for (const id of Object.keys(report.images)) {
    if (containers.users({ image: id }).length > 0) continue;
    report.removedImages[id] = storage.images.get(id)?.names ?? [];
    await storage.images.remove(id);
  }
}
