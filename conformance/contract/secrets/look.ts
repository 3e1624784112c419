import assert from 'node:assert/strict';
import { unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { makeSecret } from '../../suite/secrets.ts';
import type { SecretInspected } from '../../suite/secrets.ts';

async function list(scene: Scene, wanted: Record<string, string[]>): Promise<SecretInspected[]> {
  const answer = await scene.send('GET', scene.libpod(`/secrets/json?${filters(wanted)}`));
  return answer.expect(200).json as SecretInspected[];
}

const names = (secrets: SecretInspected[]) => secrets.map(({ Spec }) => Spec.Name).toSorted();

async function inspect(scene: Scene, name: string, query = ''): Promise<SecretInspected> {
  const answer = await scene.send('GET', scene.libpod(`/secrets/${name}/json${query}`));
  return answer.expect(200).json as SecretInspected;
}

export default [
  clause('libpod.secret.list.200.listed', async (scene) => {
    const made = [scene.name('s'), scene.name('s')].toSorted();
    for (const name of made) await makeSecret(scene, name, 'untold');
    const all = await list(scene, {});
    assert.deepEqual(
      names(all).filter((name) => made.includes(name)),
      made,
    );
    assert.ok(!JSON.stringify(all).includes('untold'));
  }),

  clause('libpod.secret.list.200.filter-name', async (scene) => {
    const one = scene.name('s');
    await makeSecret(scene, one);
    await makeSecret(scene, scene.name('s'));
    assert.deepEqual(names(await list(scene, { name: [one] })), [one]);
    assert.deepEqual(names(await list(scene, { name: [`${one.slice(0, -1)}.$`] })), [one]);
  }),

  clause('libpod.secret.list.200.filter-id', async (scene) => {
    const one = scene.name('s');
    const id = await makeSecret(scene, one);
    await makeSecret(scene, scene.name('s'));
    for (const text of [id, id.slice(0, 20)]) {
      assert.deepEqual(names(await list(scene, { id: [text] })), [one]);
    }
  }),

  clause('libpod.secret.list.500.filter-unknown', async (scene) => {
    // Podman looks at filters only where there is a secret.
    await makeSecret(scene, scene.name('s'));
    const path = scene.libpod(`/secrets/json?${filters({ nosuch: ['x'] })}`);
    assert.match((await scene.send('GET', path)).expect(500).text, /nosuch/);
  }),

  clause('libpod.secret.inspect.200.fields', async (scene) => {
    const name = scene.name('s');
    const before = Date.now() - 1000;
    const id = await makeSecret(scene, name, 'untold');
    const secret = await inspect(scene, name);
    assert.deepEqual([secret.ID, secret.Spec.Name, secret.Spec.Driver?.Name], [id, name, 'file']);
    assert.ok(Date.parse(secret.CreatedAt) >= before && Date.parse(secret.UpdatedAt) >= before);
    assert.ok(!JSON.stringify(secret).includes('untold'));
  }),

  clause('libpod.secret.inspect.200.by-id', async (scene) => {
    const name = scene.name('s');
    const id = await makeSecret(scene, name);
    for (const text of [name, id, id.slice(0, 20)]) {
      assert.equal((await inspect(scene, text)).Spec.Name, name);
    }
  }),

  clause('libpod.secret.inspect.200.show', async (scene) => {
    const name = scene.name('s');
    await makeSecret(scene, name, 'told');
    assert.equal((await inspect(scene, name, '?showsecret=true')).SecretData, 'told');
  }),

  clause('libpod.secret.inspect.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'GET', (name) => scene.libpod(`/secrets/${name}/json`)),
  ),

  clause('libpod.secret.exists.204.there', async (scene) => {
    const name = scene.name('s');
    await makeSecret(scene, name);
    (await scene.send('GET', scene.libpod(`/secrets/${name}/exists`))).expect(204);
  }),

  clause('libpod.secret.exists.404.unknown', async (scene) => {
    (await scene.send('GET', scene.libpod(`/secrets/${scene.name('s')}/exists`))).expect(404);
  }),

  clause('libpod.secret.remove.204.removed', async (scene) => {
    const name = scene.name('s');
    await makeSecret(scene, name);
    (await scene.send('DELETE', scene.libpod(`/secrets/${name}`))).expect(204);
    (await scene.send('GET', scene.libpod(`/secrets/${name}/json`))).expect(404);
    await makeSecret(scene, name);
  }),

  clause('libpod.secret.remove.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'DELETE', (name) => scene.libpod(`/secrets/${name}`)),
  ),
];
