import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { SceneRegistry } from '../../suite/registry.ts';
import type { Scene } from '../../suite/scene.ts';

const needs = ['local-registry'] as const;

interface Hit {
  name: string;
  description: string;
  star_count: number;
  is_official: boolean;
  is_automated: boolean;
}

async function search(scene: Scene, term: string, query = ''): Promise<Hit[]> {
  const path = `/images/search?term=${encodeURIComponent(term)}&tlsVerify=false${query}`;
  return (await scene.send('GET', scene.compat(path))).expect(200).json as Hit[];
}

const filters = (wanted: object) => `&filters=${encodeURIComponent(JSON.stringify(wanted))}`;

export default [
  clause(
    'compat.image.search.200.shape',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, repository } = await registry.image();
      const hits = await search(scene, name);
      assert.equal(hits.length, 1);
      for (const { name: found, ...rest } of hits) {
        assert.ok(found?.endsWith(repository), found);
        const bare = { star_count: 0, is_official: false, is_automated: false };
        assert.deepEqual(rest, { description: '', ...bare });
      }
    },
    { needs },
  ),

  clause(
    'compat.image.search.any.term',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image();
      await registry.image();
      assert.equal((await search(scene, name)).length, 1);
      assert.deepEqual(await search(scene, `${registry.host}/${scene.name('none')}`), []);
    },
    { needs },
  ),

  clause(
    'compat.image.search.any.limit',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      await registry.image();
      await registry.image();
      assert.equal((await search(scene, `${registry.host}/refpod`, '&limit=1')).length, 1);
    },
    { needs },
  ),

  clause(
    'compat.image.search.any.filters',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image();
      assert.equal((await search(scene, name, filters({ stars: ['0'] }))).length, 1);
      for (const wanted of [{ stars: ['1'] }, { 'is-official': ['true'] }])
        assert.deepEqual(await search(scene, name, filters(wanted)), []);
    },
    { needs },
  ),

  clause(
    'compat.image.search.any.list-tags',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image({}, ['one']);
      assert.ok((await search(scene, name, '&listTags=true')).length > 0);
    },
    { needs },
  ),

  clause('compat.image.search.400.no-term', async (scene) => {
    (await scene.send('GET', scene.compat('/images/search'))).expect(400);
  }),

  clause('compat.image.search.400.limit', async (scene) => {
    for (const limit of ['many', '-1', '101']) {
      const path = scene.compat(`/images/search?term=127.0.0.1:1/x&limit=${limit}`);
      (await scene.send('GET', path)).expect(400);
    }
  }),
];
