import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  dockerArchive,
  file,
  folder,
  publish,
  registryImage,
  startRegistry,
} from '../../fixtures/index.ts';
import type { Entry, FixtureImage } from '../../fixtures/index.ts';

/** 500 MB in 10 layers, each of 25 files that compress to about half, as programs do. */
const layerCount = 10;
const filesPerLayer = 25;
const fileSize = 2_000_000;

export const largeName = 'localhost/bench-large:latest';
export const largeRepository = 'bench/large';
export const manyFilesName = 'localhost/bench-many:latest';

let folderOfAll: string | undefined;
let image: FixtureImage | undefined;
let archive: Promise<string> | undefined;
let store: Promise<string> | undefined;
let manyFiles: Promise<string> | undefined;

/** Path of a docker-archive with the large image. All these are made once, and gone with the process. */
export function largeArchive(): Promise<string> {
  archive ??= write('large.tar', large());
  return archive;
}

/** Path of a registry's store that has the large image. */
export function largeStore(): Promise<string> {
  store ??= fillStore(join(home(), 'store'));
  return store;
}

/** Path of a docker-archive of one layer with 20 000 files. */
export function manyFilesArchive(): Promise<string> {
  manyFiles ??= write('many.tar', { names: [manyFilesName], config: {}, layers: [manyEntries()] });
  return manyFiles;
}

function large(): FixtureImage {
  if (image) return image;
  const layers = Array.from({ length: layerCount }, (_, at) => [
    folder(`layer${at}`),
    ...Array.from({ length: filesPerLayer }, (__, of) => file(`layer${at}/file${of}`, content())),
  ]);
  image = { names: [largeName], config: { Cmd: ['true'] }, layers };
  return image;
}

function content(): Buffer {
  return Buffer.from(randomBytes(fileSize / 2).toString('hex'), 'latin1');
}

function manyEntries(): Entry[] {
  const folders = Array.from({ length: 200 }, (_, at) => folder(`many/${at}`));
  const text = 'some words of a small file\n'.repeat(40);
  const files = Array.from({ length: 20_000 }, (_, at) => file(`many/${at % 200}/f${at}`, text));
  return [folder('many'), ...folders, ...files];
}

async function write(name: string, what: FixtureImage): Promise<string> {
  const path = join(home(), name);
  await writeFile(path, await dockerArchive([what]));
  return path;
}

async function fillStore(path: string): Promise<string> {
  const made = await registryImage(large(), { family: 'docker' });
  const registry = await startRegistry({ store: path });
  await publish(registry, largeRepository, ['latest'], made);
  await registry.stop();
  return path;
}

function home(): string {
  if (folderOfAll === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'refpod-bench-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folderOfAll = made;
  }
  return folderOfAll;
}
