import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Conflict, InternalError, NotFound } from '../../../errors.ts';
import { plain } from '../../../storage/plain.ts';
import { unpackTar } from '../../../storage/unpack/unpack.ts';
import type { Image } from '../../../storage/types.ts';
import type { ContainerConfig, PortMapping } from '../../../container-config.ts';
import type { Context } from '../context.ts';
import { create } from '../create.ts';
import { discard } from '../discard.ts';
import { isPlain } from '../root-fs.ts';
import type { CheckpointReport } from './checkpoint.ts';
import { requireCriu } from './criu.ts';
import { readDump } from './dump.ts';
import { CheckpointHome, checkpointHome } from './home.ts';
import { furtherChanges } from './further-changes.ts';
import { forPod } from './pod.ts';
import { restore } from './restore.ts';
import type { RestoreWish } from './restore.ts';

export interface ImportWish extends RestoreWish {
  /** Of the new container; then it takes new addresses and a new id too. */
  name?: string;
  ignoreRootFs: boolean;
  ignoreVolumes: boolean;
  /** Name or id of the pod that it becomes a member of; it has to come from one. */
  pod?: string;
  /** Published in place of those that it had. */
  ports?: readonly PortMapping[];
}

/**
 * Makes a container of an exported checkpoint, and lets it go on. Throws BadParameter for what is
 * no such archive, InternalError for a taken name, id or volume, a missing image, or what CRIU cannot
 * do; then there is no container.
 */
export async function restoreArchive(
  context: Context,
  archive: AsyncIterable<Uint8Array>,
  wish: ImportWish,
): Promise<CheckpointReport> {
  return withFolder(context, wish, async (folder) => {
    await unpackTar(await plain(archive), folder, { whiteouts: 'plain' });
  });
}

/** The same with an archive that is an image. */
export async function restoreImage(
  context: Context,
  image: Image,
  wish: ImportWish,
): Promise<CheckpointReport> {
  return withFolder(context, wish, async (folder) => {
    for (const layer of context.storage.images.layerDirs(image).toReversed()) {
      await cp(layer, folder, { recursive: true, preserveTimestamps: true });
    }
  });
}

async function withFolder(
  context: Context,
  wish: ImportWish,
  fill: (folder: string) => Promise<void>,
): Promise<CheckpointReport> {
  await requireCriu(context);
  const { directories } = context;
  await mkdir(dirname(directories.static('x')), { recursive: true });
  const folder = await mkdtemp(directories.static('import-'));
  try {
    await fill(folder);
    return await restoreFolder(context, new CheckpointHome(folder), wish);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function restoreFolder(
  context: Context,
  from: CheckpointHome,
  wish: ImportWish,
): Promise<CheckpointReport> {
  const { registry, directories, storage } = context;
  const dump = await readDump(from);
  const config = forPod(dump.config, wish.pod);
  if (!wish.name && registry.byId(dump.id)) {
    throw new InternalError(`container ${dump.id} is there already: container already exists`, {
      rootCause: 'container already exists',
    });
  }
  if (!wish.ignoreVolumes) checkVolumes(context, config, from);
  const ports = wish.ports?.length ? [...wish.ports] : config.network.ports;
  const network = { ...config.network, ports };
  const wanted = { ...config, network, name: wish.name ?? dump.name };
  const { id } = await createAgain(context, wanted, wish.name ? undefined : dump.id);
  try {
    if (!wish.ignoreRootFs && !isPlain(config) && existsSync(from.file('rootfs-diff.tar'))) {
      await storage.layers.apply(id, createReadStream(from.file('rootfs-diff.tar')));
      await storage.layers.apply(id, furtherChanges(from));
    }
    if (!wish.ignoreVolumes) await fillVolumes(context, id, from);
    const home = checkpointHome(directories, id);
    await mkdir(home.folder, { recursive: true, mode: 0o700 });
    await rename(from.images, home.images);
    for (const name of ['network.status', 'devshm-checkpoint.tar'] as const) {
      if (existsSync(from.file(name))) await rename(from.file(name), home.file(name));
    }
    const anew = wish.name === undefined ? {} : { ignoreStaticIp: true, ignoreStaticMac: true };
    return await restore(context, id, { ...wish, ...anew });
  } catch (error) {
    const container = registry.byId(id);
    await container?.unlessGone(() => discard(context, container, { volumes: true }));
    throw error;
  }
}

/** A missing image is not the container's absence, which 404 would say; nor is a taken name told by 409. */
async function createAgain(context: Context, config: ContainerConfig, id: string | undefined) {
  try {
    return await create(context, config, id);
  } catch (error) {
    if (!(error instanceof NotFound || error instanceof Conflict)) throw error;
    throw new InternalError(error.message, { rootCause: error.rootCause, cause: error });
  }
}

function volumesIn(config: ContainerConfig, from: CheckpointHome): string[] {
  return config.storage.volumes
    .map(({ name }) => name)
    .filter((name) => existsSync(from.volume(name)));
}

function checkVolumes(context: Context, config: ContainerConfig, from: CheckpointHome): void {
  for (const name of volumesIn(config, from)) {
    if (!context.volumes.exists(name)) continue;
    throw new InternalError(
      `volume with name ${name} already exists. Use --ignore-volumes to not restore content of volumes`,
    );
  }
}

async function fillVolumes(context: Context, id: string, from: CheckpointHome): Promise<void> {
  const { mounts = [] } = context.registry.byId(id)?.record ?? {};
  for (const { type, name, source } of mounts) {
    const file = from.volume(name);
    if (type !== 'volume' || !existsSync(file)) continue;
    await unpackTar(createReadStream(file), source, { whiteouts: 'plain' });
  }
}
