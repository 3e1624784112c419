import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { ownImage } from '../../suite/fixtures.ts';
import * as promise from '../../suite/image-list-promises.ts';
import { imageId } from '../../suite/images.ts';
import type { InspectedImage, ListedImage } from '../../suite/images.ts';
import type { Scene } from '../../suite/scene.ts';

type Listed = ListedImage & { Names?: string[] | null; ReadOnly?: boolean };

const list = (scene: Scene, wanted: Record<string, string[]> = {}) =>
  promise.list<Listed>(scene, 'libpod', wanted);

const ids = (images: Listed[]) => images.map(({ Id }) => Id);

const three = (scene: Scene) => promise.three(scene, 'libpod');

export default [
  clause('libpod.image.list.200.array', async (scene) => {
    const id = await imageId(scene, await ownImage(scene, {}));
    assert.equal(ids(await list(scene)).filter((one) => one === id).length, 1);
    assert.deepEqual(await list(scene, { reference: [scene.name('nobody')] }), []);
  }),

  clause('libpod.image.list.200.names', async (scene) => {
    const name = await ownImage(scene, {});
    const answer = await scene.send('GET', scene.libpod(`/images/${name}/json`));
    const seen = answer.expect(200).json as InspectedImage;
    const mine = (await list(scene)).find(({ RepoTags }) => RepoTags?.includes(name));
    assert.deepEqual(mine?.RepoTags, [name]);
    assert.deepEqual(mine.RepoDigests, seen.RepoDigests);
    assert.deepEqual([mine.Created, mine.Size], [Date.parse(seen.Created) / 1000, seen.Size]);
  }),

  clause('libpod.image.list.200.all', promise.all('libpod')),

  clause('libpod.image.list.200.filter-reference', async (scene) => {
    const { names, chosen } = await three(scene);
    const [first] = names;
    const repo = first.replace(':latest', '');
    for (const reference of [first, repo, `${repo.slice(0, -3)}*`]) {
      assert.deepEqual(await chosen({ reference: [reference] }), [first], reference);
    }
    assert.deepEqual(await chosen({ reference: [`${repo}:other`] }), []);
  }),

  clause('libpod.image.list.200.filter-dangling', promise.dangling('libpod', ['true'])),

  clause('libpod.image.list.200.filter-label', async (scene) => {
    const { names, label, chosen } = await three(scene);
    assert.deepEqual(await chosen({ label: [label] }), names);
    assert.deepEqual(await chosen({ label: [`${label}=red`] }), [names[0], names[1]]);
    assert.deepEqual(await chosen({ label: [`${label}=green`] }), []);
  }),

  clause('libpod.image.list.200.filter-before-since', async (scene) => {
    const images = await three(scene);
    await promise.before(images);
    await promise.since(images);
  }),

  clause('libpod.image.list.200.filter-until', promise.until('libpod')),

  clause('libpod.image.list.200.filter-id', async (scene) => {
    const { names, chosen } = await three(scene);
    const id = await imageId(scene, names[0]);
    for (const wanted of [id, id.slice(0, 12)]) {
      assert.deepEqual(await chosen({ id: [wanted] }), [names[0]], wanted);
    }
  }),

  clause('libpod.image.list.200.filter-readonly', async (scene) => {
    const { names, chosen } = await three(scene);
    assert.deepEqual(await chosen({ readonly: ['false'] }), names);
    assert.deepEqual(await chosen({ readonly: ['true'] }), []);
  }),

  clause('libpod.image.list.400.parameters', async (scene) => {
    const answer = await scene.send('GET', scene.libpod('/images/json?all=perhaps'));
    assert.match(messageOf(answer.expect(400)), /all/);
  }),

  clause('libpod.image.list.500.filter-unknown', async (scene) => {
    const path = scene.libpod(`/images/json?${filters({ nonsense: ['x'] })}`);
    assert.match(messageOf((await scene.send('GET', path)).expect(500)), /nonsense/);
  }),
];
