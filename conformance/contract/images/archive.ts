import assert from 'node:assert/strict';
import { dockerArchive, file, ociArchive, tar } from '../../../fixtures/index.ts';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { fresh, loadsDockerArchive } from '../../suite/image-archive-promises.ts';
import { imageExists, imageId, tag } from '../../suite/images.ts';
import type { Scene } from '../../suite/scene.ts';
import { readTar } from '../../suite/tar.ts';
import type { Member } from '../../suite/tar.ts';

async function exported(scene: Scene, path: string) {
  const { bytes } = (await scene.send('GET', scene.libpod(path))).expect(200);
  const members = await readTar(bytes);
  return { bytes, members, names: members.map(({ name }) => name.replace(/^\.\//, '')) };
}

async function load(scene: Scene, body: Buffer): Promise<string[]> {
  const answer = await scene.send('POST', scene.libpod('/images/load'), { body });
  return (answer.expect(200).json as { Names: string[] }).Names;
}

/** What marks each format: a member that it has, and the others have not. */
const FORMATS: Record<string, (names: string[]) => boolean> = {
  'docker-archive': (names) => names.includes('manifest.json') && !names.includes('version'),
  'oci-archive': (names) => names.includes('oci-layout') && names.includes('index.json'),
  'docker-dir': (names) => names.includes('manifest.json') && names.includes('version'),
  'oci-dir': (names) => names.includes('oci-layout') && names.includes('index.json'),
};

/** The content of an archive's manifest.json, as docker-archives have it. */
function manifest(members: Member[]) {
  const found = members.find(({ name }) => name === 'manifest.json');
  return JSON.parse(String(found?.content)) as { RepoTags: string[] | null; Layers: string[] }[];
}

/** A big layer that compresses well, and whether an archive has it compressed. */
const compressible = (scene: Scene) => [[file('big', Buffer.alloc(300_000, scene.name()))]];

async function compresses(scene: Scene, path: (name: string) => string): Promise<void> {
  const name = await ownImage(scene, { layers: compressible(scene) });
  const { bytes, members } = await exported(scene, `${path(name)}format=docker-dir&compress=true`);
  assert.ok(bytes.length < 150_000, `${bytes.length} bytes`);
  assert.ok(
    members.some(({ content }) => content.readUInt16BE(0) === 0x1f8b),
    'a member is gzip',
  );
}

export default [
  clause('libpod.image.export.200.default-oci', async (scene) => {
    const { names } = await exported(scene, `/images/${await ownImage(scene, {})}/get`);
    assert.ok(FORMATS['oci-archive']!(names), names.join());
  }),

  clause('libpod.image.export.200.formats', async (scene) => {
    const name = await ownImage(scene, {});
    for (const [format, fits] of Object.entries(FORMATS)) {
      const { names } = await exported(scene, `/images/${name}/get?format=${format}`);
      assert.ok(fits(names), `${format}: ${names.join()}`);
    }
  }),

  clause('libpod.image.export.200.compress', (scene) =>
    compresses(scene, (name) => `/images/${name}/get?`),
  ),
  clause('libpod.image.export-many.200.compress', (scene) =>
    compresses(scene, (name) => `/images/export?references=${name}&`),
  ),

  clause('libpod.image.export.200.loads', async (scene) => {
    for (const format of ['docker-archive', 'oci-archive']) {
      const name = await ownImage(scene, { config: { Env: ['A=b'], Labels: { c: 'd' } } });
      const look = async () => {
        const answer = await scene.send('GET', scene.libpod(`/images/${name}/json`));
        const { Config, RootFS } = answer.expect(200).json as { Config: object; RootFS: object };
        // Another form is another configuration, whose digest the id is, in Podman.
        const Id = format === 'docker-archive' ? await imageId(scene, name) : undefined;
        return { Config, RootFS, Id };
      };
      const before = await look();
      const { bytes } = await exported(scene, `/images/${name}/get?format=${format}`);
      (await scene.send('DELETE', scene.libpod(`/images/${name}`))).expect(200);
      await load(scene, bytes);
      assert.deepEqual(await look(), before, format);
    }
  }),

  clause('libpod.image.export.400.parameters', async (scene) => {
    const path = scene.libpod(`/images/${scene.image}/get?compress=perhaps`);
    assert.match(messageOf((await scene.send('GET', path)).expect(400)), /compress/);
  }),

  clause('libpod.image.export.500.format', async (scene) => {
    const path = scene.libpod(`/images/${scene.image}/get?format=nonsense`);
    assert.match(messageOf((await scene.send('GET', path)).expect(500)), /nonsense/);
  }),

  clause('libpod.image.export-many.200.docker-archive', async (scene) => {
    const first = await ownImage(scene, {});
    const second = await ownImage(scene, {});
    const other = `localhost/${scene.name('i')}`;
    await tag(scene, first, other);
    const wanted = [first, second, `${other}:latest`];
    const { members, bytes } = await exported(
      scene,
      `/images/export?format=docker-archive&references=${wanted.join('&references=')}`,
    );
    const names = manifest(members).flatMap(({ RepoTags }) => RepoTags ?? []);
    assert.deepEqual([...new Set(names)].toSorted(), wanted.toSorted());
    for (const name of wanted) {
      (await scene.send('DELETE', scene.libpod(`/images/${name}`))).expect(200);
    }
    await load(scene, bytes);
    for (const name of wanted) assert.ok(await imageExists(scene, name), name);
  }),

  clause('libpod.image.export-many.200.shared-layers', async (scene) => {
    const base = [file('base', scene.name())];
    const first = await ownImage(scene, { layers: [base] });
    const second = await ownImage(scene, { layers: [base, [file('more', 'more')]] });
    const { members } = await exported(
      scene,
      `/images/export?format=docker-archive&references=${first}&references=${second}`,
    );
    const layers = new Set(manifest(members).flatMap(({ Layers }) => Layers));
    assert.equal(layers.size, 2);
    for (const layer of layers) {
      assert.equal(members.filter(({ name }) => name === layer).length, 1, layer);
    }
  }),

  clause('libpod.image.export-many.400.references-missing', async (scene) => {
    const path = scene.libpod('/images/export?format=docker-archive');
    (await scene.send('GET', path)).expect(400);
  }),

  clause('libpod.image.export-many.400.parameters', async (scene) => {
    const path = scene.libpod(`/images/export?references=${scene.image}&compress=perhaps`);
    assert.match(messageOf((await scene.send('GET', path)).expect(400)), /compress/);
  }),

  clause('libpod.image.export-many.404.unknown', async (scene) => {
    const name = scene.name('nobody');
    const wanted = `references=${scene.image}&references=${name}`;
    const path = scene.libpod(`/images/export?format=docker-archive&${wanted}`);
    assert.ok(messageOf((await scene.send('GET', path)).expect(404)).includes(name));
  }),

  clause('libpod.image.export-many.500.format', async (scene) => {
    const wanted = `references=${scene.image}&references=localhost/app`;
    const path = scene.libpod(`/images/export?format=oci-archive&${wanted}`);
    assert.ok(messageOf((await scene.send('GET', path)).expect(500)).length > 0);
  }),

  clause('libpod.image.load.200.docker-archive', async (scene) => {
    await loadsDockerArchive(scene, 'libpod');
  }),

  clause('libpod.image.load.200.oci-archive', async (scene) => {
    for (const compression of ['none', 'gzip', 'zstd'] as const) {
      const { image, name } = fresh(scene, 'libpod');
      await load(scene, await ociArchive([image], compression));
      assert.ok(await imageExists(scene, name), compression);
    }
  }),

  clause('libpod.image.load.200.names', async (scene) => {
    const { image, name } = fresh(scene, 'libpod');
    const other = fresh(scene, 'libpod').name;
    image.names.push(other);
    const found = await load(scene, await dockerArchive([image]));
    assert.deepEqual(found.toSorted(), [name, other].toSorted());
    const unnamed = { ...image, names: [], layers: [[file('own', name)]] };
    const [id = ''] = await load(scene, await dockerArchive([unnamed]));
    assert.match(id, /^sha256:[0-9a-f]{64}$/);
    scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${id}`)));
    assert.ok(await imageExists(scene, id), id);
  }),

  clause('libpod.image.load.200.again', async (scene) => {
    const { image, name } = fresh(scene, 'libpod');
    for (const body of [await dockerArchive([image]), await ociArchive([image])]) {
      await load(scene, body);
      const id = await imageId(scene, name);
      await load(scene, body);
      assert.equal(await imageId(scene, name), id);
    }
  }),

  clause('libpod.image.load.400.not-an-archive', async (scene) => {
    const { image, name } = fresh(scene, 'libpod');
    const whole = await dockerArchive([image]);
    const noManifest = await tar([file('a', 'b')]);
    for (const body of [Buffer.from('no archive'), noManifest, whole.subarray(0, 1500)]) {
      const answer = await scene.send('POST', scene.libpod('/images/load'), { body });
      assert.ok(messageOf(answer.expect(400)).length > 0);
      assert.ok(!(await imageExists(scene, name)), 'nothing is left');
    }
  }),
];
