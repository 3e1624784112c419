import assert from 'node:assert/strict';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { file, tar } from '../../../fixtures/index.ts';
import { clause } from '../../suite/clause-test.ts';
import { imageExists, imageId, inspectImage } from '../../suite/images.ts';
import { SceneRegistry, errorsIn, needs } from '../../suite/registry.ts';
import type { ProgressRecord } from '../../suite/registry.ts';
import { authHeader } from '../../suite/registries.ts';
import type { Scene } from '../../suite/scene.ts';
import { serveInside } from '../../suite/serve.ts';
import { now, watch } from '../../suite/watch.ts';

/** Imports an archive from the body; the image goes at the end. @returns its id */
async function imported(scene: Scene, query: string, body?: Buffer, from = '-'): Promise<string> {
  const path = scene.compat(`/images/create?fromSrc=${encodeURIComponent(from)}&${query}`);
  const answer = await scene.send('POST', path, body ? { body } : {});
  const { status = '' } = answer.expect(200).lines.at(-1) as ProgressRecord;
  const id = /^sha256:([0-9a-f]{64})$/.exec(status)?.[1];
  assert.ok(id, `the last record has the id: ${answer.text}`);
  scene.defer(() => scene.send('DELETE', scene.compat(`/images/${id}?force=true`)));
  return id;
}

const small = (scene: Scene) => tar([file('only', scene.name())]);

