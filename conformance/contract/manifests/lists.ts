import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { imageExists } from '../../suite/images.ts';
import {
  add,
  before4,
  createList,
  from4,
  inspectList,
  isNew,
  listName,
  modify,
  stored,
} from '../../suite/manifests.ts';
import { SceneRegistry, needs } from '../../suite/registry.ts';
import type { Scene } from '../../suite/scene.ts';
import type { Answer } from '../../suite/send.ts';

const idOf = (answer: Answer) => (answer.json as { Id: string }).Id;

/** Names that cannot be one. */
const bad = encodeURIComponent('UPPER case');

/** The message of an answer names the thing. */
function names(answer: Answer, name: string): void {
  const { message } = answer.json as { message: string };
  assert.ok(message.includes(name), message);
}

/** Every one of these refuses an unknown list. */
async function unknown(scene: Scene, ask: (name: string) => Promise<Answer>): Promise<void> {
  const name = `localhost/${scene.name('m')}`;
  names((await ask(name)).expect(404), name);
}

/** A list with one image of this test. */
async function withImage(scene: Scene) {
  const image = await ownImage(scene, {});
  const name = await createList(scene, [image]);
  const [entry] = (await inspectList(scene, name)).manifests;
  assert.ok(entry, 'the list has the image');
  return { name, image, entry };
}

const unknownDigest = `sha256:${'1'.repeat(64)}`;

