import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { SceneRegistry, needs } from '../../suite/registry.ts';
import * as promise from '../../suite/search-promises.ts';

interface Hit {
  Index: string;
  Name: string;
  Stars: number;
  Tag: string;
}

export default [
  clause(
    'libpod.image.search.200.array',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image();
      const hits = await promise.search<Hit>(scene, 'libpod', name);
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

  clause('libpod.image.search.200.limit', promise.limited('libpod'), { needs }),

  clause('libpod.image.search.200.filters', promise.filtered('libpod'), { needs }),

  clause(
    'libpod.image.search.200.list-tags',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image({}, ['one', 'two']);
      const hits = await promise.search<Hit>(scene, 'libpod', name, '&listTags=true');
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
      assert.deepEqual(
        await promise.search<Hit>(scene, 'libpod', name, '&noTrunc=true'),
        await promise.search<Hit>(scene, 'libpod', name),
      );
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
