import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { dockerArchive, images } from '../../fixtures/index.ts';
import { digestOf } from './blobs.ts';
import { parseManifest } from './images/manifest.ts';
import { TestStorage, nothing } from './test-support.ts';
import type { Image } from './types.ts';
import { describeFolder } from './unpack/test-support.ts';

let store: TestStorage;
let archive = '';
/** What the layers of each image must hold, by image id. */
const trees = new Map<string, string[]>();

beforeEach(async () => {
  store = await TestStorage.open();
  const data = await dockerArchive([images.busybox(), images.layers(), images.volume()]);
  archive = path.join(store.folder, 'archive.tar');
  fs.writeFileSync(archive, data);
  for (const image of await store.load(data)) trees.set(image.id, treeOf(image));
  for (const { id } of store.images.list()) await store.images.remove(id);
});
afterEach(() => store.close());

/** Names, modes, owners and content of an image's layers, as one digest each. */
function treeOf(image: Image): string[] {
  const digest = (lines: string[]) => createHash('sha256').update(lines.join('\n')).digest('hex');
  return store.images.layerDirs(image).map((folder) => digest(describeFolder(folder)));
}

/** Runs the child on the store's root and kills it, hard, after `delay` milliseconds of its work. */
async function killAfter(delay: number): Promise<void> {
  const script = path.join(import.meta.dirname, 'crash-child.ts');
  const child = spawn(process.execPath, [script, store.root, archive], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended]);
  await setTimeout(delay);
  child.kill('SIGKILL');
  assert.equal(await ended, 'SIGKILL');
}

/** Everything that rows speak of is there and whole, and nothing else is. */
async function checkWhole(): Promise<void> {
  const blobs = new Set<string>();
  const layers = new Set<string>();
  for (const image of store.images.list()) {
    assert.deepEqual(treeOf(image), trees.get(image.id));
    for (const folder of store.images.layerDirs(image))
      layers.add(path.basename(path.dirname(folder)));
    const manifest = parseManifest(await store.images.manifest(image));
    for (const digest of [
      image.digest,
      manifest.config.digest,
      ...manifest.layers.map((layer) => layer.digest),
    ])
      blobs.add(digest.replace('sha256:', ''));
  }
  const container = store.layers.containerLayer('one');
  for (const folder of container?.lowerDirs ?? []) {
    assert.ok(fs.existsSync(folder));
    layers.add(path.basename(path.dirname(folder)));
  }
  const contents = store.contents();
  assert.deepEqual(contents.blobs, [...blobs].sort());
  assert.deepEqual(contents.layers, [...layers].sort());
  assert.deepEqual(contents.temp, []);
  for (const blob of blobs) {
    const data = fs.readFileSync(path.join(store.root, 'blobs/sha256', blob));
    assert.equal(digestOf(data), `sha256:${blob}`);
  }
}

describe('a daemon that is killed while it loads, mounts and removes', () => {
  it('leaves whole images and whole layers, and nothing else after the next start', async () => {
    for (let round = 0; round < 8; round += 1) {
      await killAfter(Math.random() * 400);
      await store.reopen();
      await checkWhole();
      if (store.layers.containerLayer('one')) await store.layers.removeContainerLayer('one');
      for (const { id } of store.images.list()) await store.images.remove(id);
      assert.deepEqual(store.contents(), nothing);
      assert.deepEqual(store.mounts(), []);
    }
  });
});
