import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TestEngine } from '../test-support.ts';

let host: TestEngine;
before(async () => {
  host = await TestEngine.open();
});
after(() => host.close());

test('manifest lists take space as images of Podman’s tree, and none of Docker’s', async () => {
  const { system, images } = host.engine;
  const plain = { tree: 'libpod', tlsVerify: false, all: false, amend: false } as const;
  const before = await system.usage(['image'], 'libpod');
  const id = await images.lists.create('mine', ['localhost/busybox'], plain);
  const after = await system.usage(['image'], 'libpod');
  const mine = after.images.find(({ image }) => image.id === id);
  assert.deepEqual(mine?.image.names, ['localhost/mine:latest']);
  assert.ok(mine.size > 0);
  assert.deepEqual([mine.shared, mine.unique, mine.containers], [0, mine.size, 0]);
  assert.equal(after.images.length, before.images.length + 1);
  assert.equal(after.layers, before.layers, 'a list has no layers');
  assert.deepEqual(await system.usage(['image'], 'compat'), before);
  assert.deepEqual((await system.usage(['volume'], 'libpod')).images, []);
});
