import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { createLibpod, inspectLibpod, post } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

async function exists(scene: Scene, name: string) {
  return scene.send('GET', scene.libpod(`/containers/${name}/exists`));
}

/** Renames it, and looks for it under both names. */
async function renamed(scene: Scene, id: string): Promise<void> {
  const { Name } = await inspectLibpod(scene, id);
  const name = scene.name();
  assert.equal((await post(scene, id, `rename?name=${name}`)).expect(204).text, '');
  const after = await inspectLibpod(scene, name);
  assert.deepEqual([after.Id, after.Name], [id, name]);
  (await exists(scene, Name)).expect(404);
}

export default [
  clause('libpod.container.rename.204.renamed', async (scene) => {
    await renamed(scene, await createLibpod(scene));
  }),

  clause('libpod.container.rename.204.running', async (scene) => {
    const id = await scene.running();
    const { Pid } = (await inspectLibpod(scene, id)).State;
    await renamed(scene, id);
    assert.equal((await inspectLibpod(scene, id)).State.Pid, Pid, 'it runs on');
  }),

  clause('libpod.container.rename.400.name-missing', async (scene) => {
    const id = await createLibpod(scene);
    const { Name } = await inspectLibpod(scene, id);
    for (const query of ['', '?name=']) (await post(scene, id, `rename${query}`)).expect(400);
    assert.equal((await inspectLibpod(scene, id)).Name, Name);
  }),

  clause('libpod.container.rename.409.name-in-use', async (scene) => {
    const [name, other] = [scene.name(), scene.name()];
    const id = await createLibpod(scene, { name });
    await createLibpod(scene, { name: other });
    const answer = (await post(scene, id, `rename?name=${other}`)).expect(409);
    assert.ok(messageOf(answer).includes(other), `the message names it: ${answer.text}`);
    assert.equal((await inspectLibpod(scene, id)).Name, name);
    assert.notEqual((await inspectLibpod(scene, other)).Id, id);
  }),

  clause('libpod.container.exists.204.found', async (scene) => {
    const name = scene.name();
    const id = await createLibpod(scene, { name });
    for (const found of [id, id.slice(0, 12), name]) {
      assert.equal((await exists(scene, found)).expect(204).text, '');
    }
  }),
];
