import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { commit, imageId, unnamedImage } from '../../suite/images.ts';
import type { InspectedImage, ListedImage } from '../../suite/images.ts';
import type { Scene } from '../../suite/scene.ts';

type Listed = ListedImage & { Names?: string[] | null; ReadOnly?: boolean };

async function list(scene: Scene, wanted: Record<string, string[]> = {}, query = '') {
  const path = scene.libpod(`/images/json?${filters(wanted)}${query}`);
  const found = (await scene.send('GET', path)).expect(200).json;
  assert.ok(Array.isArray(found), 'a list');
  return found as Listed[];
}

const ids = (images: Listed[]) => images.map(({ Id }) => Id);

/** Three images of this test, made a day after each other, and which of them a filter chooses. */
async function three(scene: Scene) {
  const label = scene.name('l');
  const make = (date: number, value: string) =>
    ownImage(scene, {
      created: new Date(Date.UTC(2024, 5, date)),
      config: { Labels: { [label]: value } },
    });
  const names = [await make(1, 'red'), await make(2, 'red'), await make(3, 'blue')] as const;
  const chosen = async (wanted: Record<string, string[]>) => {
    const found = (await list(scene, wanted)).flatMap(({ RepoTags }) => RepoTags ?? []);
    return names.filter((name) => found.includes(name));
  };
  return { label, names, chosen };
}

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

  clause('libpod.image.list.200.all', async (scene) => {
    const lower = await commit(scene, scene.image);
    const upper = await commit(scene, lower);
    const usual = ids(await list(scene));
    assert.ok(usual.includes(upper) && !usual.includes(lower), 'only the upper one');
    const all = ids(await list(scene, {}, '&all=true'));
    assert.ok(all.includes(upper) && all.includes(lower), 'both');
  }),

  clause('libpod.image.list.200.filter-reference', async (scene) => {
    const { names, chosen } = await three(scene);
    const [first] = names;
    const repo = first.replace(':latest', '');
    for (const reference of [first, repo, `${repo.slice(0, -3)}*`]) {
      assert.deepEqual(await chosen({ reference: [reference] }), [first], reference);
    }
    assert.deepEqual(await chosen({ reference: [`${repo}:other`] }), []);
  }),

  clause('libpod.image.list.200.filter-dangling', async (scene) => {
    const unnamed = await unnamedImage(scene);
    const named = await imageId(scene, await ownImage(scene, {}));
    const yes = ids(await list(scene, { dangling: ['true'] }));
    assert.ok(yes.includes(unnamed) && !yes.includes(named), 'true');
    const no = ids(await list(scene, { dangling: ['false'] }));
    assert.ok(no.includes(named) && !no.includes(unnamed), 'false');
  }),

  clause('libpod.image.list.200.filter-label', async (scene) => {
    const { names, label, chosen } = await three(scene);
    assert.deepEqual(await chosen({ label: [label] }), names);
    assert.deepEqual(await chosen({ label: [`${label}=red`] }), [names[0], names[1]]);
    assert.deepEqual(await chosen({ label: [`${label}=green`] }), []);
  }),

  clause('libpod.image.list.200.filter-before-since', async (scene) => {
    const { names, chosen } = await three(scene);
    assert.deepEqual(await chosen({ before: [names[2]] }), [names[0], names[1]]);
    assert.deepEqual(await chosen({ since: [names[0]] }), [names[1], names[2]]);
    assert.deepEqual(await chosen({ since: [names[0]], before: [names[2]] }), [names[1]]);
  }),

  clause('libpod.image.list.200.filter-until', async (scene) => {
    const { names, chosen } = await three(scene);
    for (const until of ['2024-06-02T12:00:00Z', String(Date.UTC(2024, 5, 2, 12) / 1000)]) {
      assert.deepEqual(await chosen({ until: [until] }), [names[0], names[1]], until);
    }
    assert.deepEqual(await chosen({ until: ['1h'] }), names);
  }),

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
