import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { images as fixtures } from '../../../fixtures/index.ts';
import { BadParameter, InternalError } from '../../errors.ts';
import { TestImages } from './test-support.ts';

const ids = (test: TestImages) => test.storage.images.list().map(({ id }) => id);

describe('prune', () => {
  it('takes images without a name that nothing uses', async () => {
    await using test = await TestImages.open();
    await test.load('busybox');
    const [unused, used, late] = [
      await test.import(),
      await test.import(undefined, ['LABEL used=yes']),
      await test.import(undefined, ['LABEL late=yes']),
    ];
    test.containers.set('c1', { image: used, running: false });
    const size = test.storage.images.get(unused)?.archiveSize;
    assert.deepEqual(
      await test.images.pruneLibpod({ all: false, filters: { 'label!': ['late'] } }),
      [{ id: unused, size }],
    );
    const { removed } = await test.images.pruneCompat({ all: false, filters: {} });
    assert.deepEqual(removed, [{ kind: 'deleted', id: late, freed: 0 }]);
    assert.deepEqual(ids(test), [test.id('busybox'), used]);
  });

  it('takes every image that nothing uses when asked for all, and tells the bytes', async () => {
    for (const tree of ['compat', 'libpod'] as const) {
      await using test = await TestImages.open();
      await test.load();
      test.images.tag('layers', { repo: 'second' }, 'libpod');
      const app = test.id('app');
      test.containers.set('c1', { image: app, running: true });
      test.takeEvents();
      const bytes = test.storage.usage().layers;
      if (tree === 'libpod') {
        const pruned = await test.images.pruneLibpod({ all: true, filters: {} });
        assert.equal(pruned.length, 3);
      } else {
        const { removed, freed } = await test.images.pruneCompat({ all: true, filters: {} });
        assert.equal(removed.filter(({ kind }) => kind === 'deleted').length, 3);
        assert.equal(removed.filter(({ kind }) => kind === 'untagged').length, 4);
        assert.equal(freed, bytes - test.storage.usage().layers);
        assert.equal(test.events.at(-1)?.attributes?.reclaimed, String(freed));
      }
      assert.deepEqual(ids(test), [app]);
    }
  });

  it('takes manifest lists as Podman does, the nameless always; to Docker there are none', async () => {
    await using test = await TestImages.open();
    await test.load('busybox');
    const plain = { tree: 'libpod', tlsVerify: false, all: false, amend: false } as const;
    const { lists } = test.images;
    const named = await lists.create('named', ['busybox'], plain);
    const nameless = await lists.create('nameless', ['busybox'], plain);
    test.images.untag(nameless);
    test.containers.set('c1', { image: test.id('busybox'), running: false });
    await test.images.pruneCompat({ all: true, filters: {} });
    assert.equal(lists.all().length, 2);
    const prune = async (all: boolean, filters: Record<string, string[]> = {}) =>
      (await test.images.pruneLibpod({ all, filters })).map(({ id }) => id);
    assert.deepEqual(await prune(true, { until: ['1h'] }), []);
    assert.deepEqual(await prune(false), [nameless]);
    assert.deepEqual(await prune(true), [named]);
    assert.deepEqual(lists.all(), []);
    assert.deepEqual(ids(test), [test.id('busybox')], 'what it stands for stays');
  });

  it('takes what is left dangling by it too', async () => {
    await using test = await TestImages.open();
    await test.loadImages([fixtures.busybox(), fixtures.volume()]);
    const [busybox, volume] = [test.id('busybox'), test.id('volume')];
    test.images.untag('busybox');
    test.images.untag('volume');
    const pruned = await test.images.pruneLibpod({ all: false, filters: {} });
    assert.deepEqual(
      pruned.map(({ id }) => id),
      [volume, busybox],
    );
  });

  it('takes what was built on others before those, as Docker must', async () => {
    await using test = await TestImages.open();
    await test.load('busybox', 'volume');
    const resolve = (name: string) => test.images.resolve(name, 'compat');
    test.images.builtOn(resolve('volume'), resolve('busybox'));
    await test.images.pruneCompat({ all: true, filters: {} });
    assert.deepEqual(ids(test), []);
  });

  it('keeps to until, and refuses filters that it does not have', async () => {
    await using test = await TestImages.open();
    const old = await test.import();
    for (const prune of [
      (filters: Record<string, string[]>) => test.images.pruneLibpod({ all: true, filters }),
      (filters: Record<string, string[]>) => test.images.pruneCompat({ all: true, filters }),
    ]) {
      await prune({ until: ['1h'] });
      assert.deepEqual(ids(test), [old]);
    }
    const bogus = { all: false, filters: { bogus: ['x'] } };
    await assert.rejects(test.images.pruneLibpod(bogus), InternalError);
    await assert.rejects(test.images.pruneCompat(bogus), BadParameter);
  });
});
