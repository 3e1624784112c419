import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { ownImage } from '../../suite/fixtures.ts';
import * as promise from '../../suite/image-list-promises.ts';
import { imageId, inspectImage, tag, unnamedImage } from '../../suite/images.ts';
import type { ListedImage } from '../../suite/images.ts';
import type { Scene } from '../../suite/scene.ts';

const list = (scene: Scene, wanted: Record<string, string[]> = {}, query = '') =>
  promise.list(scene, 'compat', wanted, query);

/** The list as a version of the API has it. */
async function listAt(scene: Scene, version: string, query = ''): Promise<ListedImage[]> {
  const answer = await scene.send('GET', `/v${version}/images/json?${query}`);
  return answer.expect(200).json as ListedImage[];
}

const three = (scene: Scene) => promise.three(scene, 'compat');

export default [
  clause('compat.image.list.200.shape', async (scene) => {
    const name = await ownImage(scene, { config: { Labels: { a: 'b' } } });
    const seen = await inspectImage(scene, name);
    const mine = (await list(scene)).find(({ RepoTags }) => RepoTags?.includes(name));
    assert.ok(mine, 'the image is in the list');
    assert.match(mine.Id, /^sha256:[0-9a-f]{64}$/);
    assert.equal(mine.Id, seen.Id);
    assert.equal(mine.Created, Date.parse(seen.Created) / 1000);
    assert.deepEqual([mine.Labels, mine.Size], [{ a: 'b' }, seen.Size]);
    assert.deepEqual([mine.SharedSize, mine.Containers], [-1, -1], 'not computed');
  }),

  clause('compat.image.list.200.one-entry-per-image', async (scene) => {
    const name = await ownImage(scene, {});
    const other = `localhost/${scene.name('i')}`;
    await tag(scene, name, other, 'v2');
    const found = (await list(scene)).filter(({ RepoTags }) => RepoTags?.includes(name));
    assert.equal(found.length, 1);
    assert.deepEqual(found[0]?.RepoTags?.toSorted(), [name, `${other}:v2`].toSorted());
  }),

  clause('compat.image.list.200.newest-first', async (scene) => {
    const { names, label } = await three(scene);
    const found = await list(scene, { label: [label] });
    assert.deepEqual(
      found.flatMap(({ RepoTags }) => RepoTags ?? []),
      names.toReversed(),
    );
  }),

  clause('compat.image.list.200.none-names', async (scene) => {
    const id = await unnamedImage(scene);
    const at = async (version: string) =>
      (await listAt(scene, version)).find(({ Id }) => Id.endsWith(id))?.RepoTags;
    assert.deepEqual(await at('1.42'), ['<none>:<none>']);
    assert.deepEqual(await at('1.43'), []);
  }),

  clause('compat.image.list.any.all', promise.all('compat')),

  clause('compat.image.list.any.digests', async (scene) => {
    const { label } = await three(scene);
    const usual = await list(scene, { label: [label] });
    assert.deepEqual(await list(scene, { label: [label] }, '&digests=true'), usual);
  }),

  clause('compat.image.list.any.filter-before', async (scene) => {
    const images = await three(scene);
    await promise.before(images);
    const id = await imageId(scene, images.names[1]);
    assert.deepEqual(await images.chosen({ before: [id] }), [images.names[0]], 'by id');
  }),

  clause('compat.image.list.any.filter-since', async (scene) => promise.since(await three(scene))),

  clause('compat.image.list.any.filter-dangling', promise.dangling('compat', ['true', '1'])),

  clause('compat.image.list.any.filter-label', async (scene) => {
    const { names, chosen, label } = await three(scene);
    assert.deepEqual(await chosen({ label: [label, 'colour=red'] }), [names[0], names[1]]);
    assert.deepEqual(await chosen({ label: [label, 'colour', 'size=big'] }), [names[1]]);
    assert.deepEqual(await chosen({ label: [label, 'colour=blue'] }), []);
  }),

  clause('compat.image.list.any.filter-reference', async (scene) => {
    const name = await ownImage(scene, {});
    const repo = name.slice(0, -':latest'.length);
    await tag(scene, name, repo, 'v2');
    const shown = async (reference: string) =>
      (await list(scene, { reference: [reference] })).flatMap(({ RepoTags }) => RepoTags ?? []);
    assert.deepEqual(await shown(`${repo}:v2`), [`${repo}:v2`]);
    assert.deepEqual((await shown(repo)).toSorted(), [name, `${repo}:v2`]);
    assert.deepEqual(await shown(`${repo}:v?`), [`${repo}:v2`]);
    assert.deepEqual((await shown(`${repo.slice(0, -3)}*`)).toSorted(), [name, `${repo}:v2`]);
    assert.deepEqual(await shown(`${repo}-not`), []);
  }),

  clause('compat.image.list.any.filter-until', promise.until('compat')),

  clause('compat.image.list.any.filter-old', async (scene) => {
    const name = await ownImage(scene, {});
    const repo = name.slice(0, -':latest'.length);
    const found = await listAt(scene, '1.40', `filter=${repo}`);
    assert.deepEqual(
      found.flatMap(({ RepoTags }) => RepoTags ?? []),
      [name],
    );
    assert.ok((await listAt(scene, '1.41', `filter=${repo}`)).length > 1, 'not read any more');
  }),

  clause('compat.image.list.any.shared-size', async (scene) => {
    const busybox = async (query: string, version: string) =>
      (await listAt(scene, version, query)).find(({ RepoTags }) => RepoTags?.includes(scene.image))
        ?.SharedSize;
    assert.equal(await busybox('', '1.42'), -1);
    assert.ok((await busybox('shared-size=true', '1.42'))! > 0, 'other fixtures share its layer');
  }),

  clause('compat.image.list.404.filter-image-unknown', async (scene) => {
    for (const name of ['before', 'since']) {
      const path = scene.compat(`/images/json?${filters({ [name]: [scene.name('nobody')] })}`);
      (await scene.send('GET', path)).expect(404);
    }
  }),

  clause('compat.image.list.400.unknown-filter', async (scene) => {
    for (const wanted of [{ nonsense: ['x'] }, { dangling: ['nonsense'] }]) {
      const path = scene.compat(`/images/json?${filters(wanted)}`);
      assert.match(messageOf((await scene.send('GET', path)).expect(400)), /nonsense/);
    }
  }),
];
