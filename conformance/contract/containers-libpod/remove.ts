import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { processLives, volumeExists, volumeName } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, networkOf } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

async function remove(scene: Scene, id: string, query = '') {
  return scene.send('DELETE', scene.libpod(`/containers/${id}?${query}`));
}

async function isGone(scene: Scene, id: string): Promise<boolean> {
  const answer = await scene.send('GET', scene.libpod(`/containers/${id}/exists`));
  return answer.expect(204, 404).status === 404;
}

/** A container with a named and an anonymous volume, and the names of both. */
async function withVolumes(scene: Scene) {
  const named = volumeName(scene);
  const id = await scene.container({
    Volumes: { '/anonymous': {} },
    HostConfig: { Binds: [`${named}:/named`] },
  });
  const { Mounts } = await inspectLibpod(scene, id);
  const anonymous = Mounts.find(({ Destination }) => Destination === '/anonymous')?.Name;
  assert.ok(anonymous, 'an anonymous volume');
  scene.defer(() => scene.send('DELETE', scene.libpod(`/volumes/${anonymous}`)));
  return { id, named, anonymous };
}

/** Only the anonymous volume goes, whatever the parameter is called. */
async function volumesGo(scene: Scene, query: string): Promise<void> {
  const { id, named, anonymous } = await withVolumes(scene);
  (await remove(scene, id, query)).expect(200, 204);
  assert.ok(!(await volumeExists(scene, anonymous)), 'the anonymous volume is gone');
  assert.ok(await volumeExists(scene, named), 'the named volume stays');
}

/** Two containers, the second of which lives in the network of the first. */
async function pair(scene: Scene) {
  const first = await createLibpod(scene);
  const netns = networkOf(first);
  return { first, second: await createLibpod(scene, { netns }) };
}

export default [
  clause('libpod.container.remove.200.report', async (scene) => {
    const id = await createLibpod(scene);
    const answer = await scene.send('DELETE', `/v4.0.0/libpod/containers/${id}`);
    const reports = answer.expect(200).json as { Id: string }[];
    assert.deepEqual(
      reports.map(({ Id }) => Id),
      [id],
    );
  }),

  clause('libpod.container.remove.200.ignore', async (scene) => {
    const name = scene.name('nobody');
    const answer = await remove(scene, name, 'ignore=true');
    if (answer.expect(200, 204).status === 200) assert.deepEqual(answer.json, []);
  }),

  clause('libpod.container.remove.200.depend', async (scene) => {
    const { first, second } = await pair(scene);
    (await remove(scene, first, 'depend=true')).expect(200, 204);
    assert.ok((await isGone(scene, first)) && (await isGone(scene, second)), 'both are gone');
  }),

  clause('libpod.container.remove.204.removed', async (scene) => {
    const name = scene.name();
    const id = await createLibpod(scene, { name });
    const answer = await scene.send('DELETE', `/v3.0.0/libpod/containers/${id}`);
    assert.equal(answer.expect(204).text, '');
    assert.ok(await isGone(scene, id));
    await createLibpod(scene, { name });
  }),

  clause('libpod.container.remove.204.force', async (scene) => {
    const id = await scene.running({ StopTimeout: 0 });
    const { Pid } = (await inspectLibpod(scene, id)).State;
    (await remove(scene, id, 'force=true')).expect(200, 204);
    assert.ok(await isGone(scene, id));
    assert.ok(!(await processLives(scene, Pid)), 'the process is gone');
  }),

  clause('libpod.container.remove.204.volumes', async (scene) => {
    await volumesGo(scene, 'v=true');
    const { id, named, anonymous } = await withVolumes(scene);
    (await remove(scene, id)).expect(200, 204);
    for (const name of [named, anonymous]) assert.ok(await volumeExists(scene, name), name);
  }),

  clause('libpod.container.remove.204.volumes-alias', (scene) => volumesGo(scene, 'volumes=true')),

  clause('libpod.container.remove.409.running', async (scene) => {
    const id = await scene.running();
    const { Pid } = (await inspectLibpod(scene, id)).State;
    assert.match(messageOf((await remove(scene, id)).expect(409)), /running/);
    assert.equal((await inspectLibpod(scene, id)).State.Pid, Pid, 'it runs on');
  }),

  clause('libpod.container.remove.409.dependency', async (scene) => {
    const { first, second } = await pair(scene);
    const message = messageOf((await remove(scene, first)).expect(409));
    assert.ok(message.includes(second), `the message names what depends on it: ${message}`);
    assert.ok(!(await isGone(scene, first)), 'it stays');
  }),
];