export default [
  clause(
    'compat.image.create.200.pulled',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, id } = await registry.image();
      const answer = (await registry.pullCompat(name)).expect(200);
      assert.deepEqual(errorsIn(answer), []);
      const image = await inspectImage(scene, name);
      assert.equal(image.Id, `sha256:${id}`);
      assert.deepEqual(image.RepoTags, [`${name}:latest`]);
    },
    { needs },
  ),

  clause(
    'compat.image.create.200.progress',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, repository, layers, digest } = await registry.image();
      const records = (await registry.pullCompat(name)).expect(200).lines as ProgressRecord[];
      assert.deepEqual(records[0], { status: `Pulling from ${repository}`, id: 'latest' });
      for (const layer of layers) {
        const own = records.filter(({ id }) => id === layer.digest.slice(7, 19));
        const steps = own.map(({ status }) => status);
        assert.ok(steps.includes('Pulling fs layer'), String(steps));
        assert.equal(steps.at(-1), 'Pull complete');
      }
      const last = records.slice(-2).map(({ status }) => status);
      assert.equal(last[0], `Digest: ${digest}`);
      assert.match(last[1] ?? '', new RegExp(`^Status: Downloaded newer image for ${name}`));
    },
    { needs },
  ),

  clause('compat.image.create.200.imported', async (scene) => {
    const id = await imported(scene, '', gzipSync(await small(scene)));
    assert.equal((await inspectImage(scene, id)).RootFS.Layers.length, 1);
  }),

  clause(
    'compat.image.create.200.failure',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, repository, layers } = await registry.image();
      await registry.all.removeBlob(repository, layers[0]?.digest ?? '');
      const answer = (await registry.pullCompat(name)).expect(200);
      const last = answer.lines.at(-1) as ProgressRecord;
      assert.ok(last.error, answer.text);
      assert.equal(last.errorDetail?.message, last.error);
      assert.equal(await imageExists(scene, name), false);
    },
    { needs },
  ),

  clause(
    'compat.image.create.200.event-pull',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image();
      const since = now();
      (await registry.pullCompat(name)).expect(200);
      const wanted = { type: ['image'], event: ['pull'] };
      const events = await watch(scene, 'compat', wanted, since);
      await events.until(({ Actor }) => JSON.stringify(Actor).includes(name), `pull of ${name}`);
    },
    { needs },
  ),

  clause(
    'compat.image.create.any.from-image',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, digest, id } = await registry.image({}, ['other']);
      for (const reference of [`${name}:other`, `${name}@${digest}`]) {
        const answer = (await registry.pullCompat(reference, '')).expect(200);
        assert.deepEqual(errorsIn(answer), [], reference);
        assert.equal(await imageId(scene, reference), id);
      }
    },
    { needs },
  ),

  clause(
    'compat.image.create.any.tag',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, digest, id } = await registry.image({}, ['other']);
      (await registry.pullCompat(name, '&tag=other')).expect(200);
      assert.deepEqual((await inspectImage(scene, id)).RepoTags, [`${name}:other`]);
      (await registry.pullCompat(name, `&tag=${digest}`)).expect(200);
      assert.equal(await imageId(scene, `${name}@${digest}`), id);
      assert.deepEqual((await inspectImage(scene, id)).RepoTags, [`${name}:other`]);
    },
    { needs },
  ),

  clause('compat.image.create.any.from-src', async (scene) => {
    const archive = await small(scene);
    const id = await imported(scene, '', archive);
    assert.equal((await inspectImage(scene, id)).RootFS.Layers.length, 1);
    const address = `http://127.0.0.1:${await serveInside(scene, { 'layer.tar': archive })}/layer.tar`;
    const fetched = await imported(scene, '', undefined, address);
    assert.deepEqual(
      (await inspectImage(scene, fetched)).RootFS,
      (await inspectImage(scene, id)).RootFS,
    );
  }),

  clause('compat.image.create.any.repo', async (scene) => {
    const repo = `localhost/${scene.name('i')}`;
    const tagged = await imported(scene, `repo=${repo}&tag=v1`, await small(scene));
    assert.equal(await imageId(scene, `${repo}:v1`), tagged);
    const bare = await imported(scene, '', await small(scene));
    assert.deepEqual((await inspectImage(scene, bare)).RepoTags, []);
  }),

  clause('compat.image.create.any.changes-message', async (scene) => {
    const query = `changes=${encodeURIComponent('ENV A=b')}&changes=${encodeURIComponent('CMD ["echo"]')}&message=by%20hand`;
    const id = await imported(scene, query, await small(scene));
    const { Config } = await inspectImage(scene, id);
    assert.deepEqual([Config['Env'], Config['Cmd']], [['A=b'], ['echo']]);
    const answer = await scene.send('GET', scene.compat(`/images/${id}/history`));
    const [step] = answer.expect(200).json as { Comment: string }[];
    assert.equal(step?.Comment, 'by hand');
  }),

  clause(
    'compat.image.create.any.platform',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, entries } = await registry.list(['amd64', 'arm64']);
      for (const { architecture, image } of entries) {
        const query = `&tag=latest&platform=linux/${architecture}`;
        const answer = (await registry.pullCompat(name, query)).expect(200);
        assert.deepEqual(errorsIn(answer), []);
        assert.equal(await imageId(scene, name), image.config.digest.slice(7));
      }
      const id = await imported(scene, 'platform=linux/s390x', await small(scene));
      assert.equal((await inspectImage(scene, id)).Architecture, 's390x');
    },
    { needs },
  ),

  clause(
    'compat.image.create.any.client-leaves',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const layers = [[file('large', '0123456789'.repeat(3_000_000))]];
      const { name } = await registry.image({ layers });
      const path = scene.compat(`/images/create?fromImage=${encodeURIComponent(name)}&tag=latest`);
      const answer = await scene.open('POST', path);
      await once(answer, 'readable');
      answer.destroy();
      // Whoever comes next finds the image whole or not at all.
      const again = (await registry.pullCompat(name)).expect(200);
      assert.deepEqual(errorsIn(again), []);
      assert.ok(await imageExists(scene, name));
    },
    { needs },
  ),

  clause(
    'compat.image.create.any.credentials',
    async (scene) => {
      const registry = await SceneRegistry.of(scene, 'users');
      const { name, id } = await registry.image();
      for (const headers of [{}, { 'X-Registry-Auth': 'no base64 of JSON' }]) {
        const answer = await registry.pullCompat(name, '&tag=latest', headers);
        if (answer.status === 200) assert.equal(errorsIn(answer).length, 1);
        assert.equal(await imageExists(scene, name), false);
      }
      (await registry.pullCompat(name, '&tag=latest', authHeader())).expect(200);
      assert.equal(await imageId(scene, name), id);
    },
    { needs },
  ),

  clause('compat.image.create.400.reference', async (scene) => {
    for (const name of ['UPPER', 'a//b']) {
      const path = scene.compat(`/images/create?fromImage=${encodeURIComponent(name)}`);
      (await scene.send('POST', path)).expect(400);
    }
  }),

  clause('compat.image.create.400.nothing-asked', async (scene) => {
    (await scene.send('POST', scene.compat('/images/create'))).expect(400);
  }),

  clause(
    'compat.image.create.404.no-such-image',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = await registry.image();
      for (const reference of [`${name}:missing`, `${registry.name().name}:latest`]) {
        const answer = (await registry.pullCompat(reference, '')).expect(404);
        assert.match((answer.json as { message: string }).message, /not found|unknown/);
      }
    },
    { needs },
  ),
];
