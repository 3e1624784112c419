import assert from 'node:assert/strict';
import { filters } from './containers.ts';
import { ownImage } from './fixtures.ts';
import { commit, imageId, unnamedImage } from './images.ts';
import type { ListedImage } from './images.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';

// What both trees promise of their lists of images; each is told the tree and gives the test.

/** The images that filters choose, with the members of their tree. */
export async function list<Image extends ListedImage>(
  scene: Scene,
  tree: Tree,
  wanted: Record<string, string[]> = {},
  query = '',
): Promise<Image[]> {
  const path = scene[tree](`/images/json?${filters(wanted)}${query}`);
  const found = (await scene.send('GET', path)).expect(200).json;
  assert.ok(Array.isArray(found), 'a list');
  return found as Image[];
}

/** The ids of such a list, 64 hexadecimal digits each; the compat tree has `sha256:` in front. */
async function ids(scene: Scene, tree: Tree, wanted: Record<string, string[]> = {}, query = '') {
  const found = (await list(scene, tree, wanted, query)).map(({ Id }) => Id);
  return tree === 'compat' ? found.map((id) => id.replace('sha256:', '')) : found;
}

/**
 * Three images with a label of this test, red, red and blue, made a day after each other; the
 * first two also of that colour, the second big. Their names, oldest first, and which of them a
 * filter chooses, in the same order.
 */
export async function three(scene: Scene, tree: Tree) {
  const label = scene.name('l');
  const make = (date: number, value: string, more: Record<string, string> = {}) =>
    ownImage(scene, {
      created: new Date(Date.UTC(2024, 5, date)),
      config: { Labels: { [label]: value, ...more } },
    });
  const names = [
    await make(1, 'red', { colour: 'red' }),
    await make(2, 'red', { colour: 'red', size: 'big' }),
    await make(3, 'blue'),
  ] as const;
  const chosen = async (wanted: Record<string, string[]>) => {
    const found = (await list(scene, tree, wanted)).flatMap(({ RepoTags }) => RepoTags ?? []);
    return names.filter((name) => found.includes(name));
  };
  return { label, names, chosen };
}

type Three = Awaited<ReturnType<typeof three>>;

/** An image that another is built on is shown with `all` only. */
export const all = (tree: Tree) => async (scene: Scene) => {
  const lower = await commit(scene, scene.image);
  const upper = await commit(scene, lower);
  const usual = await ids(scene, tree);
  assert.ok(usual.includes(upper) && !usual.includes(lower), 'only the upper one');
  const whole = await ids(scene, tree, {}, '&all=true');
  assert.ok(whole.includes(upper) && whole.includes(lower), 'both');
};

/** @param yes the words for true */
export const dangling = (tree: Tree, yes: readonly string[]) => async (scene: Scene) => {
  const unnamed = await unnamedImage(scene);
  const named = await imageId(scene, await ownImage(scene, {}));
  for (const value of [...yes, 'false']) {
    const found = await ids(scene, tree, { dangling: [value] });
    const [there, missing] = value === 'false' ? [named, unnamed] : [unnamed, named];
    assert.ok(found.includes(there) && !found.includes(missing), `dangling=${value}`);
  }
};

/** `before` chooses what is older than the image named. */
export async function before({ names, chosen }: Three): Promise<void> {
  assert.deepEqual(await chosen({ before: [names[2]] }), [names[0], names[1]]);
}

/** `since` chooses what is younger, and together with `before` what is between. */
export async function since({ names, chosen }: Three): Promise<void> {
  assert.deepEqual(await chosen({ since: [names[0]] }), [names[1], names[2]]);
  assert.deepEqual(await chosen({ since: [names[0]], before: [names[2]] }), [names[1]]);
}

/** `until` takes a time, seconds since 1970 or how long ago. */
export const until = (tree: Tree) => async (scene: Scene) => {
  const { names, chosen } = await three(scene, tree);
  for (const moment of ['2024-06-02T12:00:00Z', String(Date.UTC(2024, 5, 2, 12) / 1000)]) {
    assert.deepEqual(await chosen({ until: [moment] }), [names[0], names[1]], moment);
  }
  assert.deepEqual(await chosen({ until: ['1h'] }), names);
};
