import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Conflict, InternalError, NotFound } from '../../../errors.ts';
import { plain } from '../../../storage/plain.ts';
import { unpackTar } from '../../../storage/unpack/unpack.ts';
import type { ContainerConfig } from '../config.ts';
import type { Context } from '../context.ts';
import { create } from '../create.ts';
import { discard } from '../discard.ts';
import { isPlain } from '../root-fs.ts';
import type { CheckpointReport } from './checkpoint.ts';
import { requireCriu } from './criu.ts';
import { readDump } from './dump.ts';
import { CheckpointHome, checkpointHome } from './home.ts';
import { restore } from './restore.ts';
import type { RestoreWish } from './restore.ts';

export interface ImportWish extends RestoreWish {
  /** Of the new container; then it takes new addresses and a new id too. */
  name?: string;
  ignoreRootFs: boolean;
  ignoreVolumes: boolean;
}

/**
 * Makes a container of an exported checkpoint, and lets it go on. Throws BadParameter for what is
 * no such archive, Conflict for a taken name, id or volume, InternalError for a missing image or
 * what CRIU cannot do; then there is no container.
 */
export async function restoreArchive(
  context: Context,
  archive: AsyncIterable<Uint8Array>,
  wish: ImportWish,
): Promise<CheckpointReport> {
  await requireCriu(context);
  const { directories } = context;
  await mkdir(dirname(directories.static('x')), { recursive: true });
  const folder = await mkdtemp(directories.static('import-'));
  try {
    await unpackTar(await plain(archive), folder, { whiteouts: 'plain' });
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
  const dump = await readDump(from.file('config.dump'));
  const { config } = dump.refpod;
  if (!wish.name && registry.byId(dump.id)) {
    throw new Conflict(`container ${dump.id} is there already: container already exists`, {
      rootCause: 'container already exists',
    });
  }
  if (!wish.ignoreVolumes) checkVolumes(context, config, from);
  const wanted = { ...config, name: wish.name ?? dump.name };
  const { id } = await createAgain(context, wanted, wish.name ? undefined : dump.id);
  try {
    if (!wish.ignoreRootFs && !isPlain(config) && existsSync(from.file('rootfs-diff.tar'))) {
      await storage.layers.apply(id, createReadStream(from.file('rootfs-diff.tar')));
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

/** A missing image is not the container's absence, which 404 would say. */
async function createAgain(context: Context, config: ContainerConfig, id: string | undefined) {
  try {
    return await create(context, config, id);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
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
    throw new Conflict(
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
