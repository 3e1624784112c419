import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { dockerArchive, file, images, ociArchive, tar } from '../../../fixtures/index.ts';
import { ArchiveError } from '../tar/entry.ts';
import { TestStorage, bytesOf, identity, nothing } from '../test-support.ts';

let store: TestStorage;
beforeEach(async () => {
  store = await TestStorage.open();
});
afterEach(() => store.close());

const fixture = [images.busybox(), images.layers(), images.volume()];

describe('import', () => {
  it('makes an image of one layer, whatever the compression', async () => {
    const rootFs = await tar([file('etc/hello', 'world', { uid: 12 })]);
    const config = { Cmd: ['sh'], Labels: { a: 'b' } };
    for (const [program, ...args] of [['cat'], ['gzip'], ['zstd', '-c'], ['bzip2'], ['xz']]) {
      const archive = Readable.from([execFileSync(program ?? '', args, { input: rootFs })]);
      const image = await store.images.importRootFs(archive, (diffId) => ({
        config,
        history: [{ created_by: `ADD ${diffId}` }],
      }));
      assert.deepEqual([image.names, image.layers.length, image.size], [[], 1, 5], program);
      assert.equal(store.images.history(image)[0]?.createdBy, `ADD ${image.layers[0]}`);
      assert.equal(image.config.config?.Labels?.['a'], 'b');
      const data = await bytesOf(
        store.images.save([{ image, names: [] }], { format: 'oci-archive' }),
      );
      assert.equal((await store.load(data))[0]?.id, image.id);
      await store.images.remove(image.id);
      assert.deepEqual(store.contents(), nothing, program);
    }
  });

  it('refuses what is no archive, and leaves nothing', async () => {
    const garbage = Readable.from([Buffer.from('garbage'.repeat(100))]);
    await assert.rejects(
      store.images.importRootFs(garbage, () => ({})),
      ArchiveError,
    );
    assert.deepEqual(store.contents(), nothing);
  });
});

describe('names and removal', () => {
  it('a name moves from one image to another', async () => {
    const [busybox, layers] = await store.load(await dockerArchive(fixture));
    assert.ok(busybox && layers);
    store.images.tag(busybox.id, 'docker.io/library/a:1');
    store.images.tag(layers.id, 'docker.io/library/a:1');
    assert.deepEqual(store.images.get(busybox.id)?.names, ['localhost/busybox:latest']);
    assert.equal(store.images.byName('docker.io/library/a:1')?.id, layers.id);
    store.images.untag('docker.io/library/a:1');
    assert.equal(store.images.byName('docker.io/library/a:1'), undefined);
    assert.deepEqual(store.images.get(layers.id)?.names, ['localhost/layers:latest']);
  });

  it('prefixes find ids', async () => {
    const [image] = await store.load(await dockerArchive([images.busybox()]));
    assert.ok(image);
    assert.deepEqual(store.images.idsWithPrefix(image.id.slice(0, 5)), [image.id]);
    assert.deepEqual(store.images.idsWithPrefix(image.id), [image.id]);
    assert.deepEqual(store.images.idsWithPrefix('g'), []);
  });

  it('what goes with an image is what only it needs', async () => {
    const loaded = await store.load(await dockerArchive(fixture));
    const usage = store.storage.usage();
    const [busybox, layers, volume] = loaded;
    assert.ok(busybox && layers && volume);
    const own = usage.images.find(({ id }) => id === layers.id);
    assert.equal(own?.shared, busybox.size);
    assert.equal(own?.unique, layers.size - busybox.size);
    assert.equal(usage.layers, busybox.size + (own?.unique ?? 0) + volume.size - busybox.size);
    await store.images.remove(busybox.id);
    assert.equal(store.contents().layers.length, 4);
    await store.images.remove(layers.id);
    assert.equal(store.contents().layers.length, 2);
    await store.images.remove(volume.id);
    assert.deepEqual(store.contents(), nothing);
  });

  it('outlive a restart', async () => {
    const before = (await store.load(await ociArchive(fixture))).map(identity);
    const contents = store.contents();
    await store.reopen();
    assert.deepEqual(store.images.list().map(identity), before);
    assert.deepEqual(store.contents(), contents);
  });
});

describe('changes between images', () => {
  it('are those of the top layer, or against any other image', async () => {
    const [busybox, layers, volume] = await store.load(await dockerArchive(fixture));
    assert.ok(busybox && layers && volume);
    assert.deepEqual(await store.images.changes(layers), [
      { path: '/data', kind: 0 },
      { path: '/data/changed', kind: 0 },
      { path: '/data/hidden', kind: 0 },
      { path: '/data/hidden/new', kind: 1 },
      { path: '/data/hidden/old', kind: 2 },
      { path: '/data/removed', kind: 2 },
    ]);
    const added = await store.images.changes(layers, busybox);
    assert.deepEqual(added[0], { path: '/data', kind: 1 });
    assert.ok(added.every(({ kind }) => kind === 1));
    const across = await store.images.changes(volume, layers);
    assert.deepEqual(
      across.filter(({ kind }) => kind === 2).map((change) => change.path)[0],
      '/data/attribute',
    );
    assert.deepEqual(await store.images.changes(busybox, busybox), []);
  });
});

describe('many layers', () => {
  it('can be mounted though their paths do not fit in a page', async () => {
    const layers = [...Array(180).keys()].map((n) => [file(`file${n}`, String(n))]);
    const image = { names: ['localhost/many:latest'], config: {}, layers };
    const [loaded] = await store.load(await dockerArchive([image]));
    store.layers.createContainerLayer('many', loaded);
    const root = store.layers.mount('many');
    assert.equal(fs.readdirSync(root).length, 180);
    fs.writeFileSync(path.join(root, 'file179'), 'mine');
    assert.deepEqual(await store.layers.containerChanges('many'), [{ path: '/file179', kind: 0 }]);
  });
});
