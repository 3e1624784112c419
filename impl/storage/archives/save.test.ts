import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { dockerArchive, images, ociArchive } from '../../../fixtures/index.ts';
import { TestStorage, bytesOf, identity, membersOf, nothing } from '../test-support.ts';
import type { Image, ImageFormat } from '../types.ts';

let store: TestStorage;
beforeEach(async () => {
  store = await TestStorage.open();
});
afterEach(() => store.close());

const fixture = [images.busybox(), images.layers(), images.volume()];

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
