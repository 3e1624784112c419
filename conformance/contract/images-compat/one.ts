import assert from 'node:assert/strict';
import { images } from '../../../fixtures/index.ts';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { imageExists, imageId, inspectImage, tag } from '../../suite/images.ts';
import type { Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

const LAYERS = 'localhost/layers:latest';

interface Step {
  Id: string;
  Created: number;
  CreatedBy: string;
  Tags: string[] | null;
  Size: number;
  Comment: string;
}

async function history(scene: Scene, name: string): Promise<Step[]> {
  const answer = await scene.send('GET', scene.compat(`/images/${name}/history`));
  return answer.expect(200).json as Step[];
}

/** Every form of reference of an image, each of an image of its own. */
async function everyReference(
  scene: Scene,
  use: (reference: string, id: string) => Promise<void>,
): Promise<void> {
  const forms: ((name: string, id: string) => string)[] = [
    (name) => name,
    (name) => name.replace(':latest', ''),
    (_, id) => id,
    (_, id) => `sha256:${id}`,
    (_, id) => id.slice(0, 12),
    (name) => name.replace('localhost/', ''),
    (name) => name.replace('localhost/', '').replace(':latest', ''),
  ];
  for (const form of forms) {
    const name = await ownImage(scene, {});
    const id = await imageId(scene, name);
    await use(form(name, id), id);
  }
  const name = await ownImage(scene, {});
  const [digest] = (await inspectImage(scene, name)).RepoDigests;
  if (digest) await use(digest, await imageId(scene, name));
  const other = await ownImage(scene, {});
  const hub = scene.name('i');
  await tag(scene, other, `docker.io/library/${hub}`);
  await use(hub, await imageId(scene, other));
}

export default [
  clause('compat.image.inspect.200.shape', async (scene) => {
    const name = await ownImage(scene, {});
    const found = await inspectImage(scene, name);
    assert.match(found.Id, /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual([found.RepoTags, found.Os], [[name], 'linux']);
    assert.ok(Array.isArray(found.RepoDigests), 'RepoDigests is a list');
    assert.ok(found.Size > 0, 'bytes');
    assert.equal(Date.parse(found.Created), Date.parse('2024-01-01T00:00:00Z'));
  }),

  clause('compat.image.inspect.200.config', async (scene) => {
    const { Config } = await inspectImage(scene, 'localhost/app:latest');
    for (const [member, value] of Object.entries(images.app().config)) {
      assert.deepEqual(Config[member], value, member);
    }
  }),

  clause('compat.image.inspect.200.layers', async (scene) => {
    const { RootFS } = await inspectImage(scene, LAYERS);
    const base = (await inspectImage(scene, scene.image)).RootFS;
    assert.equal(RootFS.Type, 'layers');
    assert.equal(RootFS.Layers.length, 3);
    assert.deepEqual(RootFS.Layers.slice(0, 1), base.Layers, 'the lowest first');
    for (const digest of RootFS.Layers) assert.match(digest, /^sha256:[0-9a-f]{64}$/);
  }),

  clause('compat.image.inspect.200.old-members', async (scene) => {
    const at = async (version: string) => {
      const answer = await scene.send('GET', `/v${version}/images/${scene.image}/json`);
      return Object.keys(answer.expect(200).json as object);
    };
    const old = await at('1.43');
    assert.ok(old.includes('VirtualSize') && old.includes('ContainerConfig'), old.join());
    assert.ok(!(await at('1.44')).includes('VirtualSize'), '1.44');
    const newest = await at('1.45');
    assert.ok(!newest.includes('Container') && !newest.includes('ContainerConfig'), newest.join());
  }),

  clause('compat.image.inspect.any.references', (scene) =>
    everyReference(scene, async (reference, id) => {
      assert.equal(await imageId(scene, reference), id, reference);
    }),
  ),

  clause('compat.image.history.200.steps', async (scene) => {
    const steps = await history(scene, LAYERS);
    assert.deepEqual(
      steps.map(({ CreatedBy }) => CreatedBy),
      ['fixture layer 3', 'fixture layer 2', 'fixture layer 1'],
    );
    assert.equal(steps[0]?.Id, `sha256:${await imageId(scene, LAYERS)}`);
    assert.deepEqual(steps[0].Tags, [LAYERS]);
    assert.deepEqual(
      steps.slice(1).map(({ Id }) => Id),
      ['<missing>', '<missing>'],
    );
    assert.equal(steps[0].Created, Date.parse('2024-01-01T00:00:00Z') / 1000);
  }),

  clause('compat.image.history.200.sizes', async (scene) => {
    const [top, middle, base] = (await history(scene, LAYERS)).map(({ Size }) => Size);
    assert.ok(base! > 1_000_000 && middle! > 0 && top! > 0, `${base} ${middle} ${top}`);
    assert.ok(middle! < 100_000 && top! < 100_000, 'only their own files');
  }),

  clause('compat.image.history.any.references', (scene) =>
    everyReference(scene, async (reference, id) => {
      assert.match((await history(scene, reference))[0]?.Id ?? '', new RegExp(id), reference);
    }),
  ),

  clause('compat.image.tag.201.tagged', async (scene) => {
    const name = await ownImage(scene, {});
    const repo = `localhost/${scene.name('i')}`;
    const path = scene.compat(`/images/${name}/tag?repo=${repo}&tag=v1`);
    const answer = (await scene.send('POST', path)).expect(201);
    assert.equal(answer.text, '', 'no body');
    const { RepoTags } = await inspectImage(scene, `${repo}:v1`);
    assert.deepEqual(RepoTags.toSorted(), [name, `${repo}:v1`].toSorted());
  }),

  clause('compat.image.tag.201.moved', async (scene) => {
    const first = await ownImage(scene, {});
    const second = await ownImage(scene, {});
    const id = await imageId(scene, first);
    await tag(scene, second, first.replace(':latest', ''));
    assert.equal(await imageId(scene, first), await imageId(scene, second));
    assert.deepEqual((await inspectImage(scene, id)).RepoTags, []);
    scene.defer(() => scene.send('DELETE', scene.compat(`/images/${id}`)));
  }),

  clause('compat.image.tag.201.event-tag', async (scene) => {
    const name = await ownImage(scene, {});
    const events = await watch(scene, 'compat', { type: ['image'], event: ['tag'] });
    const repo = `localhost/${scene.name('i')}`;
    await tag(scene, name, repo, 'v1');
    await events.until(({ Actor }) => Actor.Attributes['name'] === `${repo}:v1`, 'tag');
  }),

  clause('compat.image.tag.any.tag-default', async (scene) => {
    const name = await ownImage(scene, {});
    const repo = `localhost/${scene.name('i')}`;
    (await scene.send('POST', scene.compat(`/images/${name}/tag?repo=${repo}`))).expect(201);
    assert.ok((await inspectImage(scene, name)).RepoTags.includes(`${repo}:latest`));
  }),

  clause('compat.image.tag.400.no-repo', async (scene) => {
    const name = await ownImage(scene, {});
    for (const query of ['', '?tag=v1', '?repo=&tag=v1']) {
      (await scene.send('POST', scene.compat(`/images/${name}/tag${query}`))).expect(400);
    }
    assert.deepEqual((await inspectImage(scene, name)).RepoTags, [name]);
  }),

  clause('compat.image.tag.400.reference', async (scene) => {
    const name = await ownImage(scene, {});
    for (const query of [
      'repo=Upper/CASE',
      'repo=a//b',
      'repo=fine&tag=sp%20ace',
      'repo=fine&tag=.x',
    ]) {
      const answer = await scene.send('POST', scene.compat(`/images/${name}/tag?${query}`));
      assert.ok(messageOf(answer.expect(400)).length > 0, query);
    }
    assert.deepEqual((await inspectImage(scene, name)).RepoTags, [name]);
  }),

  clause('compat.image.tag.any.references', (scene) =>
    everyReference(scene, async (reference, id) => {
      const repo = `localhost/${scene.name('i')}`;
      await tag(scene, reference, repo);
      assert.equal(await imageId(scene, repo), id, reference);
    }),
  ),

  clause('compat.image.remove.any.references', (scene) =>
    everyReference(scene, async (reference) => {
      (await scene.send('DELETE', scene.compat(`/images/${reference}`))).expect(200);
      assert.ok(!(await imageExists(scene, reference)), reference);
    }),
  ),

  ...(
    [
      ['inspect', 'GET', '/json'],
      ['history', 'GET', '/history'],
      ['tag', 'POST', '/tag?repo=localhost/other'],
      ['remove', 'DELETE', ''],
      ['export', 'GET', '/get'],
    ] as const
  ).map(([operation, method, path]) =>
    clause(`compat.image.${operation}.404.no-such-image`, (scene) =>
      unknownNameAnswers404(scene, method, (name) => scene.compat(`/images/${name}${path}`)),
    ),
  ),
];
