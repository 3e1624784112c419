import assert from 'node:assert/strict';
import { file, images } from '../../../fixtures/index.ts';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { imageExists, imageId, tag } from '../../suite/images.ts';
import type { InspectedImage } from '../../suite/images.ts';
import type { Scene } from '../../suite/scene.ts';

const LAYERS = 'localhost/layers:latest';

async function inspect(scene: Scene, name: string): Promise<InspectedImage> {
  const answer = await scene.send('GET', scene.libpod(`/images/${name}/json`));
  return answer.expect(200).json as InspectedImage;
}

async function untag(scene: Scene, name: string, query = '') {
  return scene.send('POST', scene.libpod(`/images/${name}/untag${query}`));
}

async function tree(scene: Scene, name: string, query = ''): Promise<string> {
  const answer = await scene.send('GET', scene.libpod(`/images/${name}/tree${query}`));
  return (answer.expect(200).json as { Tree: string }).Tree;
}

export default [
  clause('libpod.image.exists.204.found', async (scene) => {
    const id = await imageId(scene, scene.image);
    for (const name of [scene.image, id, id.slice(0, 12)]) {
      const answer = await scene.send('GET', scene.libpod(`/images/${name}/exists`));
      assert.equal(answer.expect(204).text, '', name);
    }
  }),

  clause('libpod.image.inspect.200.fields', async (scene) => {
    const found = await inspect(scene, 'localhost/app:latest');
    assert.match(found.Id, /^[0-9a-f]{64}$/);
    assert.deepEqual([found.RepoTags, found.Os], [['localhost/app:latest'], 'linux']);
    const { User, Env, Entrypoint, Labels } = images.app().config;
    const { Config } = found;
    assert.deepEqual(
      [Config['User'], Config['Env'], Config['Entrypoint'], Config['Labels']],
      [User, Env, Entrypoint, Labels],
    );
    assert.deepEqual(found['Labels'], Labels);
    assert.equal(found.RootFS.Layers.length, 1);
    assert.match(String(found['Digest']), /^sha256:/);
  }),

  clause('libpod.image.inspect.200.by-prefix', async (scene) => {
    const name = await ownImage(scene, {});
    const { Id } = await inspect(scene, name);
    assert.equal((await inspect(scene, Id.slice(0, 12))).Id, Id);
  }),

  clause('libpod.image.inspect.200.short-name', async (scene) => {
    const name = await ownImage(scene, {});
    const id = await imageId(scene, name);
    const hub = scene.name('i');
    await tag(scene, name, `docker.io/library/${hub}`);
    for (const short of [name.replace('localhost/', ''), hub]) {
      assert.equal((await inspect(scene, short)).Id, id, short);
    }
  }),

  clause('libpod.image.history.200.array', async (scene) => {
    const answer = await scene.send('GET', scene.libpod(`/images/${LAYERS}/history`));
    const steps = answer.expect(200).json as { Id: string; CreatedBy: string }[];
    assert.deepEqual(
      steps.map(({ CreatedBy }) => CreatedBy),
      ['fixture layer 3', 'fixture layer 2', 'fixture layer 1'],
    );
    assert.equal(steps[0]?.Id, await imageId(scene, LAYERS));
  }),

  clause('libpod.image.history.200.fields', async (scene) => {
    const answer = await scene.send('GET', scene.libpod(`/images/${LAYERS}/history`));
    const steps = answer.expect(200).json as { Created: number; Comment: string; Size: number }[];
    for (const { Created, Comment, Size } of steps) {
      assert.equal(Created, Date.parse('2024-01-01T00:00:00Z') / 1000);
      assert.equal(typeof Comment, 'string');
      assert.ok(Size > 0, 'each has a layer');
    }
    assert.ok(steps[2]!.Size > 1_000_000, 'busybox is in the lowest');
  }),

  clause('libpod.image.tag.201.named', async (scene) => {
    const name = await ownImage(scene, {});
    const repo = `localhost/${scene.name('i')}`;
    const path = scene.libpod(`/images/${name}/tag?repo=${repo}&tag=v1`);
    (await scene.send('POST', path)).expect(201);
    const { Id, RepoTags } = await inspect(scene, `${repo}:v1`);
    assert.equal(Id, await imageId(scene, name));
    assert.deepEqual(RepoTags.toSorted(), [name, `${repo}:v1`].toSorted());
  }),

  clause('libpod.image.tag.201.moved', async (scene) => {
    const [first, second] = [await ownImage(scene, {}), await ownImage(scene, {})];
    const id = await imageId(scene, first);
    const path = scene.libpod(`/images/${second}/tag?repo=${first.replace(':latest', '')}`);
    (await scene.send('POST', path)).expect(201);
    scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${id}`)));
    assert.equal(await imageId(scene, first), await imageId(scene, second));
    assert.deepEqual((await inspect(scene, id)).RepoTags ?? [], []);
  }),

  clause('libpod.image.tag.201.default-tag', async (scene) => {
    const name = await ownImage(scene, {});
    const repo = `localhost/${scene.name('i')}`;
    (await scene.send('POST', scene.libpod(`/images/${name}/tag?repo=${repo}`))).expect(201);
    assert.ok((await inspect(scene, name)).RepoTags.includes(`${repo}:latest`));
  }),

  clause('libpod.image.tag.400.repo-missing', async (scene) => {
    const name = await ownImage(scene, {});
    (await scene.send('POST', scene.libpod(`/images/${name}/tag`))).expect(400);
    assert.deepEqual((await inspect(scene, name)).RepoTags, [name]);
  }),

  clause('libpod.image.untag.201.untagged', async (scene) => {
    const name = await ownImage(scene, {});
    const id = await imageId(scene, name);
    const repo = `localhost/${scene.name('i')}`;
    await tag(scene, name, repo, 'v1');
    (await untag(scene, name, `?repo=${repo}&tag=v1`)).expect(201);
    assert.ok(!(await imageExists(scene, `${repo}:v1`)), 'the name is gone');
    assert.deepEqual((await inspect(scene, id)).RepoTags, [name], 'the other name stays');
  }),

  clause('libpod.image.untag.201.all', async (scene) => {
    const name = await ownImage(scene, {});
    const id = await imageId(scene, name);
    await tag(scene, name, `localhost/${scene.name('i')}`, 'v1');
    (await untag(scene, name)).expect(201);
    scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${id}`)));
    assert.deepEqual((await inspect(scene, id)).RepoTags ?? [], []);
  }),

  clause('libpod.image.untag.400.tag-alone', async (scene) => {
    const name = await ownImage(scene, {});
    (await untag(scene, name, '?tag=latest')).expect(400);
    assert.ok(await imageExists(scene, name), 'the name stays');
  }),

  clause('libpod.image.tree.200.tree', async (scene) => {
    assert.ok((await tree(scene, LAYERS)).includes((await imageId(scene, LAYERS)).slice(0, 12)));
  }),

  clause('libpod.image.tree.200.layers', async (scene) => {
    const text = await tree(scene, LAYERS);
    assert.equal(text.match(/ID: [0-9a-f]{12} Size: +[\d.]+ ?[kM]?B/g)?.length, 3, text);
    assert.match(text, /Top Layer of: \[localhost\/layers:latest\]/);
  }),

  clause('libpod.image.tree.200.what-requires', async (scene) => {
    const base = [file('base', scene.name())];
    const lower = await ownImage(scene, { layers: [base] });
    const upper = await ownImage(scene, { layers: [base, [file('more', 'more')]] });
    assert.ok(
      (await tree(scene, lower, '?whatrequires=true')).includes(upper),
      'what builds on it',
    );
    assert.ok(!(await tree(scene, lower)).includes(upper), 'only with the parameter');
  }),

  clause('libpod.image.tree.400.parameters', async (scene) => {
    const path = scene.libpod(`/images/${LAYERS}/tree?whatrequires=perhaps`);
    assert.match(messageOf((await scene.send('GET', path)).expect(400)), /whatrequires/);
  }),

  ...(['200.array', '200.top-layer'] as const).map((promise) =>
    clause(`libpod.image.changes.${promise}`, async (scene) => {
      const name = (await imageId(scene, LAYERS)).slice(0, 12);
      const answer = await scene.send('GET', scene.libpod(`/images/${name}/changes`));
      const changes = answer.expect(200).json as { Path: string; Kind: number }[];
      const kinds = new Map(changes.map(({ Path, Kind }) => [Path, Kind]));
      assert.equal(kinds.get('/data/changed'), 0);
      assert.equal(kinds.get('/data/hidden/new'), 1);
      assert.equal(kinds.get('/data/removed'), 2);
    }),
  ),

  ...(
    [
      ['exists', 'GET', '/exists'],
      ['inspect', 'GET', '/json'],
      ['history', 'GET', '/history'],
      ['tree', 'GET', '/tree'],
      ['changes', 'GET', '/changes'],
      ['export', 'GET', '/get'],
      ['tag', 'POST', '/tag?repo=localhost/other'],
      ['untag', 'POST', '/untag'],
      ['remove', 'DELETE', ''],
    ] as const
  ).map(([operation, method, path]) =>
    clause(`libpod.image.${operation}.404.unknown`, (scene) =>
      unknownNameAnswers404(scene, method, (name) => scene.libpod(`/images/${name}${path}`)),
    ),
  ),
];
