import assert from 'node:assert/strict';
import { filters } from './containers.ts';
import type { Tree } from './libpod.ts';
import { SceneRegistry } from './registry.ts';
import type { Scene } from './scene.ts';

// What both trees promise of searches; each is told the tree and gives the test.

/** Searches a registry that has no TLS; the hits have the members of their tree. */
export async function search<Hit>(
  scene: Scene,
  tree: Tree,
  term: string,
  query = '',
): Promise<Hit[]> {
  const path = `/images/search?term=${encodeURIComponent(term)}&tlsVerify=false${query}`;
  return (await scene.send('GET', scene[tree](path))).expect(200).json as Hit[];
}

/** No more hits than `limit` says. */
export const limited = (tree: Tree) => async (scene: Scene) => {
  const registry = await SceneRegistry.of(scene);
  await registry.image();
  await registry.image();
  const all = `${registry.host}/refpod`;
  assert.equal((await search(scene, tree, all, '&limit=1')).length, 1);
  assert.ok((await search(scene, tree, all, '&limit=5')).length > 1);
};

/** The filters that both trees know: a plain registry gives no stars and is not official. */
export const filtered = (tree: Tree) => async (scene: Scene) => {
  const registry = await SceneRegistry.of(scene);
  const { name } = await registry.image();
  const hits = async (wanted: object) =>
    (await search(scene, tree, name, `&${filters(wanted)}`)).length;
  assert.equal(await hits({ stars: ['0'] }), 1);
  for (const wanted of [{ stars: ['1'] }, { 'is-official': ['true'] }])
    assert.equal(await hits(wanted), 0);
};
