import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { before4, createList, from4 } from '../../suite/manifests.ts';
import type { InspectedList } from '../../suite/manifests.ts';
import { SceneRegistry, needs } from '../../suite/registry.ts';
import type { RegistryKind } from '../../suite/registries.ts';
import type { Scene } from '../../suite/scene.ts';

/** A list of one image of this test, where it may go, and what is there. */
async function stage(scene: Scene, kind: RegistryKind = 'open') {
  const registry = await SceneRegistry.of(scene, kind);
  const list = await createList(scene, [await ownImage(scene, {})]);
  const { repository, name } = registry.name();
  const there = async (reference: string) => {
    const manifest = await registry.all.manifest(repository, reference);
    return manifest && (JSON.parse(String(manifest)) as InspectedList);
  };
  return { list, destination: `${name}:latest`, there };
}

/** Pushes in the form before version 4, whose name may have no bare slash. */
function push(scene: Scene, list: string, query: string) {
  return scene.send('POST', before4(`/${encodeURIComponent(list)}/push?${query}`));
}

/** The list is there under its tag and its digest, and its images are. */
async function isWhole(
  there: (reference: string) => Promise<InspectedList | undefined>,
  digest: string,
): Promise<void> {
  const list = await there('latest');
  assert.deepEqual(await there(digest), list);
  assert.equal(list?.manifests.length, 1);
  for (const entry of list.manifests) assert.ok(await there(entry.digest), entry.digest);
}

export default [
  clause(
    'libpod.manifest.push.200.pushed',
    async (scene) => {
      const { list, destination, there } = await stage(scene);
      const query = `destination=${destination}&all=true&tlsVerify=false`;
      const { Id } = (await push(scene, list, query)).expect(200).json as { Id: string };
      assert.deepEqual(await there(Id), await there('latest'));
      assert.ok(await there('latest'));
    },
    { needs },
  ),

  clause(
    'libpod.manifest.push.200.all',
    async (scene) => {
      const { list, destination, there } = await stage(scene);
      const query = `destination=${destination}&all=true&tlsVerify=false`;
      const { Id } = (await push(scene, list, query)).expect(200).json as { Id: string };
      await isWhole(there, Id);
    },
    { needs },
  ),

  clause(
    'libpod.manifest.push.200.tls-verify',
    async (scene) => {
      const { list, destination, there } = await stage(scene, 'tls');
      const refused = await push(scene, list, `destination=${destination}&all=true`);
      assert.match(refused.expect(400, 500).text, /certificate|x509/);
      const query = `destination=${destination}&all=true&tlsVerify=false`;
      (await push(scene, list, query)).expect(200);
      assert.ok(await there('latest'));
    },
    { needs },
  ),

  clause('libpod.manifest.push.400.destination-missing', async (scene) => {
    const list = await createList(scene);
    (await push(scene, list, 'all=true')).expect(400);
  }),

  clause(
    'libpod.manifest.push.400.registry',
    async (scene) => {
      const { list, destination, there } = await stage(scene, 'users');
      const query = `destination=${destination}&all=true&tlsVerify=false`;
      (await push(scene, list, query)).expect(400);
      assert.equal(await there('latest'), undefined);
    },
    { needs },
  ),

  clause('libpod.manifest.push.400.parameters', async (scene) => {
    const list = await createList(scene);
    const answer = await push(scene, list, 'destination=127.0.0.1:1/x&all=perhaps');
    const { message } = answer.expect(400).json as { message: string };
    assert.match(message, /all/i);
  }),

  clause('libpod.manifest.push.404.unknown', async (scene) => {
    const name = `localhost/${scene.name('m')}`;
    const answer = await push(scene, name, 'destination=127.0.0.1:1/x');
    const { message } = answer.expect(404).json as { message: string };
    assert.ok(message.includes(name), message);
  }),

  clause(
    'libpod.manifest.push-to.200.pushed',
    async (scene) => {
      const { list, destination, there } = await stage(scene);
      const path = from4(`/${list}/registry/${destination}?all=true&tlsVerify=false`);
      const { Id } = (await scene.send('POST', path)).expect(200).json as { Id: string };
      await isWhole(there, Id);
    },
    { needs },
  ),

  clause(
    'libpod.manifest.push-to.200.progress',
    async (scene) => {
      const { list, destination, there } = await stage(scene);
      const path = from4(`/${list}/registry/${destination}?all=true&tlsVerify=false&quiet=false`);
      const lines = (await scene.send('POST', path)).expect(200).lines as {
        Id?: string;
        stream?: string;
      }[];
      assert.match(lines.map(({ stream = '' }) => stream).join(''), /Writing manifest/);
      await isWhole(there, lines.at(-1)?.Id ?? '');
    },
    { needs },
  ),

  clause(
    'libpod.manifest.push-to.400.registry',
    async (scene) => {
      const { list, destination, there } = await stage(scene, 'users');
      const path = from4(`/${list}/registry/${destination}?all=true&tlsVerify=false`);
      (await scene.send('POST', path)).expect(400);
      assert.equal(await there('latest'), undefined);
    },
    { needs },
  ),

  clause('libpod.manifest.push-to.404.unknown', async (scene) => {
    const name = `localhost/${scene.name('m')}`;
    const answer = await scene.send('POST', from4(`/${name}/registry/127.0.0.1:1/x`));
    const { message } = answer.expect(404).json as { message: string };
    assert.ok(message.includes(name), message);
  }),
];
