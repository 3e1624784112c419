import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { SceneRegistry } from '../../suite/registry.ts';
import type { Scene } from '../../suite/scene.ts';

const needs = ['local-registry'] as const;

interface Hit {
  Index: string;
  Name: string;
  Stars: number;
  Tag: string;
}

async function search(scene: Scene, term: string, query = ''): Promise<Hit[]> {
  const path = `/images/search?term=${encodeURIComponent(term)}&tlsVerify=false${query}`;
  return (await scene.send('GET', scene.libpod(path))).expect(200).json as Hit[];
}

const filters = (wanted: object) => `&filters=${encodeURIComponent(JSON.stringify(wanted))}`;

export default [
  clause(
    'libpod.image.search.200.array',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image();
      const hits = await search(scene, name);
      assert.deepEqual(hits, [
        {
          Index: registry.host,
          Name: name,
          Description: '',
          Stars: 0,
          Official: '',
          Automated: '',
          Tag: '',
        },
      ]);
    },
    { needs },
  ),

  clause(
    'libpod.image.search.200.limit',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      await registry.image();
      await registry.image();
      assert.equal((await search(scene, `${registry.host}/refpod`, '&limit=1')).length, 1);
      assert.ok((await search(scene, `${registry.host}/refpod`, '&limit=5')).length > 1);
    },
    { needs },
  ),

  clause(
    'libpod.image.search.200.filters',
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
    'libpod.image.search.200.list-tags',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image({}, ['one', 'two']);
      const hits = await search(scene, name, '&listTags=true');
      assert.deepEqual(hits.map(({ Tag }) => Tag).toSorted(), ['latest', 'one', 'two']);
      for (const { Name } of hits) assert.equal(Name, name);
    },
    { needs },
  ),

  clause(
    'libpod.image.search.200.no-trunc',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image();
      assert.deepEqual(await search(scene, name, '&noTrunc=true'), await search(scene, name));
    },
    { needs },
  ),

  clause('libpod.image.search.200.term-missing', async (scene) => {
    const answer = await scene.send('GET', scene.libpod('/images/search'));
    assert.deepEqual(answer.expect(200).json, []);
  }),

  clause('libpod.image.search.400.parameters', async (scene) => {
    for (const query of ['limit=many', 'listTags=perhaps']) {
      const answer = await scene.send('GET', scene.libpod(`/images/search?term=x&${query}`));
      const { message } = answer.expect(400).json as { message: string };
      assert.match(message, new RegExp(query.split('=')[0] ?? '', 'i'));
    }
  }),
];
