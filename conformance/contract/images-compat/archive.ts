import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { dockerArchive, file, ociArchive, tar } from '../../../fixtures/index.ts';
import type { FixtureImage } from '../../../fixtures/index.ts';
import { clause } from '../../suite/clause-test.ts';
import { probe } from '../../suite/containers.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { fresh, loadsDockerArchive } from '../../suite/image-archive-promises.ts';
import { imageExists, imageId, load, tag } from '../../suite/images.ts';
import type { Scene } from '../../suite/scene.ts';
import { readTar } from '../../suite/tar.ts';

interface Manifest {
  Config: string;
  RepoTags: string[] | null;
  Layers: string[];
}

/** An archive that was exported: its members and the images in it. */
async function exported(scene: Scene, path: string) {
  const { bytes } = (await scene.send('GET', scene.compat(path))).expect(200);
  const members = await readTar(bytes);
  const manifest = members.find(({ name }) => name === 'manifest.json');
  assert.ok(manifest, 'manifest.json');
  return { bytes, members, images: JSON.parse(manifest.content.toString()) as Manifest[] };
}

/** Two images that share a layer. */
async function sharing(scene: Scene): Promise<[string, string]> {
  const base = [file('base', scene.name())];
  return [
    await ownImage(scene, { layers: [base] }),
    await ownImage(scene, { layers: [base, [file('more', 'more')]] }),
  ];
}

/** Every part that a docker-archive names is there, and the engine takes it again. */
async function isDockerArchive(scene: Scene, path: string, names: string[]): Promise<void> {
  const { bytes, members, images } = await exported(scene, path);
  const there = new Map(members.map((member) => [member.name, member]));
  assert.ok(there.has('repositories'), 'repositories');
  for (const { Config, Layers } of images) {
    assert.ok(there.has(Config), Config);
    for (const layer of Layers) assert.ok(there.has(layer), layer);
  }
  for (const name of names) {
    (await scene.send('DELETE', scene.compat(`/images/${name}?force=true`))).expect(200);
  }
  await load(scene, bytes);
  for (const name of names) assert.ok(await imageExists(scene, name), name);
}

