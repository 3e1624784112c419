import assert from 'node:assert/strict';
import { fixtureTime } from '../../../fixtures/index.ts';
import { archive, pathStat } from '../../suite/archive.ts';
import { clause } from '../../suite/clause-test.ts';
import type { Scene } from '../../suite/scene.ts';

const LINK = 2 ** 27;

const layered = (scene: Scene) => scene.container({ Image: 'localhost/layers:latest' });

export default [
  clause('compat.container.stat-path.200.path-stat-header', async (scene) => {
    const id = await layered(scene);
    const file = pathStat(
      (await archive(scene, 'compat', 'HEAD', id, '/data/changed')).expect(200),
    );
    assert.deepEqual(
      [file.name, file.size, file.mode, file.linkTarget],
      ['changed', 13, 0o644, ''],
    );
    assert.equal(Date.parse(file.mtime), fixtureTime.getTime());
    const folder = pathStat((await archive(scene, 'compat', 'HEAD', id, '/data')).expect(200));
    assert.deepEqual([folder.name, folder.mode], ['data', 2 ** 31 + 0o750]);
  }),

  clause('compat.container.stat-path.200.link-not-followed', async (scene) => {
    const id = await layered(scene);
    const link = pathStat((await archive(scene, 'compat', 'HEAD', id, '/data/link')).expect(200));
    assert.deepEqual([link.name, link.linkTarget], ['link', '/data/changed']);
    assert.ok(Math.floor(link.mode / LINK) % 2 === 1, `mode ${link.mode} is a link's`);
  }),

  clause('compat.container.stat-path.200.no-body', async (scene) => {
    const id = await layered(scene);
    for (const path of ['/data', '/data/changed', '/no/such/path']) {
      assert.equal((await archive(scene, 'compat', 'HEAD', id, path)).bytes.length, 0, path);
    }
  }),

  clause('compat.container.stat-path.404.no-such-path', async (scene) => {
    (await archive(scene, 'compat', 'HEAD', await scene.container(), '/no/such/path')).expect(404);
  }),

  clause('compat.container.stat-path.404.no-such-container', async (scene) => {
    (await archive(scene, 'compat', 'HEAD', scene.name('nobody'), '/etc')).expect(404);
  }),

  clause('compat.container.stat-path.400.no-path', async (scene) => {
    const id = await scene.container();
    for (const query of ['', '?path=']) {
      (await scene.send('HEAD', scene.compat(`/containers/${id}/archive${query}`))).expect(400);
    }
  }),
];
