import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { hasCode } from '../../../kernel/libc.ts';
import { packTree } from '../../../storage/pack/pack.ts';
import { writeTar } from '../../../storage/tar/writer.ts';
import type { Context } from '../context.ts';
import type { ContainerRecord } from '../record.ts';
import { isPlain } from '../root-fs.ts';
import { dumpOf } from './dump.ts';
import type { CheckpointHome } from './home.ts';

/** What is of the archive alone. */
const ONLY_THERE = [
  'config.dump',
  'spec.dump',
  'rootfs-diff.tar',
  'deleted.files',
  'ctr.log',
] as const;

/**
 * A checkpoint as a tar archive in Podman's layout: CRIU's images, the container's configuration,
 * addresses and log, what it changed in its root file system, and its volumes.
 */
export async function archiveOf(
  context: Context,
  record: ContainerRecord,
  home: CheckpointHome,
  parts: { rootFs: boolean; volumes: boolean; whole: boolean },
): Promise<Readable> {
  const { directories, storage, bundles } = context;
  await writeFile(home.file('config.dump'), JSON.stringify(dumpOf(record)));
  await copyFile(join(directories.bundle(record.id), 'config.json'), home.file('spec.dump'));
  await copyLog(bundles.of(record).logPath, home.file('ctr.log'));
  if (parts.rootFs && !isPlain(record.config)) {
    await writeInto(storage.layers.diff(record.id), home.file('rootfs-diff.tar'));
    // What is gone is in the difference, as whiteouts.
    await writeFile(home.file('deleted.files'), '[]');
  }
  for (const { type, name, source } of parts.volumes ? record.mounts : []) {
    if (type === 'volume') await packFolderInto(source, home.volume(name));
  }
  return Readable.from(reading(home, parts.whole), { objectMode: false });
}

async function* reading(home: CheckpointHome, whole: boolean): AsyncGenerator<Buffer> {
  try {
    yield* writeTar(packTree(home.folder, { whiteouts: false }));
  } finally {
    const places = whole
      ? [home.folder]
      : [...ONLY_THERE.map((name) => home.file(name)), join(home.folder, 'volumes')];
    for (const place of places) await rm(place, { recursive: true, force: true });
  }
}

async function copyLog(from: string | undefined, to: string): Promise<void> {
  if (from === undefined) return;
  try {
    await copyFile(from, to);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/** Packs a folder into a file. */
export async function packFolderInto(folder: string, file: string): Promise<void> {
  const members = writeTar(packTree(folder, { whiteouts: false }));
  await writeInto(Readable.from(members, { objectMode: false }), file);
}

async function writeInto(source: Readable, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await pipeline(source, createWriteStream(file, { mode: 0o600 }));
}
