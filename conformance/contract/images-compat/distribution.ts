import assert from 'node:assert/strict';
import { user } from '../../../fixtures/index.ts';
import { clause } from '../../suite/clause-test.ts';
import { imageExists } from '../../suite/images.ts';
import { authHeader } from '../../suite/registries.ts';
import { SceneRegistry, needs } from '../../suite/registry.ts';
import type { Scene } from '../../suite/scene.ts';

interface Distribution {
  Descriptor: { mediaType: string; digest: string; size: number };
  Platforms: { architecture: string; os: string }[];
}

const ask = (scene: Scene, name: string, headers = {}) =>
  scene.send('GET', scene.compat(`/distribution/${name}/json`), { headers });

export default [
  clause(
    'compat.image.distribution.200.image',
    async (scene) => {
      const { name, mediaType, digest, size } = await (await SceneRegistry.of(scene)).image();
      const { Descriptor, Platforms } = (await ask(scene, name)).expect(200).json as Distribution;
      assert.deepEqual(Descriptor, { mediaType, digest, size });
      assert.deepEqual(
        Platforms.map(({ os }) => os),
        ['linux'],
      );
      assert.ok(Platforms[0]?.architecture);
    },
    { needs },
  ),

  clause(
    'compat.image.distribution.200.list',
    async (scene) => {
      const { name, list } = await (await SceneRegistry.of(scene)).list(['amd64', 's390x']);
      const answer = await ask(scene, `${name}:latest`);
      const { Descriptor, Platforms } = answer.expect(200).json as Distribution;
      const { mediaType, digest, manifest } = list;
      assert.deepEqual(Descriptor, { mediaType, digest, size: manifest.length });
      assert.deepEqual(
        Platforms.map(({ architecture, os }) => `${os}/${architecture}`),
        ['linux/amd64', 'linux/s390x'],
      );
    },
    { needs },
  ),

  clause(
    'compat.image.distribution.200.digest',
    async (scene) => {
      const { name, digest } = await (await SceneRegistry.of(scene)).image();
      const answer = await ask(scene, `${name}@${digest}`);
      assert.equal((answer.expect(200).json as Distribution).Descriptor.digest, digest);
    },
    { needs },
  ),

  clause(
    'compat.image.distribution.200.not-pulled',
    async (scene) => {
      const { name } = await (await SceneRegistry.of(scene)).image();
      (await ask(scene, name)).expect(200);
      assert.equal(await imageExists(scene, name), false);
    },
    { needs },
  ),

  clause(
    'compat.image.distribution.200.credentials',
    async (scene) => {
      const { name, digest } = await (await SceneRegistry.of(scene, 'users')).image();
      const answer = await ask(scene, name, authHeader());
      assert.equal((answer.expect(200).json as Distribution).Descriptor.digest, digest);
    },
    { needs },
  ),

  clause('compat.image.distribution.400.bad-name', async (scene) => {
    for (const name of ['Upper', '127.0.0.1:1/x@sha256:12']) (await ask(scene, name)).expect(400);
  }),

  clause(
    'compat.image.distribution.401.refused',
    async (scene) => {
      const { name } = await (await SceneRegistry.of(scene, 'users')).image();
      (await ask(scene, name, authHeader({ ...user, password: 'wrong' }))).expect(401);
    },
    { needs },
  ),

  clause(
    'compat.image.distribution.404.unknown',
    async (scene) => {
      const { name } = await (await SceneRegistry.of(scene)).image();
      (await ask(scene, `${name}:other`)).expect(404);
    },
    { needs },
  ),

  clause('compat.image.distribution.500.no-registry', async (scene) => {
    (await ask(scene, '127.0.0.1:1/nobody/serves')).expect(500);
  }),
];
