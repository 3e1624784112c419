import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Conflict } from '../../errors.ts';
import type { Removed } from './remove-compat.ts';
import { TestImages } from './test-support.ts';

const plainly = { force: false, noprune: false };
const byForce = { force: true, noprune: false };

/** Names and the kinds of what was deleted. */
const told = (removed: readonly Removed[]) =>
  removed.map((one) => (one.kind === 'untagged' ? one.name : one.kind));

const conflict = (words: RegExp) => (error: unknown) =>
  error instanceof Conflict && words.test(error.message);

describe("by Docker's rules", () => {
  it('one of several names only goes itself, the last one with image and layers', async () => {
    await using test = await TestImages.open();
    await test.load('layers');
    test.images.tag('layers', { repo: 'other' }, 'compat');
    const first = await test.images.removeCompat('layers', plainly);
    assert.deepEqual(told(first), ['localhost/layers:latest']);
    test.takeEvents();
    const second = await test.images.removeCompat('other', plainly);
    const other = 'docker.io/library/other:latest';
    assert.deepEqual(told(second), [other, 'deleted', 'layer', 'layer', 'layer']);
    assert.equal(test.takeEvents()[0], `untag ${other}`);
    assert.equal(test.storage.images.list().length, 0);
  });

  it('layers that another image has stay', async () => {
    await using test = await TestImages.open();
    await test.load('busybox', 'volume');
    const removed = await test.images.removeCompat('volume', plainly);
    assert.deepEqual(told(removed), ['localhost/volume:latest', 'deleted', 'layer']);
  });

  it('an id with several names needs force', async () => {
    await using test = await TestImages.open();
    await test.load('busybox');
    const id = test.id('busybox').slice(0, 12);
    test.images.tag('busybox', { repo: 'localhost/busybox', tag: 'v2' }, 'compat');
    await assert.rejects(
      test.images.removeCompat(id, plainly),
      conflict(/must be forced.*multiple repositories/),
    );
    const removed = await test.images.removeCompat(id, byForce);
    const names = ['localhost/busybox:latest', 'localhost/busybox:v2'];
    assert.deepEqual(told(removed), [...names, 'deleted', 'layer']);
  });

  it('an image that only ended containers use needs force, and its layers stay', async () => {
    await using test = await TestImages.open();
    await test.load('busybox');
    const id = test.id('busybox');
    test.storage.layers.createContainerLayer('c1', test.storage.images.get(id));
    test.containers.set('c1', { image: id, running: false });
    await assert.rejects(
      test.images.removeCompat('busybox', plainly),
      conflict(/reference "busybox" \(must force\) - container c1/),
    );
    await assert.rejects(
      test.images.removeCompat(id, plainly),
      conflict(/must be forced.*stopped container c1/),
    );
    const removed = await test.images.removeCompat('busybox', byForce);
    assert.deepEqual(told(removed), ['localhost/busybox:latest', 'deleted']);
    assert.ok(test.containers.has('c1'));
    await test.storage.layers.removeContainerLayer('c1');
    assert.equal(test.storage.usage().layers, 0);
  });

  it('an image that a running container uses stays, though it may lose its name', async () => {
    await using test = await TestImages.open();
    await test.load('busybox');
    const id = test.id('busybox');
    test.containers.set('c1', { image: id, running: true });
    await assert.rejects(
      test.images.removeCompat(id, byForce),
      conflict(/cannot be forced.*running container c1/),
    );
    const removed = await test.images.removeCompat('busybox', byForce);
    assert.deepEqual(told(removed), ['localhost/busybox:latest']);
    assert.ok(test.images.exists(id, 'compat'));
  });

  it('an image that another was built on stays, and goes with that one without a name', async () => {
    await using test = await TestImages.open();
    await test.load('busybox', 'volume');
    const [busybox, volume] = [test.id('busybox'), test.id('volume')];
    const resolve = (name: string) => test.images.resolve(name, 'compat');
    test.images.builtOn(resolve('volume'), resolve('busybox'));
    await assert.rejects(
      test.images.removeCompat(busybox, byForce),
      conflict(/cannot be forced.*dependent child images/),
    );
    assert.deepEqual(told(await test.images.removeCompat('busybox', plainly)), [
      'localhost/busybox:latest',
    ]);
    assert.ok(test.images.exists(busybox, 'compat'));
    const removed = await test.images.removeCompat(volume, plainly);
    assert.deepEqual(told(removed), [
      'localhost/volume:latest',
      'deleted',
      'layer',
      'deleted',
      'layer',
    ]);
    assert.equal(test.storage.images.list().length, 0);
  });

  it('noprune keeps what it was built on', async () => {
    await using test = await TestImages.open();
    await test.load('busybox', 'volume');
    const busybox = test.id('busybox');
    const resolve = (name: string) => test.images.resolve(name, 'compat');
    test.images.builtOn(resolve('volume'), resolve('busybox'));
    test.images.untag(busybox);
    await test.images.removeCompat('volume', { force: false, noprune: true });
    assert.ok(test.images.exists(busybox, 'compat'));
  });
});
