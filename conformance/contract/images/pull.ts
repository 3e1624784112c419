import assert from 'node:assert/strict';
import { user } from '../../../fixtures/index.ts';
import { clause } from '../../suite/clause-test.ts';
import { imageExists, inspectImage } from '../../suite/images.ts';
import { SceneRegistry, errorsIn, needs } from '../../suite/registry.ts';
import { authHeader } from '../../suite/registries.ts';
import type { Answer } from '../../suite/send.ts';

interface Line {
  stream?: string;
  error?: string;
  images?: string[];
  id?: string;
}

const linesOf = (answer: Answer) => answer.expect(200).lines as Line[];

/** The id that a pull which worked ends with. */
function pulledId(answer: Answer): string | undefined {
  assert.deepEqual(errorsIn(answer), []);
  return linesOf(answer).at(-1)?.id;
}

export default [
  clause(
    'libpod.image.pull.200.credentials-query',
    async (scene) => {
      const registry = await SceneRegistry.of(scene, 'users');
      const { name, id } = await registry.image();
      assert.notDeepEqual(errorsIn(await registry.pullLibpod(name)), []);
      const { username, password } = user;
      const query = new URLSearchParams({ credentials: `${username}:${password}` }).toString();
      assert.equal(pulledId(await registry.pullLibpod(name, `&${query}`)), id);
    },
    { needs },
  ),

  clause(
    'libpod.image.pull.200.pulled',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, id } = await registry.image();
      assert.equal(pulledId(await registry.pullLibpod(name)), id);
      const image = await inspectImage(scene, `${name}:latest`);
      assert.equal(image.Id, `sha256:${id}`);
      assert.deepEqual(image.RepoTags, [`${name}:latest`]);
    },
    { needs },
  ),

  clause(
    'libpod.image.pull.200.progress',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, id, layers } = await registry.image();
      const lines = linesOf(await registry.pullLibpod(name));
      const text = lines.map(({ stream = '' }) => stream).join('');
      assert.ok(text.includes(name), text);
      for (const { digest } of layers) assert.ok(text.includes(digest.slice(7, 19)), text);
      const last = lines.filter(({ images }) => images);
      assert.deepEqual(last.at(-1)?.images, [id]);
      assert.equal(lines.at(-1)?.id, id);
    },
    { needs },
  ),

  clause(
    'libpod.image.pull.200.error-line',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name } = registry.name();
      const errors = errorsIn((await registry.pullLibpod(name)).expect(200));
      assert.equal(errors.length, 1);
      assert.match(errors[0] ?? '', /unknown|not found/);
      assert.equal(await imageExists(scene, name), false);
    },
    { needs },
  ),

  clause(
    'libpod.image.pull.200.credentials',
    async (scene) => {
      const registry = await SceneRegistry.of(scene, 'users');
      const { name, id } = await registry.image();
      assert.equal(errorsIn(await registry.pullLibpod(name)).length, 1);
      assert.equal(await imageExists(scene, name), false);
      assert.equal(pulledId(await registry.pullLibpod(name, '', authHeader())), id);
    },
    { needs },
  ),

  clause(
    'libpod.image.pull.200.platform',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, entries } = await registry.list(['amd64', 'arm64', 's390x']);
      for (const { architecture, image } of entries) {
        for (const query of [
          `&Arch=${architecture}&OS=linux`,
          `&overrideArch=${architecture}&overrideOS=linux`,
        ]) {
          const id = pulledId(await registry.pullLibpod(name, query));
          assert.equal(id, image.config.digest.slice(7), query);
          assert.equal((await inspectImage(scene, id)).Architecture, architecture);
        }
      }
      const missing = errorsIn(await registry.pullLibpod(name, '&Arch=sparc'));
      assert.equal(missing.length, 1);
    },
    { needs },
  ),

  clause(
    'libpod.image.pull.200.tls-verify',
    async (scene) => {
      const registry = await SceneRegistry.of(scene, 'tls');
      const { name, id } = await registry.image();
      const strict = scene.libpod(`/images/pull?reference=${encodeURIComponent(name)}`);
      for (const path of [strict, `${strict}&tlsVerify=true`]) {
        assert.match(errorsIn(await scene.send('POST', path))[0] ?? '', /certificate|x509/);
      }
      assert.equal(pulledId(await registry.pullLibpod(name)), id);
    },
    { needs },
  ),

  clause(
    'libpod.image.pull.200.all-tags',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, id } = await registry.image({}, ['one', 'two']);
      const answer = await registry.pullLibpod(name, '&allTags=true');
      assert.deepEqual(errorsIn(answer), []);
      const { RepoTags } = await inspectImage(scene, id);
      const tags = ['latest', 'one', 'two'].map((tag) => `${name}:${tag}`);
      assert.deepEqual(RepoTags.toSorted(), tags);
    },
    { needs },
  ),

  clause(
    'libpod.image.pull.200.policy',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, repository, id } = await registry.image();
      assert.equal(pulledId(await registry.pullLibpod(name, '&policy=missing')), id);
      const next = await registry.image();
      await registry.all.publish(repository, ['latest'], next);
      for (const policy of ['missing', 'never']) {
        const answer = await registry.pullLibpod(name, `&policy=${policy}`);
        assert.equal(pulledId(answer), id, policy);
      }
      for (const policy of ['newer', 'always']) {
        const answer = await registry.pullLibpod(name, `&policy=${policy}`);
        assert.equal(pulledId(answer), next.id, policy);
      }
      const { name: unknown } = registry.name();
      assert.equal(errorsIn(await registry.pullLibpod(unknown, '&policy=never')).length, 1);
    },
    { needs },
  ),

  clause(
    'libpod.image.pull.200.quiet',
    async (scene) => {
      const registry = await SceneRegistry.of(scene);
      const { name, id } = await registry.image();
      const lines = linesOf(await registry.pullLibpod(name, '&quiet=true'));
      assert.deepEqual(lines, [{ images: [id], id }]);
    },
    { needs },
  ),

  clause('libpod.image.pull.400.reference', async (scene) => {
    for (const reference of ['UPPER/case', 'a b', 'dir:/tmp']) {
      const path = scene.libpod(`/images/pull?reference=${encodeURIComponent(reference)}`);
      const answer = await scene.send('POST', path);
      if (answer.status !== 400) assert.equal(errorsIn(answer.expect(200)).length, 1, reference);
    }
  }),

  clause('libpod.image.pull.400.parameters', async (scene) => {
    for (const name of ['tlsVerify', 'allTags', 'quiet']) {
      const path = scene.libpod(`/images/pull?reference=localhost/x&${name}=perhaps`);
      const { message } = (await scene.send('POST', path)).expect(400).json as { message: string };
      assert.match(message, new RegExp(name, 'i'));
    }
  }),

  clause('libpod.image.pull.500.reference-missing', async (scene) => {
    (await scene.send('POST', scene.libpod('/images/pull'))).expect(500);
  }),
];
