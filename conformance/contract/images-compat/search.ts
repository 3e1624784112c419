import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { SceneRegistry, needs } from '../../suite/registry.ts';
import * as promise from '../../suite/search-promises.ts';

interface Hit {
  name: string;
  description: string;
  star_count: number;
  is_official: boolean;
  is_automated: boolean;
}

export default [
  clause(
    'compat.image.search.200.shape',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, repository } = await registry.image();
      const hits = await promise.search<Hit>(scene, 'compat', name);
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
      assert.equal((await promise.search<Hit>(scene, 'compat', name)).length, 1);
      assert.deepEqual(
        await promise.search<Hit>(scene, 'compat', `${registry.host}/${scene.name('none')}`),
        [],
      );
    },
    { needs },
  ),

  clause('compat.image.search.any.limit', promise.limited('compat'), { needs }),

  clause('compat.image.search.any.filters', promise.filtered('compat'), { needs }),

  clause(
    'compat.image.search.any.list-tags',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image({}, ['one']);
      assert.ok((await promise.search<Hit>(scene, 'compat', name, '&listTags=true')).length > 0);
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
