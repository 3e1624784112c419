import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { imageId, tag } from '../../suite/images.ts';
import { SceneRegistry, errorsIn, needs } from '../../suite/registry.ts';
import { authHeader } from '../../suite/registries.ts';
import type { Scene } from '../../suite/scene.ts';

interface Manifest {
  mediaType?: string;
  config: { digest: string };
}

/** Pushes an image whatever certificate the registry has. */
function push(scene: Scene, name: string, query: string, headers = {}) {
  const path = scene.libpod(`/images/${name}/push?${query}`);
  return scene.send('POST', path, { headers });
}

/** An image of this test, where it may go, and how to ask what is there. */
async function stage(scene: Scene, kind: 'open' | 'users' | 'tls' = 'open') {
  const registry = await SceneRegistry.of(scene, kind);
  const image = await ownImage(scene, {});
  const { repository, name } = registry.name();
  const there = async (at = 'latest') => {
    const manifest = await registry.all.manifest(repository, at);
    return manifest && (JSON.parse(String(manifest)) as Manifest);
  };
  const isThere = async (at?: string) =>
    assert.equal((await there(at))?.config.digest, `sha256:${await imageId(scene, image)}`);
  return { image, name, there, isThere };
}

export default [
  clause(
    'libpod.image.push.200.pushed',
    async (scene) => {
      const { image, name, isThere } = await stage(scene);
      (await push(scene, image, `destination=${name}:v1&tlsVerify=false`)).expect(200);
      await isThere('v1');
    },
    { needs },
  ),

  clause(
    'libpod.image.push.200.destination',
    async (scene) => {
      const { image, name, there, isThere } = await stage(scene);
      assert.equal(await there(), undefined);
      await tag(scene, image, name);
      (await push(scene, `${name}:latest`, 'tlsVerify=false')).expect(200);
      await isThere();
      (await push(scene, image, `destination=docker://${name}:other&tlsVerify=false`)).expect(200);
      await isThere('other');
    },
    { needs },
  ),

  clause(
    'libpod.image.push.200.quiet-default',
    async (scene) => {
      const { image, name, isThere } = await stage(scene);
      const answer = await push(scene, image, `destination=${name}&tlsVerify=false`);
      assert.equal(answer.expect(200).text.trim(), '');
      await isThere();
    },
    { needs },
  ),

  clause(
    'libpod.image.push.200.progress',
    async (scene) => {
      const { image, name, isThere } = await stage(scene);
      const query = `destination=${name}&tlsVerify=false&quiet=false`;
      const answer = (await push(scene, image, query)).expect(200);
      const text = (answer.lines as { stream?: string }[]).map(({ stream }) => stream).join('');
      assert.match(text, /Copying blob/);
      assert.match(text, /Writing manifest/);
      await isThere();
    },
    { needs },
  ),

  clause(
    'libpod.image.push.200.credentials',
    async (scene) => {
      const { image, name, there, isThere } = await stage(scene, 'users');
      const query = `destination=${name}&tlsVerify=false`;
      (await push(scene, image, query)).expect(400, 500);
      assert.equal(await there(), undefined);
      (await push(scene, image, query, authHeader())).expect(200);
      await isThere();
    },
    { needs },
  ),

  clause(
    'libpod.image.push.200.tls-verify',
    async (scene) => {
      const { image, name, there, isThere } = await stage(scene, 'tls');
      const refused = (await push(scene, image, `destination=${name}`)).expect(400, 500);
      assert.match(refused.text, /certificate|x509/);
      assert.equal(await there(), undefined);
      (await push(scene, image, `destination=${name}&tlsVerify=false`)).expect(200);
      await isThere();
    },
    { needs },
  ),

  clause(
    'libpod.image.push.200.format',
    async (scene) => {
      const { image, name, there } = await stage(scene);
      const types = { oci: /oci\.image\.manifest/, v2s2: /docker\.distribution\.manifest\.v2/ };
      for (const [format, type] of Object.entries(types)) {
        const query = `destination=${name}:${format}&tlsVerify=false&format=${format}`;
        (await push(scene, image, query)).expect(200);
        assert.match((await there(format))?.mediaType ?? 'oci.image.manifest', type);
      }
    },
    { needs },
  ),

  clause('libpod.image.push.400.destination', async (scene) => {
    const answer = await push(scene, scene.image, 'destination=UPPER%20case&quiet=false');
    if (answer.status !== 400) assert.equal(errorsIn(answer.expect(200)).length, 1);
  }),

  clause('libpod.image.push.400.parameters', async (scene) => {
    for (const name of ['tlsVerify', 'quiet', 'all']) {
      const answer = await push(scene, scene.image, `destination=127.0.0.1:1/x&${name}=perhaps`);
      const { message } = answer.expect(400).json as { message: string };
      assert.match(message, new RegExp(name, 'i'));
    }
  }),

  clause('libpod.image.push.404.unknown', async (scene) => {
    const name = `localhost/${scene.name('i')}`;
    const answer = await push(scene, name, 'destination=127.0.0.1:1/x');
    const { message } = answer.expect(404).json as { message: string };
    assert.ok(message.includes(name), message);
  }),
];
