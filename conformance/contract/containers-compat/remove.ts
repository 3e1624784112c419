import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import {
  act,
  eventOf,
  processLives,
  ready,
  STUBBORN,
  timeOf,
  volumeExists,
  volumeName,
} from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

async function remove(scene: Scene, id: string, query = '') {
  return scene.send('DELETE', scene.compat(`/containers/${id}${query}`));
}

async function isGone(scene: Scene, id: string): Promise<boolean> {
  const answer = await scene.send('GET', scene.compat(`/containers/${id}/json`));
  return answer.expect(200, 404).status === 404;
}

/** A container with a named and an anonymous volume, and the names of both. */
async function withVolumes(scene: Scene) {
  const named = volumeName(scene);
  const id = await scene.container({
    Volumes: { '/anonymous': {} },
    HostConfig: { Binds: [`${named}:/named`] },
  });
  const { Mounts } = await scene.inspect(id);
  const anonymous = Mounts.find(({ Destination }) => Destination === '/anonymous')?.Name;
  assert.ok(anonymous, 'an anonymous volume');
  scene.defer(() => scene.send('DELETE', scene.compat(`/volumes/${anonymous}`)));
  return { id, named, anonymous };
}

export default [
  clause('compat.container.remove.204.removed', async (scene) => {
    const name = scene.name();
    const created = await scene.container({}, `?name=${name}`);
    for (const id of [created, (await scene.exited()).id]) {
      assert.equal((await remove(scene, id)).expect(204).text, '');
      assert.ok(await isGone(scene, id));
      (await scene.send('GET', scene.compat(`/containers/${id}/logs?stdout=true`))).expect(404);
    }
    await scene.container({}, `?name=${name}`);
  }),

  clause('compat.container.remove.204.event-destroy', async (scene) => {
    const id = await scene.container();
    (await remove(scene, id)).expect(204);
    const event = await eventOf(scene, id, 'destroy');
    assert.deepEqual([event.Type, event.Actor.ID], ['container', id]);
  }),

  clause('compat.container.remove.any.force', async (scene) => {
    const paused = await scene.running();
    (await act(scene, paused, 'pause')).expect(204);
    for (const id of [await ready(scene, STUBBORN), paused]) {
      const { Pid } = (await scene.inspect(id)).State;
      const time = await timeOf(async () => (await remove(scene, id, '?force=true')).expect(204));
      assert.ok(await isGone(scene, id));
      assert.ok(!(await processLives(scene, Pid)), 'the process is gone');
      assert.ok(time < 5000, `it took ${time} ms`);
    }
  }),

  clause('compat.container.remove.any.v', async (scene) => {
    const { id, named, anonymous } = await withVolumes(scene);
    (await remove(scene, id, '?v=true')).expect(204);
    assert.ok(!(await volumeExists(scene, anonymous)), 'the anonymous volume is gone');
    assert.ok(await volumeExists(scene, named), 'the named volume stays');
  }),

  clause('compat.container.remove.any.volumes-stay', async (scene) => {
    const { id, named, anonymous } = await withVolumes(scene);
    (await remove(scene, id)).expect(204);
    for (const name of [named, anonymous]) assert.ok(await volumeExists(scene, name), name);
  }),

  clause('compat.container.remove.400.link', async (scene) => {
    const id = await scene.container();
    (await remove(scene, id, '?link=true')).expect(400);
    assert.ok(!(await isGone(scene, id)), 'the container stays');
  }),

  clause('compat.container.remove.any.ignore', async (scene) => {
    (await remove(scene, scene.name('nobody'), '?ignore=true')).expect(204);
  }),

  clause('compat.container.remove.409.running', async (scene) => {
    const paused = await scene.running();
    (await act(scene, paused, 'pause')).expect(204);
    for (const id of [await scene.running(), paused]) {
      const { State } = await scene.inspect(id);
      const answer = (await remove(scene, id)).expect(409);
      assert.notEqual(messageOf(answer), '');
      const after = (await scene.inspect(id)).State;
      assert.deepEqual([after.Status, after.Pid], [State.Status, State.Pid]);
    }
  }),

  clause('compat.container.remove.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'DELETE', (name) => scene.compat(`/containers/${name}`));
  }),

  clause('compat.container.remove.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'DELETE', (name) => scene.compat(`/containers/${name}`));
  }),
];
