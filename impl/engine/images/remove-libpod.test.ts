import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { images as fixtures } from '../../../fixtures/index.ts';
import { Conflict, NotFound } from '../../errors.ts';
import type { RemoveReport } from './remove-libpod.ts';
import { TestImages } from './test-support.ts';

const plainly = { force: false, noprune: false };
const byForce = { force: true, noprune: false };
const told = ({ untagged, deleted }: RemoveReport) => ({
  untagged,
  deleted: deleted.map(({ image }) => image.id),
});

describe("by Podman's rules", () => {
  it('one of several names only goes itself, the last one with the image', async () => {
    await using test = await TestImages.open();
    await test.load('busybox');
    const id = test.id('busybox');
    test.images.tag('busybox', { repo: 'other', tag: 'v1' }, 'libpod');
    test.takeEvents();
    const first = await test.images.removeLibpod('busybox', plainly);
    assert.deepEqual(told(first), { untagged: ['localhost/busybox:latest'], deleted: [] });
    const second = await test.images.removeLibpod('other:v1', plainly);
    assert.deepEqual(told(second), { untagged: ['localhost/other:v1'], deleted: [id] });
    assert.ok(!test.images.exists(id, 'libpod'));
    assert.deepEqual(test.takeEvents(), [
      'untag localhost/busybox:latest',
      'untag localhost/other:v1',
      'remove localhost/other:v1',
    ]);
    await assert.rejects(async () => test.images.removeLibpod('busybox', plainly), NotFound);
  });

  it('an id with several names needs force', async () => {
    await using test = await TestImages.open();
    await test.load('busybox');
    const id = test.id('busybox');
    test.images.tag('busybox', { repo: 'other' }, 'libpod');
    await assert.rejects(test.images.removeLibpod(id.slice(0, 12), plainly), Conflict);
    assert.ok(test.images.exists('other', 'libpod'));
    assert.deepEqual(told(await test.images.removeLibpod(id.slice(0, 12), byForce)), {
      untagged: ['localhost/busybox:latest', 'localhost/other:latest'],
      deleted: [id],
    });
  });

  it('an image in use needs force, which takes the containers along', async () => {
    await using test = await TestImages.open();
    await test.load('busybox');
    const id = test.id('busybox');
    test.containers.set('c1', { image: id, running: true });
    await assert.rejects(
      test.images.removeLibpod('busybox', plainly),
      (error) => error instanceof Conflict && error.message.includes('c1'),
    );
    test.images.tag('busybox', { repo: 'other' }, 'libpod');
    await test.images.removeLibpod('other', plainly);
    await test.images.removeLibpod('busybox', byForce);
    assert.equal(test.containers.size, 0);
    assert.ok(!test.images.exists(id, 'libpod'));
  });

  it('what an image was built on goes with it once nothing names or needs it', async () => {
    await using test = await TestImages.open();
    await test.loadImages([fixtures.busybox(), fixtures.volume()]);
    const [busybox, volume] = [test.id('busybox'), test.id('volume')];
    test.images.untag(busybox);
    test.containers.set('c1', { image: busybox, running: false });
    await test.images.removeLibpod('volume', plainly);
    assert.ok(test.images.exists(busybox, 'libpod'), 'a container needs it');
    test.containers.clear();
    await test.load('volume');
    await test.images.removeLibpod('volume', { force: false, noprune: true });
    assert.ok(test.images.exists(busybox, 'libpod'), 'noprune keeps it');
    await test.load('volume');
    const { deleted } = await test.images.removeLibpod('volume', plainly);
    assert.deepEqual(
      deleted.map(({ image }) => image.id),
      [volume, busybox],
    );
    assert.deepEqual(test.storage.usage().layers, 0);
  });

  it('several images go as far as they may', async () => {
    await using test = await TestImages.open();
    await test.load();
    const [app, volume] = [test.id('app'), test.id('volume')];
    test.containers.set('c1', { image: volume, running: false });
    const options = { all: false, ignore: false, ...plainly };
    const report = await test.images.removeMany(['nosuch', 'volume', 'app'], options);
    assert.deepEqual(told(report), { untagged: ['localhost/app:latest'], deleted: [app] });
    assert.deepEqual(
      report.errors.map(({ constructor }) => constructor),
      [NotFound, Conflict],
    );
    const ignoring = await test.images.removeMany(['nosuch'], { ...options, ignore: true });
    assert.deepEqual(ignoring.errors, []);
    test.images.tag('layers', { repo: 'second' }, 'libpod');
    const all = await test.images.removeMany([], { ...options, all: true });
    assert.equal(all.errors.length, 1);
    assert.deepEqual(
      test.storage.images.list().map(({ id }) => id),
      [volume],
    );
  });
});
