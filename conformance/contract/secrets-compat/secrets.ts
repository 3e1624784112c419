import assert from 'node:assert/strict';
import { unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters, written } from '../../suite/containers.ts';
import { createLibpod, post } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';
import { makeDockerSecret, tryDockerSecret } from '../../suite/secrets.ts';
import type { SecretInspected } from '../../suite/secrets.ts';
import type { Answer } from '../../suite/send.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

async function list(scene: Scene, wanted: Record<string, string[]>): Promise<SecretInspected[]> {
  const answer = await scene.send('GET', scene.compat(`/secrets?${filters(wanted)}`));
  return answer.expect(200).json as SecretInspected[];
}

const names = (secrets: SecretInspected[]) => secrets.map(({ Spec }) => Spec.Name).toSorted();

async function inspect(scene: Scene, name: string): Promise<SecretInspected> {
  return (await scene.send('GET', scene.compat(`/secrets/${name}`))).expect(200)
    .json as SecretInspected;
}

function update(scene: Scene, name: string, query: string, json: object): Promise<Answer> {
  return scene.send('POST', scene.compat(`/secrets/${name}/update${query}`), { json });
}

export default [
  clause('compat.secret.list.200.listed', async (scene) => {
    const name = scene.name('s');
    const id = await makeDockerSecret(scene, name, { Data: base64('untold') });
    const all = await list(scene, {});
    const found = all.find(({ ID }) => ID === id);
    assert.equal(found?.Spec.Name, name);
    assert.ok((found.Version?.Index ?? 0) > 0);
    assert.ok(!JSON.stringify(all).includes(base64('untold')));
  }),

  clause('compat.secret.list.200.filter-name', async (scene) => {
    const name = scene.name('s');
    await makeDockerSecret(scene, name);
    await makeDockerSecret(scene, scene.name('s'));
    for (const text of [name, name.slice(0, -1)]) {
      assert.deepEqual(names(await list(scene, { name: [text] })), [name]);
    }
  }),

  clause('compat.secret.list.200.filter-id', async (scene) => {
    const name = scene.name('s');
    const id = await makeDockerSecret(scene, name);
    await makeDockerSecret(scene, scene.name('s'));
    assert.deepEqual(names(await list(scene, { id: [id] })), [name]);
  }),

  clause('compat.secret.list.200.filter-label', async (scene) => {
    const label = scene.name('l');
    const [red, blue] = [scene.name('s'), scene.name('s')];
    await makeDockerSecret(scene, red, { Labels: { [label]: 'red' } });
    await makeDockerSecret(scene, blue, { Labels: { [label]: 'blue' } });
    assert.deepEqual(names(await list(scene, { label: [label] })), [red, blue].toSorted());
    assert.deepEqual(names(await list(scene, { label: [`${label}=red`] })), [red]);
  }),

  clause('compat.secret.list.400.filter-unknown', async (scene) => {
    await makeDockerSecret(scene, scene.name('s'));
    const path = scene.compat(`/secrets?${filters({ nosuch: ['x'] })}`);
    assert.match((await scene.send('GET', path)).expect(400).text, /nosuch/);
  }),

  clause('compat.secret.create.201.created', async (scene) => {
    const name = scene.name('s');
    const answer = await tryDockerSecret(scene, { Name: name, Data: base64('x') });
    const { ID } = answer.expect(201).json as { ID: string };
    assert.equal((await inspect(scene, name)).ID, ID);
  }),

  clause('compat.secret.create.any.labels', async (scene) => {
    const name = scene.name('s');
    await makeDockerSecret(scene, name, { Labels: { a: 'b' } });
    assert.deepEqual((await inspect(scene, name)).Spec.Labels, { a: 'b' });
  }),

  clause(
    'compat.secret.create.any.decoded',
    async (scene) => {
      const name = scene.name('s');
      await makeDockerSecret(scene, name, { Data: base64('as it was') });
      const secrets = [{ Source: name, Mode: 0o444 }];
      const command = ['cat', `/run/secrets/${name}`];
      const id = await createLibpod(scene, { secrets, command });
      (await post(scene, id, 'start')).expect(204);
      await scene.wait(id);
      assert.equal((await written(scene, id)).stdout, 'as it was');
    },
    { needs: ['libpod'] },
  ),

  clause('compat.secret.create.400.bad-data', async (scene) => {
    (await tryDockerSecret(scene, { Name: scene.name('s'), Data: '!!' })).expect(400);
  }),

  clause('compat.secret.create.400.bad-name', async (scene) => {
    const Name = `${scene.name('s')}/a`;
    (await tryDockerSecret(scene, { Name, Data: base64('x') })).expect(400);
  }),

  clause('compat.secret.create.400.no-data', async (scene) => {
    (await tryDockerSecret(scene, { Name: scene.name('s'), Data: '' })).expect(400);
  }),

  clause('compat.secret.create.409.name-in-use', async (scene) => {
    const Name = scene.name('s');
    const id = await makeDockerSecret(scene, Name);
    const taken = await tryDockerSecret(scene, { Name, Data: base64('x') });
    assert.match(taken.expect(409).text, new RegExp(Name));
    assert.equal((await inspect(scene, Name)).ID, id);
  }),

  clause('compat.secret.inspect.200.fields', async (scene) => {
    const name = scene.name('s');
    const before = Date.now() - 1000;
    const id = await makeDockerSecret(scene, name, { Data: base64('untold') });
    const secret = await inspect(scene, name);
    assert.deepEqual([secret.ID, secret.Spec.Name], [id, name]);
    assert.ok((secret.Version?.Index ?? 0) > 0);
    assert.ok(Date.parse(secret.CreatedAt) >= before && Date.parse(secret.UpdatedAt) >= before);
    assert.ok(!JSON.stringify(secret).includes(base64('untold')));
  }),

  clause('compat.secret.inspect.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'GET', (name) => scene.compat(`/secrets/${name}`)),
  ),

  clause('compat.secret.remove.204.removed', async (scene) => {
    const name = scene.name('s');
    await makeDockerSecret(scene, name);
    (await scene.send('DELETE', scene.compat(`/secrets/${name}`))).expect(204);
    (await scene.send('GET', scene.compat(`/secrets/${name}`))).expect(404);
    await makeDockerSecret(scene, name);
  }),

  clause('compat.secret.remove.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'DELETE', (name) => scene.compat(`/secrets/${name}`)),
  ),

  clause('compat.secret.update.200.labels', async (scene) => {
    const Name = scene.name('s');
    await makeDockerSecret(scene, Name, { Labels: { old: 'x' } });
    const version = (await inspect(scene, Name)).Version!.Index;
    const changed = await update(scene, Name, `?version=${version}`, {
      Name,
      Labels: { new: 'y' },
    });
    changed.expect(200);
    const { Spec, Version } = await inspect(scene, Name);
    assert.deepEqual(Spec.Labels, { new: 'y' });
    assert.ok(Version!.Index > version);
  }),

  clause('compat.secret.update.400.other', async (scene) => {
    const Name = scene.name('s');
    await makeDockerSecret(scene, Name);
    const version = (await inspect(scene, Name)).Version!.Index;
    (await update(scene, Name, `?version=${version}`, { Name: `${Name}2` })).expect(400);
  }),

  clause('compat.secret.update.400.version', async (scene) => {
    const Name = scene.name('s');
    await makeDockerSecret(scene, Name);
    (await update(scene, Name, '', { Name })).expect(400);
  }),

  clause('compat.secret.update.404.unknown', async (scene) => {
    const Name = scene.name('s');
    const answer = await update(scene, Name, '?version=1', { Name });
    assert.match(answer.expect(404).text, new RegExp(Name));
  }),

  clause('compat.secret.update.500.out-of-sequence', async (scene) => {
    const Name = scene.name('s');
    await makeDockerSecret(scene, Name);
    const version = (await inspect(scene, Name)).Version!.Index;
    (await update(scene, Name, `?version=${version + 7}`, { Name })).expect(500);
  }),
];
