import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { images, ociArchive } from '../../../fixtures/index.ts';
import { mountOverlay } from '../overlay/mount-data.ts';
import { TarReader } from '../tar/reader.ts';
import { TestStorage, bytesOf, nothing } from '../test-support.ts';
import type { Image } from '../types.ts';
import { unpackLayer } from '../unpack/layer.ts';

let store: TestStorage;
let image: Image;
beforeEach(async () => {
  store = await TestStorage.open();
  const [loaded] = await store.load(await ociArchive([images.layers()]));
  assert.ok(loaded);
  image = loaded;
});
afterEach(() => store.close());

/** Makes and mounts a container's layer; returns a function that makes paths below it. */
function mounted(id: string, base: Image | undefined = image): (name: string) => string {
  store.layers.createContainerLayer(id, base);
  const root = store.layers.mount(id);
  return (name) => path.join(root, name);
}

async function namesIn(archive: AsyncIterable<Uint8Array>): Promise<string[]> {
  const reader = new TarReader(archive);
  const names: string[] = [];
  for (let entry = await reader.next(); entry; entry = await reader.next()) names.push(entry.name);
  return names;
}

describe("a container's layer", () => {
  it('shows the merged layers and takes writes', async () => {
    const at = mounted('one');
    const other = mounted('two');
    assert.equal(fs.readFileSync(at('data/changed'), 'utf8').trim(), 'from layer 3');
    fs.writeFileSync(at('data/changed'), 'mine');
    assert.equal(fs.readFileSync(other('data/changed'), 'utf8').trim(), 'from layer 3');
    store.layers.unmount('one');
    assert.deepEqual(fs.readdirSync(at('.')), []);
    store.layers.mount('one');
    assert.equal(fs.readFileSync(at('data/changed'), 'utf8'), 'mine');
    await store.layers.removeContainerLayer('one');
    await store.layers.removeContainerLayer('two');
    assert.deepEqual(store.contents().containers, []);
  });

  it('is mounted as long as somebody counts on it', () => {
    mounted('one');
    store.layers.mount('one');
    store.layers.unmount('one');
    assert.equal(store.mounts().length, 1);
    assert.ok(store.layers.isMounted('one'));
    store.layers.unmount('one');
    assert.deepEqual(store.mounts(), []);
    assert.ok(!store.layers.isMounted('one'));
    store.layers.unmount('one');
  });

  it('stays mounted over a restart, and counts once then', async () => {
    mounted('one');
    store.layers.mount('one');
    await store.reopen();
    assert.ok(store.layers.isMounted('one'));
    assert.equal(store.mounts().length, 1);
    store.layers.unmount('one');
    assert.deepEqual(store.mounts(), []);
  });

  it('needs no image', () => {
    store.layers.createContainerLayer('bare', undefined);
    const root = store.layers.mount('bare');
    fs.writeFileSync(path.join(root, 'file'), '');
    assert.deepEqual(fs.readdirSync(root), ['file']);
  });

  it("has a top folder like the image's", () => {
    const below = store.images.layerDirs(image)[0] ?? '';
    fs.chmodSync(below, 0o751);
    fs.chownSync(below, 5, 6);
    const { mode, uid, gid } = fs.statSync(mounted('one')('.'));
    assert.deepEqual([mode & 0o7777, uid, gid], [0o751, 5, 6]);
  });

  it("holds its image's layers when the image goes", async () => {
    const at = mounted('one');
    await store.images.remove(image.id);
    await store.reopen();
    assert.equal(fs.readFileSync(at('data/changed'), 'utf8').trim(), 'from layer 3');
    await store.layers.removeContainerLayer('one');
    assert.deepEqual(store.contents(), nothing);
  });

  it('goes though it is mounted and a file in it is open', async () => {
    const at = mounted('one');
    const file = fs.openSync(at('etc/passwd'), 'r');
    try {
      await store.layers.removeContainerLayer('one');
      assert.deepEqual(store.mounts(), []);
      assert.deepEqual(store.contents().containers, []);
    } finally {
      fs.closeSync(file);
    }
    await store.layers.removeContainerLayer('never was');
  });
});