export default [
  clause('libpod.manifest.create.200.created', async (scene) => {
    const name = listName(scene);
    const query = new URLSearchParams({ name }).toString();
    const answer = (await scene.send('POST', before4(`/create?${query}`))).expect(200);
    assert.match(idOf(answer), /^[0-9a-f]{64}$/);
    assert.deepEqual((await inspectList(scene, name)).manifests, []);
    assert.deepEqual((await inspectList(scene, idOf(answer).slice(0, 20))).manifests, []);
  }),

  clause('libpod.manifest.create.200.images', async (scene) => {
    const name = listName(scene);
    const image = await ownImage(scene, {});
    const query = new URLSearchParams({ name, image: stored(image) }).toString();
    (await scene.send('POST', before4(`/create?${query}`))).expect(200);
    assert.equal((await inspectList(scene, name)).manifests.length, 1);
  }),

  clause(
    'libpod.manifest.create.200.all',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const published = await registry.list(['amd64', 'arm64', 's390x']);
      for (const [all, count] of [
        ['true', 3],
        ['false', 1],
      ] as const) {
        const name = listName(scene);
        const image = `docker://${published.name}`;
        const query = new URLSearchParams({ name, image, all, tlsVerify: 'false' }).toString();
        (await scene.send('POST', before4(`/create?${query}`))).expect(200);
        assert.equal((await inspectList(scene, name)).manifests.length, count);
      }
    },
    { needs },
  ),

  clause('libpod.manifest.create.200.amend', async (scene) => {
    const name = await createList(scene);
    const query = new URLSearchParams({ name, amend: 'true' }).toString();
    (await scene.send('POST', before4(`/create?${query}`))).expect(200);
    assert.deepEqual((await inspectList(scene, name)).manifests, []);
  }),

  clause('libpod.manifest.create.201.version-4', async (scene) => {
    const name = listName(scene);
    const query = new URLSearchParams({ name }).toString();
    (await scene.send('POST', from4(`/create?${query}`))).expect(201);
    assert.deepEqual((await inspectList(scene, name)).manifests, []);
  }),

  clause('libpod.manifest.create.400.name-bad', async (scene) => {
    const answer = await scene.send('POST', before4(`/create?name=${bad}`));
    // Podman 3 makes it, and afterwards its lists of images fail.
    if (answer.status === 200) {
      const path = scene.libpod(`/images/${idOf(answer)}?force=true`);
      scene.defer(() => scene.send('DELETE', path));
    }
    answer.expect(400);
  }),

  clause('libpod.manifest.create.400.parameters', async (scene) => {
    const path = before4(`/create?name=localhost/${scene.name('m')}&all=perhaps`);
    names((await scene.send('POST', path)).expect(400), 'all');
  }),

  clause('libpod.manifest.create.404.image', async (scene) => {
    const name = listName(scene);
    const image = stored(`localhost/${scene.name('i')}`);
    const query = new URLSearchParams({ name, image }).toString();
    (await scene.send('POST', before4(`/create?${query}`))).expect(404);
    (await scene.send('GET', scene.libpod(`/manifests/${name}/json`))).expect(404);
  }),

  clause('libpod.manifest.create-named.201.created', async (scene) => {
    const name = listName(scene);
    const answer = (await scene.send('POST', from4(`/${name}`))).expect(201);
    assert.match(idOf(answer), /^[0-9a-f]{64}$/);
    assert.deepEqual((await inspectList(scene, name)).manifests, []);
  }),

  clause('libpod.manifest.create-named.201.images', async (scene) => {
    const name = listName(scene);
    const image = encodeURIComponent(stored(await ownImage(scene, {})));
    (await scene.send('POST', from4(`/${name}?images=${image}`))).expect(201);
    assert.equal((await inspectList(scene, name)).manifests.length, 1);
  }),

  clause('libpod.manifest.create-named.201.amend', async (scene) => {
    const { name } = await withImage(scene);
    (await scene.send('POST', from4(`/${name}?amend=true`))).expect(201);
    assert.equal((await inspectList(scene, name)).manifests.length, 1);
  }),

  clause('libpod.manifest.create-named.400.name-bad', async (scene) => {
    (await scene.send('POST', from4(`/${bad}`))).expect(400);
  }),

  clause('libpod.manifest.create-named.404.image', async (scene) => {
    const name = listName(scene);
    const image = encodeURIComponent(stored(`localhost/${scene.name('i')}`));
    (await scene.send('POST', from4(`/${name}?images=${image}`))).expect(404, 500);
    (await scene.send('GET', scene.libpod(`/manifests/${name}/json`))).expect(404);
  }),

  clause('libpod.manifest.create-named.500.name-taken', async (scene) => {
    const name = await createList(scene);
    names((await scene.send('POST', from4(`/${name}`))).expect(500), 'in use');
  }),

  clause('libpod.manifest.add.200.added', async (scene) => {
    const image = await ownImage(scene, {});
    const name = await createList(scene);
    (await add(scene, name, { images: [stored(image)] })).expect(200);
    const [entry, ...others] = (await inspectList(scene, name)).manifests;
    assert.deepEqual(others, []);
    const { Architecture } = (await scene.send('GET', scene.libpod(`/images/${image}/json`)))
      .json as { Architecture: string };
    assert.equal(entry?.platform.architecture, Architecture);
    assert.equal(entry.platform.os, 'linux');
    assert.ok(entry.size > 0);
  }),

  clause(
    'libpod.manifest.add.200.all',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const published = await registry.list(['amd64', 'arm64', 's390x']);
      const name = await createList(scene);
      const images = [`docker://${published.name}`];
      const path = before4(`/${name}/add?tlsVerify=false`);
      (await scene.send('POST', path, { json: { images, all: true } })).expect(200);
      const { manifests } = await inspectList(scene, name);
      assert.deepEqual(manifests.map(({ platform }) => platform.architecture).toSorted(), [
        'amd64',
        'arm64',
        's390x',
      ]);
    },
    { needs },
  ),

  clause('libpod.manifest.add.200.override', async (scene) => {
    const image = await ownImage(scene, {});
    const name = await createList(scene);
    const json = {
      images: [stored(image)],
      arch: 'arm64',
      os: 'freebsd',
      variant: 'v8',
      annotation: isNew(scene) ? ['maker=test'] : { maker: 'test' },
    };
    (await add(scene, name, json)).expect(200);
    const [entry] = (await inspectList(scene, name)).manifests;
    assert.equal(entry?.platform.architecture, 'arm64');
    assert.equal(entry.platform.os, 'freebsd');
    assert.equal(entry.platform.variant, 'v8');
    assert.equal(entry.annotations?.['maker'], 'test');
  }),

  clause('libpod.manifest.add.404.image', async (scene) => {
    const name = await createList(scene);
    const image = stored(`localhost/${scene.name('i')}`);
    (await add(scene, name, { images: [image] })).expect(404, 500);
    assert.deepEqual((await inspectList(scene, name)).manifests, []);
  }),

  clause('libpod.manifest.add.404.unknown', (scene) =>
    unknown(scene, (name) => add(scene, name, { images: [stored(scene.image)] })),
  ),

  clause('libpod.manifest.modify.200.updated', async (scene) => {
    const image = stored(await ownImage(scene, {}));
    const name = await createList(scene);
    const json = { operation: 'update', images: [image], arch: 'arm64' };
    const report = (await modify(scene, name, json)).expect(200).json as { images: string[] };
    assert.deepEqual(report.images, [image]);
    const [entry] = (await inspectList(scene, name)).manifests;
    assert.equal(entry?.platform.architecture, 'arm64');
  }),

  clause('libpod.manifest.modify.200.removed', async (scene) => {
    const { name, entry } = await withImage(scene);
    (await modify(scene, name, { operation: 'remove', images: [entry.digest] })).expect(200);
    assert.deepEqual((await inspectList(scene, name)).manifests, []);
  }),

  clause('libpod.manifest.modify.200.annotated', async (scene) => {
    const { name, entry } = await withImage(scene);
    const json = { operation: 'annotate', images: [entry.digest], arch: 's390x' };
    (await modify(scene, name, json)).expect(200);
    const [changed] = (await inspectList(scene, name)).manifests;
    assert.equal(changed?.platform.architecture, 's390x');
    assert.equal(changed.digest, entry.digest);
  }),

  clause('libpod.manifest.modify.400.operation', async (scene) => {
    const { name, entry } = await withImage(scene);
    (await modify(scene, name, { operation: 'paint', images: [entry.digest] })).expect(400);
  }),

  clause('libpod.manifest.modify.400.digest', async (scene) => {
    const { name } = await withImage(scene);
    for (const operation of ['remove', 'annotate'])
      (await modify(scene, name, { operation, images: ['no digest'] })).expect(400);
    assert.equal((await inspectList(scene, name)).manifests.length, 1);
  }),

  clause('libpod.manifest.modify.404.unknown', (scene) =>
    unknown(scene, (name) => modify(scene, name, { operation: 'remove', images: [unknownDigest] })),
  ),

  clause('libpod.manifest.modify.409.partial', async (scene) => {
    const name = await createList(scene);
    const image = stored(await ownImage(scene, {}));
    const images = [image, stored(`localhost/${scene.name('i')}`)];
    const answer = (await modify(scene, name, { operation: 'update', images })).expect(409);
    const report = answer.json as { images: string[]; errors: unknown[] };
    assert.deepEqual(report.images, [image]);
    assert.equal(report.errors.length, 1);
    assert.equal((await inspectList(scene, name)).manifests.length, 1);
  }),

  clause('libpod.manifest.inspect.200.list', async (scene) => {
    const { name, entry } = await withImage(scene);
    const list = await inspectList(scene, name);
    assert.equal(list.schemaVersion, 2);
    assert.match(list.mediaType, /manifest\.list|image\.index/);
    assert.match(entry.digest, /^sha256:[0-9a-f]{64}$/);
    assert.ok(entry.size > 0 && entry.platform.os === 'linux' && entry.platform.architecture);
  }),

  clause('libpod.manifest.inspect.200.empty', async (scene) => {
    const name = await createList(scene);
    const answer = await scene.send('GET', scene.libpod(`/manifests/${name}/json`));
    assert.deepEqual((answer.expect(200).json as { manifests: unknown }).manifests, []);
  }),

  clause('libpod.manifest.inspect.404.unknown', (scene) =>
    unknown(scene, (name) => scene.send('GET', scene.libpod(`/manifests/${name}/json`))),
  ),

  clause('libpod.manifest.exists.204.exists', async (scene) => {
    const name = await createList(scene);
    (await scene.send('GET', scene.libpod(`/manifests/${name}/exists`))).expect(204);
  }),

  clause('libpod.manifest.exists.404.unknown', async (scene) => {
    const name = `localhost/${scene.name('m')}`;
    (await scene.send('GET', scene.libpod(`/manifests/${name}/exists`))).expect(404);
  }),

  clause('libpod.manifest.remove.200.entry-removed', async (scene) => {
    const { name, entry } = await withImage(scene);
    const other = await ownImage(scene, {});
    (await add(scene, name, { images: [stored(other)] })).expect(200);
    const path = before4(`/${name}?digest=${entry.digest}`);
    assert.match(idOf((await scene.send('DELETE', path)).expect(200)), /^[0-9a-f]{64}$/);
    const left = (await inspectList(scene, name)).manifests.map(({ digest }) => digest);
    assert.equal(left.length, 1);
    assert.ok(!left.includes(entry.digest));
  }),

  clause('libpod.manifest.remove.200.deleted', async (scene) => {
    const { name, image } = await withImage(scene);
    const report = (await scene.send('DELETE', from4(`/${name}`))).expect(200).json as {
      Untagged: string[];
    };
    assert.deepEqual(report.Untagged, [name]);
    (await scene.send('GET', scene.libpod(`/manifests/${name}/json`))).expect(404);
    assert.ok(await imageExists(scene, image), 'its image stays');
  }),

  clause('libpod.manifest.remove.400.digest', async (scene) => {
    const { name } = await withImage(scene);
    for (const digest of ['no-digest', unknownDigest])
      (await scene.send('DELETE', before4(`/${name}?digest=${digest}`))).expect(400);
    assert.equal((await inspectList(scene, name)).manifests.length, 1);
  }),

  clause('libpod.manifest.remove.404.unknown', (scene) =>
    unknown(scene, (name) =>
      scene.send(
        'DELETE',
        isNew(scene) ? from4(`/${name}`) : before4(`/${name}?digest=${unknownDigest}`),
      ),
    ),
  ),
];
