import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import zlib from 'node:zlib';
import { dockerArchive, file, images, ociArchive, symlink, tar } from '../../../fixtures/index.ts';
import type { Entry } from '../../../fixtures/index.ts';
import { ArchiveError } from '../tar/entry.ts';
import { TestStorage, identity, membersOf, nothing } from '../test-support.ts';

let store: TestStorage;
beforeEach(async () => {
  store = await TestStorage.open();
});
afterEach(() => store.close());

const fixture = [images.busybox(), images.layers(), images.volume()];
const names = ['localhost/busybox:latest', 'localhost/layers:latest', 'localhost/volume:latest'];

describe('load', () => {
  it('finds the same images in every kind of archive', async () => {
    const archives = {
      docker: await dockerArchive(fixture),
      'oci, gzip': await ociArchive(fixture),
      'oci, zstd': await ociArchive(fixture, 'zstd'),
      'docker, compressed as a whole': zlib.gzipSync(await dockerArchive(fixture)),
      'oci, compressed as a whole': zlib.zstdCompressSync(await ociArchive(fixture, 'none')),
    };
    const found = new Map<string, ReturnType<typeof identity>[]>();
    for (const [kind, archive] of Object.entries(archives)) {
      const other = await TestStorage.open();
      try {
        found.set(kind, (await other.load(archive)).map(identity));
      } finally {
        await other.close();
      }
    }
    const wanted = found.get('docker');
    assert.deepEqual(
      wanted?.map((image) => image.names),
      names.map((name) => [name]),
    );
    for (const [kind, loaded] of found) assert.deepEqual(loaded, wanted, kind);
  });

  it('unpacks shared layers once and keeps blobs as they came', async () => {
    await store.load(await ociArchive(fixture));
    assert.equal(store.contents().layers.length, 4);
    for (const blob of store.contents().blobs) {
      const data = fs.readFileSync(path.join(store.root, 'blobs/sha256', blob));
      assert.equal(execFileSync('sha256sum', { input: data }).toString().slice(0, 64), blob);
    }
  });

  it('takes the same archive twice', async () => {
    const archive = await dockerArchive(fixture);
    const first = (await store.load(archive)).map(identity);
    const before = store.contents();
    assert.deepEqual((await store.load(archive)).map(identity), first);
    assert.deepEqual(store.contents(), before);
  });

  it('takes one archive several times at once', async () => {
    const archive = await dockerArchive(fixture);
    const loaded = await Promise.all([1, 2, 3].map(() => store.load(archive)));
    for (const list of loaded) assert.deepEqual(list.map(identity), loaded[0]?.map(identity));
    assert.deepEqual(store.contents().temp, []);
  });

  it("makes names without a registry Docker's in its archives and localhost's in OCI's", async () => {
    const short = { ...images.busybox(), names: ['busybox:one', 'user/thing:two'] };
    const [docker] = await store.load(await dockerArchive([short]));
    assert.deepEqual(docker?.names, ['docker.io/library/busybox:one', 'docker.io/user/thing:two']);
    await store.load(await ociArchive([short]));
    assert.ok(store.images.byName('localhost/user/thing:two'));
  });

  it('follows links between the files of an archive', async () => {
    const members = await membersOf(await dockerArchive([images.volume()]));
    const [layer] = [...members.keys()].filter((name) => name.endsWith('.tar'));
    assert.ok(layer);
    const moved: Entry[] = [...members].map(([name, data]) =>
      file(name === layer ? 'real/layer' : name, data),
    );
    moved.push(symlink('links/one', '../real/layer'));
    moved.push({ name: layer, type: 'link', to: 'links/one' });
    const [image] = await store.load(await tar(moved));
    assert.deepEqual(image?.names, ['localhost/volume:latest']);
  });

  it('reads archives from before manifest.json', async () => {
    const members = await membersOf(await dockerArchive([images.layers()]));
    const layers = JSON.parse(members.get('manifest.json')?.toString() ?? '')[0].Layers as string[];
    const entries = layers.flatMap((name, at) => [
      file(
        `v1-${at}/json`,
        JSON.stringify({
          id: `v1-${at}`,
          ...(at > 0 ? { parent: `v1-${at - 1}` } : {}),
          created: `2014-01-0${at + 1}T00:00:00Z`,
          container_config: { Cmd: ['step', String(at)] },
          config: { Cmd: ['run'] },
          architecture: 'amd64',
          os: 'linux',
        }),
      ),
      file(`v1-${at}/layer.tar`, members.get(name) ?? ''),
    ]);
    entries.push(file('repositories', JSON.stringify({ 'old/image': { one: 'v1-2' } })));
    const [image, ...others] = await store.load(await tar(entries));
    assert.ok(image);
    assert.deepEqual(others, []);
    assert.deepEqual(image.names, ['docker.io/old/image:one']);
    assert.deepEqual(image.config.config, { Cmd: ['run'] });
    const [modern] = await store.load(await dockerArchive([images.layers()]));
    assert.deepEqual(image.layers, modern?.layers);
    assert.deepEqual(
      store.images.history(image).map((step) => [step.createdBy, step.layer !== undefined]),
      [
        ['step 2', true],
        ['step 1', true],
        ['step 0', true],
      ],
    );
  });

  it('refuses what is no archive of images, or a damaged one, and leaves nothing', async () => {
    const good = await membersOf(await dockerArchive([images.layers()]));
    const oci = await membersOf(await ociArchive([images.layers()]));
    const without = (members: Map<string, Buffer>, end: string) =>
      tar(
        [...members]
          .filter(([name]) => !name.endsWith(end))
          .map(([name, data]) => file(name, data)),
      );
    const changed = (members: Map<string, Buffer>, which: (name: string) => boolean) =>
      tar(
        [...members].map(([name, data]) => {
          const copy = Buffer.from(data);
          if (which(name)) copy[copy.length - 600] = (copy[copy.length - 600] ?? 0) ^ 1;
          return file(name, copy);
        }),
      );
    const isLayer = (name: string) => (good.get(name)?.length ?? 0) > 4000 && name.endsWith('.tar');
    const attempts: [string, Uint8Array][] = [
      ['garbage', Buffer.from('garbage'.repeat(1000))],
      ['nothing', Buffer.alloc(0)],
      ['another tar', await tar([file('hello', 'world')])],
      ['no JSON', await tar([file('manifest.json', '{')])],
      ['a missing layer', await without(good, '.tar')],
      ['a changed layer', await changed(good, isLayer)],
      ['a changed blob', await changed(oci, (name) => (oci.get(name)?.length ?? 0) > 4000)],
      ['a cut archive', (await dockerArchive([images.layers()])).subarray(0, 1_500_000)],
      [
        'a cut compressed archive',
        zlib.gzipSync(await dockerArchive([images.layers()])).subarray(0, 500_000),
      ],
    ];
    for (const [what, archive] of attempts) {
      await assert.rejects(
        store.load(archive),
        (error: Error) => what.includes('compressed') || error instanceof ArchiveError,
        what,
      );
      assert.deepEqual(store.contents(), nothing, what);
      assert.deepEqual(store.images.list(), [], what);
    }
  });

  it('ends when the client leaves, and leaves nothing', async () => {
    const left = new AbortController();
    const archive = await dockerArchive([images.busybox()]);
    async function* slowly() {
      yield archive.subarray(0, 1_000_000);
      left.abort(new Error('the client left'));
      yield archive.subarray(1_000_000);
    }
    await assert.rejects(
      store.images.load(Readable.from(slowly()), left.signal),
      /the client left/,
    );
    assert.deepEqual(store.contents(), nothing);
  });
});