describe('what a container changed', () => {
  it('is told as Docker and Podman tell it', async () => {
    const at = mounted('one');
    assert.deepEqual(await store.layers.containerChanges('one'), []);
    fs.writeFileSync(at('data/changed'), 'mine');
    fs.rmSync(at('data/hidden'), { recursive: true });
    fs.mkdirSync(at('new/inner'), { recursive: true });
    fs.writeFileSync(at('new/inner/file'), '');
    fs.chmodSync(at('usr'), 0o700);
    fs.rmSync(at('etc'), { recursive: true });
    fs.writeFileSync(at('etc'), 'a file now');
    fs.readFileSync(at('bin/busybox'));
    assert.deepEqual(await store.layers.containerChanges('one'), [
      { path: '/data', kind: 0 },
      { path: '/data/changed', kind: 0 },
      { path: '/data/hidden', kind: 2 },
      { path: '/etc', kind: 0 },
      { path: '/new', kind: 1 },
      { path: '/new/inner', kind: 1 },
      { path: '/new/inner/file', kind: 1 },
      { path: '/usr', kind: 0 },
    ]);
    store.layers.unmount('one');
    assert.equal((await store.layers.containerChanges('one')).length, 8);
  });

  it('sees through folders that were emptied and filled again', async () => {
    const at = mounted('one');
    fs.rmSync(at('data'), { recursive: true });
    fs.mkdirSync(at('data'));
    fs.writeFileSync(at('data/changed'), 'anew');
    assert.deepEqual(
      (await store.layers.containerChanges('one')).filter(({ kind }) => kind !== 2),
      [
        { path: '/data', kind: 0 },
        { path: '/data/changed', kind: 0 },
      ],
    );
  });

  it('has a size: its files, each once', () => {
    const at = mounted('one');
    assert.equal(store.layers.containerSize('one'), 0);
    fs.writeFileSync(at('file'), 'x'.repeat(1000));
    fs.linkSync(at('file'), at('hard'));
    fs.symlinkSync('four', at('link'));
    assert.equal(store.layers.containerSize('one'), 1004);
  });
});

describe('archives of a container', () => {
  it('export holds the merged tree, and leaves mounts as they were', async () => {
    const at = mounted('one');
    fs.writeFileSync(at('mine'), '');
    fs.rmSync(at('etc/passwd'));
    store.layers.unmount('one');
    const names = await namesIn(store.layers.exportContainer('one'));
    assert.ok(names.includes('mine') && names.includes('bin/busybox'));
    assert.ok(!names.includes('etc/passwd'));
    assert.deepEqual(store.mounts(), []);
  });

  it('export ends when the reader leaves, and unmounts', async () => {
    store.layers.createContainerLayer('one', image);
    const archive = store.layers.exportContainer('one');
    await new Promise((resolve) => archive.once('readable', resolve));
    archive.destroy();
    await new Promise((resolve) => archive.once('close', resolve));
    assert.deepEqual(store.mounts(), []);
  });

  it('export waits for a slow reader', async () => {
    const at = mounted('one');
    for (let n = 0; n < 8; n += 1) fs.writeFileSync(at(`large${n}`), Buffer.alloc(4 * 1024 * 1024));
    const archive = store.layers.exportContainer('one');
    await new Promise((resolve) => archive.once('readable', resolve));
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(archive.readableLength < 4 * 1024 * 1024, `${archive.readableLength} bytes wait`);
    archive.destroy();
  });

  it('diff is a layer: on the same image it makes the same tree', async () => {
    const at = mounted('one');
    fs.writeFileSync(at('data/changed'), 'mine');
    fs.rmSync(at('data/removed'), { force: true });
    fs.rmSync(at('etc'), { recursive: true });
    fs.mkdirSync(at('etc'));
    fs.writeFileSync(at('etc/only'), '');
    fs.chownSync(at('etc/only'), 9, 9);
    const layer = await bytesOf(store.layers.diff('one'));
    const names = await namesIn(Readable.from([layer]));
    assert.ok(names.includes('etc/.wh..wh..opq'), names.join());
    assert.deepEqual(await rebuilt(layer), listing(at('.')));
  });

  /** The tree of the image with one more layer, as GNU tar sees it. */
  async function rebuilt(layer: Buffer): Promise<string> {
    const stack = path.join(store.folder, 'layer.tar');
    fs.writeFileSync(stack, layer);
    const target = path.join(store.folder, 'target');
    fs.mkdirSync(target);
    const lowerDirs = store.images.layerDirs(image);
    await unpackLayer({ blob: stack, target, lowerDirs });
    const point = path.join(store.folder, 'point');
    fs.mkdirSync(point);
    mountOverlay(point, { lowerDirs: [target, ...lowerDirs] });
    return listing(point);
  }

  function listing(root: string): string {
    return execFileSync('find', ['.', '-mindepth', '1', '-printf', '%p %y %m %U %G %s %l\\n'], {
      cwd: root,
    })
      .toString()
      .split('\n')
      .map((line) => line.replace(/^(\S+ d \S+ \S+ \S+) \S+/, '$1'))
      .sort()
      .join('\n');
  }
});
