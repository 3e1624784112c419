import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { imageId, tag } from '../../suite/images.ts';
import { SceneRegistry, errorsIn, needs } from '../../suite/registry.ts';
import type { ProgressRecord } from '../../suite/registry.ts';
import { authHeader } from '../../suite/registries.ts';
import type { RegistryKind } from '../../suite/registries.ts';
import type { Scene } from '../../suite/scene.ts';
import { now, watch } from '../../suite/watch.ts';

/** An image of this test under names of a registry. */
async function stage(scene: Scene, kind: RegistryKind = 'open', tags = ['latest']) {
  const registry = await SceneRegistry.of(scene, kind);
  const image = await ownImage(scene, {});
  const { repository, name } = registry.name();
  for (const each of tags) await tag(scene, image, name, each);
  const there = async (at = 'latest') => registry.all.manifest(repository, at);
  const isThere = async (at?: string) => {
    const manifest = JSON.parse(String(await there(at))) as { config: { digest: string } };
    assert.equal(manifest.config.digest, `sha256:${await imageId(scene, image)}`);
  };
  return { registry, name, there, isThere };
}

export default [
  clause(
    'compat.image.push.200.pushed',
    async (scene) => {
      const { registry, name, isThere } = await stage(scene);
      assert.deepEqual(errorsIn((await registry.pushCompat(name)).expect(200)), []);
      await isThere();
    },
    { needs },
  ),

  clause(
    'compat.image.push.200.progress',
    async (scene) => {
      const { registry, name } = await stage(scene);
      const records = (await registry.pushCompat(name)).expect(200).lines as ProgressRecord[];
      assert.equal(records[0]?.status, `The push refers to repository [${name}]`);
      const steps = records.filter(({ id }) => id).map(({ status }) => status);
      assert.equal(steps[0], 'Preparing');
      assert.equal(steps.at(-1), 'Pushed');
      const aux = records.find((record) => record.aux)?.aux;
      assert.ok(aux, 'what was pushed');
      const { Tag, Digest, Size } = aux;
      assert.equal(Tag, 'latest');
      assert.ok(
        records.some(({ status }) => status === `latest: digest: ${Digest} size: ${Size}`),
        'the last but one says the same',
      );
      const manifest = await registry.all.manifest(name.slice(registry.host.length + 1), Digest);
      assert.equal(manifest?.length, Size);
    },
    { needs },
  ),

  clause(
    'compat.image.push.200.failure',
    async (scene) => {
      const { registry, name, there } = await stage(scene, 'users');
      const last = (await registry.pushCompat(name)).expect(200).lines.at(-1) as ProgressRecord;
      assert.match(last.error ?? '', /auth/);
      assert.equal(last.errorDetail?.message, last.error);
      assert.equal(await there(), undefined);
    },
    { needs },
  ),

  clause(
    'compat.image.push.200.event-push',
    async (scene) => {
      const { registry, name } = await stage(scene);
      const since = now();
      (await registry.pushCompat(name)).expect(200);
      const events = await watch(scene, 'compat', { type: ['image'], event: ['push'] }, since);
      await events.until(({ Actor }) => JSON.stringify(Actor).includes(name), `push of ${name}`);
    },
    { needs },
  ),

  clause(
    'compat.image.push.any.tag',
    async (scene) => {
      const { registry, name, there, isThere } = await stage(scene, 'open', ['one', 'two']);
      (await registry.pushCompat(name, '?tag=one')).expect(200);
      await isThere('one');
      assert.equal(await there('two'), undefined);
      assert.deepEqual(errorsIn((await registry.pushCompat(name, '')).expect(200)), []);
      await isThere('two');
    },
    { needs },
  ),

  clause(
    'compat.image.push.any.credentials',
    async (scene) => {
      const { registry, name, isThere } = await stage(scene, 'users');
      const answer = await registry.pushCompat(name, '?tag=latest', authHeader());
      assert.deepEqual(errorsIn(answer.expect(200)), []);
      await isThere();
    },
    { needs },
  ),

  clause(
    'compat.image.push.404.no-such-image',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const answer = (await registry.pushCompat(registry.name().name)).expect(200, 404);
      if (answer.status === 200) assert.equal(errorsIn(answer).length, 1);
    },
    { needs },
  ),
];
