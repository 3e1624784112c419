import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { TestEngine } from '../test-support.ts';
import { checkStorage } from './check.ts';

let host: TestEngine;
before(async () => {
  host = await TestEngine.open();
});
after(() => host.close());

const look = { repair: false, lossy: false };
const nothing = { images: {}, containers: {}, removedImages: {}, removedContainers: {} };

test('a store is looked at, and repaired as far as that is wanted', async () => {
  const { engine } = host;
  const id = await host.create(['true']);
  assert.deepEqual(await checkStorage(engine, look), nothing);
  const image = engine.storage.images.byName('localhost/busybox:latest')!;
  rmSync(engine.storage.layers.containerLayer(id)!.upperDir, { recursive: true });
  for (const folder of engine.storage.images.layerDirs(image)) {
    rmSync(folder, { recursive: true });
  }
  const found = await checkStorage(engine, look);
  assert.match(found.containers[id]?.join() ?? '', /layer is missing/);
  assert.ok(image.id in found.images);
  const careful = await checkStorage(engine, { repair: true, lossy: false });
  assert.ok(!(image.id in careful.removedImages), 'a container uses it');
  const { removedContainers, removedImages } = await checkStorage(engine, { ...look, lossy: true });
  assert.ok(id in removedContainers && image.id in removedImages);
  assert.deepEqual(await checkStorage(engine, look), nothing);
});
