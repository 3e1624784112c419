import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { images as fixtures } from '../../../fixtures/index.ts';
import { BadParameter, InternalError, NotFound } from '../../errors.ts';
import { TestImages } from './test-support.ts';

type Filters = Record<string, string[]>;

describe('the list', () => {
  let test: TestImages;
  let imported = '';
  before(async () => {
    test = await TestImages.open();
    await test.load();
    imported = await test.import();
    test.containers.set('c1', { image: test.id('volume'), running: false });
  });
  after(() => test[Symbol.asyncDispose]());

  /** Last parts of names without `:latest`, `-` for an image without one. */
  const list = (filters: Filters, tree: 'compat' | 'libpod' = 'libpod', all = false) =>
    test.images
      .list(tree, { all, filters })
      .map(({ image }) => image.names[0]?.replace(/^.*\/|:latest$/g, '') ?? '-')
      .toSorted();

  it('has every image, and only those that all filters let through', () => {
    const everything = ['-', 'app', 'busybox', 'layers', 'volume'];
    const moment = String(Date.parse('2025-01-01T00:00:00Z') / 1000);
    for (const [filters, names] of [
      [{}, everything],
      [{ label: [] }, everything],
      [{ dangling: ['true'] }, ['-']],
      [{ dangling: ['0'] }, ['app', 'busybox', 'layers', 'volume']],
      [{ label: ['tier'] }, ['app']],
      [{ label: ['tier=front', 'org.example.role'] }, ['app']],
      [{ label: ['tier=back'] }, []],
      [{ 'label!': ['tier'] }, ['-', 'busybox', 'layers', 'volume']],
      [{ reference: ['localhost/b*'] }, ['busybox']],
      [{ reference: ['bus?box:latest'] }, ['busybox']],
      [{ since: ['busybox'] }, ['-']],
      [{ before: [imported] }, ['app', 'busybox', 'layers', 'volume']],
      [{ until: [moment] }, ['app', 'busybox', 'layers', 'volume']],
      [{ label: ['tier'], dangling: ['true'] }, []],
    ] as [Filters, string[]][]) {
      assert.deepEqual(list(filters), names, JSON.stringify(filters));
      assert.deepEqual(list(filters, 'compat'), names, `compat ${JSON.stringify(filters)}`);
    }
  });

  it("has Podman's filters in its tree only", () => {
    const app = test.images.resolve('app', 'libpod');
    for (const [filters, names] of [
      [{ id: [app.id.slice(0, 6)] }, ['app']],
      [{ digest: [app.digest] }, ['app']],
      [{ containers: ['true'] }, ['volume']],
      [{ containers: ['false'] }, ['-', 'app', 'busybox', 'layers']],
      [{ containers: ['external'] }, []],
      [{ readonly: ['true'] }, []],
      [{ intermediate: ['true'] }, []],
      [{ manifest: ['false'] }, ['-', 'app', 'busybox', 'layers', 'volume']],
      [{ after: ['app'] }, ['-']],
      [{ 'reference!': ['*box'] }, ['-', 'app', 'layers', 'volume']],
      [{ reference: ['[x'] }, []],
    ] as [Filters, string[]][]) {
      assert.deepEqual(list(filters), names, JSON.stringify(filters));
      assert.throws(() => list(filters, 'compat'), BadParameter, JSON.stringify(filters));
    }
  });

  it('takes values of one filter as alternatives for Docker, all together for Podman', () => {
    assert.deepEqual(list({ reference: ['*/app', '*/volume'] }, 'compat'), ['app', 'volume']);
    assert.deepEqual(list({ reference: ['*/app', '*/volume'] }), []);
    assert.deepEqual(list({ reference: ['*/app', 'app:*'] }), ['app']);
  });

  it('refuses what it cannot take, as the tree does', () => {
    const wrong: Filters[] = [
      { bogus: ['x'] },
      { toString: ['x'] },
      { dangling: ['x'] },
      { until: ['x'] },
    ];
    for (const filters of wrong) {
      assert.throws(() => list(filters), InternalError, JSON.stringify(filters));
      assert.throws(() => list(filters, 'compat'), BadParameter, JSON.stringify(filters));
    }
    assert.throws(() => list({ before: ['nosuch'] }), InternalError);
    assert.throws(() => list({ before: ['nosuch'] }, 'compat'), NotFound);
  });

  it('knows who was made of whom', async () => {
    await using other = await TestImages.open();
    await other.loadImages([fixtures.busybox(), fixtures.volume()]);
    const [busybox, volume] = ['busybox', 'volume'].map((name) => other.id(name));
    const parents = (tree: 'compat' | 'libpod') =>
      other.images.list(tree, { all: true, filters: {} }).map(({ parent }) => parent);
    // Layers and history show it to Podman; Docker knows what it built itself.
    assert.deepEqual(parents('libpod'), [undefined, busybox]);
    assert.deepEqual(parents('compat'), [undefined, undefined]);
    const resolve = (name: string) => other.images.resolve(name, 'compat');
    other.images.builtOn(resolve('volume'), resolve('busybox'));
    assert.deepEqual(parents('compat'), [undefined, busybox]);

    other.images.untag('busybox');
    for (const tree of ['compat', 'libpod'] as const) {
      const ids = (all: boolean, filters: Filters) =>
        other.images.list(tree, { all, filters }).map(({ image }) => image.id);
      assert.deepEqual(ids(false, {}), [volume], 'intermediate images are hidden');
      assert.deepEqual(ids(true, {}), [busybox, volume]);
      assert.deepEqual(ids(true, { dangling: ['true'] }), [], 'and are not dangling');
    }
  });
});
