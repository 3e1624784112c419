import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { eventOf } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

async function rename(scene: Scene, id: string, name: string) {
  const query = `name=${encodeURIComponent(name)}`;
  return scene.send('POST', scene.compat(`/containers/${id}/rename?${query}`));
}

async function named(scene: Scene, body: Record<string, unknown> = {}) {
  const name = scene.name();
  return { name, id: await scene.container(body, `?name=${name}`) };
}

export default [
  clause('compat.container.rename.204.renamed', async (scene) => {
    const { name, id } = await named(scene);
    const other = scene.name();
    (await rename(scene, name, other)).expect(204);
    const { Id, Name } = await scene.inspect(other);
    assert.deepEqual([Id, Name], [id, `/${other}`]);
    (await scene.send('GET', scene.compat(`/containers/${name}/json`))).expect(404);
  }),

  clause('compat.container.rename.204.running', async (scene) => {
    const id = await scene.running();
    const { Pid } = (await scene.inspect(id)).State;
    const other = scene.name();
    (await rename(scene, id, other)).expect(204);
    const { State } = await scene.inspect(other);
    assert.deepEqual([State.Status, State.Pid], ['running', Pid]);
  }),

  clause('compat.container.rename.204.old-name-free', async (scene) => {
    const { name, id } = await named(scene);
    (await rename(scene, id, scene.name())).expect(204);
    const other = await scene.container({}, `?name=${name}`);
    assert.equal((await scene.inspect(name)).Id, other);
  }),

  clause('compat.container.rename.204.event-rename', async (scene) => {
    const { name, id } = await named(scene);
    const other = scene.name();
    (await rename(scene, id, other)).expect(204);
    const { Attributes } = (await eventOf(scene, id, 'rename')).Actor;
    assert.equal(Attributes['oldName']?.replace(/^\//, ''), name);
    assert.equal(Attributes['name'], other);
  }),

  clause('compat.container.rename.400.no-new-name', async (scene) => {
    const { name, id } = await named(scene);
    for (const query of ['', '?name=']) {
      (await scene.send('POST', scene.compat(`/containers/${id}/rename${query}`))).expect(400);
    }
    assert.equal((await scene.inspect(id)).Name, `/${name}`);
  }),

  clause('compat.container.rename.400.same-name', async (scene) => {
    const { name, id } = await named(scene);
    (await rename(scene, id, name)).expect(400);
    assert.equal((await scene.inspect(name)).Id, id);
  }),

  clause('compat.container.rename.400.name-form', async (scene) => {
    const { name, id } = await named(scene);
    for (const bad of ['-dash', '.dot', '_line', 'with space', 'with/slash', 'dollar$']) {
      (await rename(scene, id, bad)).expect(400);
    }
    assert.equal((await scene.inspect(id)).Name, `/${name}`);
  }),

  clause('compat.container.rename.409.name-in-use', async (scene) => {
    const [first, second] = [await named(scene), await named(scene)];
    const answer = (await rename(scene, first.id, second.name)).expect(409);
    assert.ok(messageOf(answer).includes(second.name), answer.text);
    for (const { name, id } of [first, second]) assert.equal((await scene.inspect(name)).Id, id);
  }),

  clause('compat.container.rename.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/rename?name=${scene.name()}`),
    );
  }),

  clause('compat.container.rename.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/rename?name=${scene.name()}`),
    );
  }),
];