export default [
  clause('compat.image.export.200.names', async (scene) => {
    const name = await ownImage(scene, {});
    const id = await imageId(scene, name);
    await tag(scene, name, `localhost/${scene.name('i')}`);
    const byName = await exported(scene, `/images/${name}/get`);
    assert.deepEqual(
      byName.images.map(({ RepoTags }) => RepoTags),
      [[name]],
    );
    const byId = await exported(scene, `/images/${id}/get`);
    assert.deepEqual(
      byId.images.map(({ RepoTags }) => RepoTags ?? []),
      [[]],
    );
  }),

  clause('compat.image.export.200.docker-archive', async (scene) => {
    const name = await ownImage(scene, {});
    await isDockerArchive(scene, `/images/${name}/get`, [name]);
  }),

  clause('compat.image.export-many.200.docker-archive', async (scene) => {
    const names = await sharing(scene);
    await isDockerArchive(scene, `/images/get?names=${names.join('&names=')}`, names);
  }),

  clause('compat.image.export-many.any.names', async (scene) => {
    const names = await sharing(scene);
    await tag(scene, names[0], `localhost/${scene.name('i')}`);
    for (const query of [names.join('&names='), names.join(',')]) {
      const { images } = await exported(scene, `/images/get?names=${query}`);
      const found = images.flatMap(({ RepoTags }) => RepoTags ?? []);
      assert.deepEqual(found.toSorted(), names.toSorted(), query);
    }
  }),

  clause('compat.image.export-many.200.layers-once', async (scene) => {
    const names = await sharing(scene);
    const { members, images } = await exported(scene, `/images/get?names=${names.join('&names=')}`);
    const layers = new Set(images.flatMap(({ Layers }) => Layers));
    assert.equal(layers.size, 2);
    for (const layer of layers) {
      assert.equal(members.filter(({ name }) => name === layer).length, 1, layer);
    }
  }),

  clause('compat.image.export-many.400.no-names', async (scene) => {
    (await scene.send('GET', scene.compat('/images/get'))).expect(400);
  }),

  clause('compat.image.export-many.404.no-such-image', async (scene) => {
    const name = scene.name('nobody');
    const path = scene.compat(`/images/get?names=${scene.image}&names=${name}`);
    const answer = (await scene.send('GET', path)).expect(404);
    assert.ok(answer.text.includes(name), answer.text);
  }),

  clause('compat.image.load.200.loaded', async (scene) => {
    const [name, other] = await loadsDockerArchive(scene, 'compat');
    assert.equal(await imageId(scene, other), await imageId(scene, name));
  }),

  clause('compat.image.load.200.record', async (scene) => {
    const { image, name } = fresh(scene, 'compat');
    assert.match(
      await load(scene, await dockerArchive([image])),
      new RegExp(`Loaded image: ${name}`),
    );
    const body = await dockerArchive([{ ...fresh(scene, 'compat').image, names: [] }]);
    const [id] =
      /(?<=Loaded image(?: ID)?: (?:sha256:)?)[0-9a-f]{64}/.exec(await load(scene, body)) ?? [];
    assert.ok(id, 'the id of one without names');
    scene.defer(() => scene.send('DELETE', scene.compat(`/images/${id}`)));
    assert.ok(await imageExists(scene, id), id);
  }),

  clause('compat.image.load.200.formats', async (scene) => {
    const archives = [
      (image: FixtureImage) => dockerArchive([image]),
      async (image: FixtureImage) => gzipSync(await dockerArchive([image])),
      (image: FixtureImage) => ociArchive([image]),
      async (image: FixtureImage) => gzipSync(await ociArchive([image], 'none')),
      (image: FixtureImage) => ociArchive([image], 'zstd'),
    ];
    for (const archive of archives) {
      const { image, name } = fresh(scene, 'compat');
      await load(scene, await archive(image));
      assert.ok(await imageExists(scene, name), archive.toString());
    }
  }),

  clause('compat.image.load.200.same-id', async (scene) => {
    const name = await ownImage(scene, { config: { Env: ['A=b'] } });
    const id = await imageId(scene, name);
    const { bytes } = await exported(scene, `/images/${name}/get`);
    (await scene.send('DELETE', scene.compat(`/images/${name}`))).expect(200);
    await load(scene, bytes);
    assert.equal(await imageId(scene, name), id);
  }),

  clause('compat.image.load.any.quiet', async (scene) => {
    for (const quiet of ['true', 'false']) {
      const { image, name } = fresh(scene, 'compat');
      const text = await load(scene, await dockerArchive([image]), `?quiet=${quiet}`);
      assert.ok(text.includes(`Loaded image: ${name}`), text);
      if (quiet === 'true') assert.doesNotMatch(text, /progress/);
    }
  }),

  clause('compat.image.load.any.broken-archive', async (scene) => {
    const { image, name } = fresh(scene, 'compat');
    const whole = await dockerArchive([image]);
    const noManifest = await tar([file('a', 'b')]);
    for (const body of [Buffer.from('no archive'), noManifest, whole.subarray(0, 1500)]) {
      const answer = await scene.send('POST', scene.compat('/images/load'), { body });
      if (answer.expect(200, 400, 500).status === 200) assert.match(answer.text, /"error"/);
      assert.ok(!(await imageExists(scene, name)), 'nothing is left');
    }
  }),

  clause('compat.image.load.any.inside-store', async (scene) => {
    const mark = `refpod-escaped-${scene.name()}`;
    const layers = [
      [
        { name: 'out', type: 'symlink' as const, to: '/tmp' },
        file(`out/${mark}`, 'through a link'),
        file(`../../../../../../../../tmp/${mark}`, 'upwards'),
      ],
    ];
    const { image } = fresh(scene, 'compat');
    const body = await dockerArchive([{ ...image, layers }]);
    (await scene.send('POST', scene.compat('/images/load'), { body })).expect(200, 400, 500);
    const { stdout } = await probe(scene, `ls /host | grep ${mark}`, { Binds: ['/tmp:/host'] });
    assert.equal(stdout, '', 'nothing in the folder of the engine’s host');
  }),
];
