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
import { TestStorage, bytesOf, nothing } from '../test-support.ts';
import type { Image, ImageFormat } from '../types.ts';

let store: TestStorage;
beforeEach(async () => {
  store = await TestStorage.open();
});
afterEach(() => store.close());

const fixture = [images.busybox(), images.layers(), images.volume()];
const names = ['localhost/busybox:latest', 'localhost/layers:latest', 'localhost/volume:latest'];

/** What an image is to its users; where its layers come from may differ. */
const identity = ({ id, names, layers, config, size, archiveSize }: Image) => {
  const layerBytes = archiveSize - size;
  return { id, names, layers, config, size, hasMore: layerBytes > 0 };
};

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

/** Files of an archive by name. */
async function membersOf(archive: Buffer): Promise<Map<string, Buffer>> {
  const { TarReader } = await import('../tar/reader.ts');
  const reader = new TarReader(Readable.from([archive]));
  const members = new Map<string, Buffer>();
  for (let entry = await reader.next(); entry; entry = await reader.next())
    if (entry.type === 'file') members.set(entry.name, await reader.text(1e9));
  return members;
}

describe('save', () => {
  const saved = (
    wanted: { image: Image; names: string[] }[],
    format: ImageFormat,
    compress = false,
  ) => bytesOf(store.images.save(wanted, { format, compress }));

  for (const format of ['docker-archive', 'oci-archive'] as const)
    for (const compression of ['none', 'gzip', 'zstd'] as const)
      it(`${format} of ${compression} layers loads again as the same images`, async () => {
        const loaded = await store.load(await ociArchive(fixture, compression));
        const archive = await saved(
          loaded.map((image) => ({ image, names: image.names })),
          format,
        );
        const other = await TestStorage.open();
        try {
          assert.deepEqual((await other.load(archive)).map(identity), loaded.map(identity));
        } finally {
          await other.close();
        }
      });

  for (const compression of ['none', 'zstd'] as const)
    it(`is read by skopeo in every form, the layers stored with compression ${compression}`, async () => {
      const [image] = await store.load(await ociArchive([images.layers()], compression));
      assert.ok(image);
      const wanted = [{ image, names: image.names }];
      for (const format of ['docker-archive', 'oci-archive', 'docker-dir', 'oci-dir'] as const)
        for (const compress of [false, true]) {
          const archive = await saved(wanted, format, compress);
          const place = path.join(store.folder, `${format}-${String(compress)}`);
          fs.writeFileSync(`${place}.tar`, archive);
          if (format.endsWith('dir')) {
            fs.mkdirSync(place);
            execFileSync('tar', ['-xf', `${place}.tar`, '-C', place]);
          }
          const transport = { 'docker-dir': 'dir', 'oci-dir': 'oci' }[format as string] ?? format;
          const source = `${transport}:${format.endsWith('dir') ? place : `${place}.tar`}`;
          // A copy reads every layer and checks every digest.
          const run = (...args: string[]) =>
            execFileSync('skopeo', ['--insecure-policy', ...args]).toString();
          run('copy', '-q', source, `dir:${place}-copy`);
          const config = run('inspect', '--config', '--raw', source);
          assert.equal(
            image.id,
            execFileSync('sha256sum', { input: config }).toString().slice(0, 64),
            source,
          );
        }
    });

  it('puts layers and images that are asked for twice in once', async () => {
    const loaded = await store.load(await dockerArchive(fixture));
    const [busybox, layers] = loaded;
    assert.ok(busybox && layers);
    const wanted = [
      { image: busybox, names: busybox.names },
      { image: layers, names: layers.names },
      { image: layers, names: ['docker.io/library/other:x'] },
    ];
    const members = [...(await membersOf(await saved(wanted, 'docker-archive'))).keys()];
    assert.equal(new Set(members).size, members.length);
    assert.equal(members.filter((name) => name.endsWith('.tar')).length, 3);
  });

  it('holds what it sends though the image is removed meanwhile, and then lets go', async () => {
    const [image] = await store.load(await dockerArchive([images.layers()]));
    assert.ok(image);
    const archive = store.images.save([{ image, names: image.names }], {
      format: 'docker-archive',
    });
    await new Promise((resolve) => archive.once('readable', resolve));
    await store.images.remove(image.id);
    const data = await bytesOf(archive);
    assert.deepEqual(store.contents(), nothing);
    assert.equal((await store.load(data))[0]?.id, image.id);
  });
});

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
