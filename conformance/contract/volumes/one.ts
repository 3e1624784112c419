import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { probe, volumeExists, volumeName } from '../../suite/containers.ts';
import type { Tree } from '../../suite/libpod.ts';
import { createVolume, inspectVolume, runOnce } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

/** What the two trees call a volume's inspect. */
const inspectPath = (scene: Scene, tree: Tree, name: string) =>
  scene[tree](`/volumes/${name}${tree === 'libpod' ? '/json' : ''}`);

async function repeats(scene: Scene, tree: Tree): Promise<void> {
  const Labels = { 'org.example.one': '1' };
  // Docker gives a volume without a name of the client's a label of its own.
  const made = await createVolume(scene, tree, { Name: volumeName(scene), Labels });
  const found = await inspectVolume(scene, tree, made.Name);
  assert.deepEqual([found.Name, found.Driver, found.Labels], [made.Name, 'local', Labels]);
  assert.match(found.Mountpoint, /^\/.+/);
  assert.ok(Math.abs(Date.parse(found.CreatedAt) - Date.now()) < 60_000, found.CreatedAt);
  assert.equal(found.Scope, 'local');
}

async function remove(scene: Scene, tree: Tree, name: string, query = '') {
  return scene.send('DELETE', scene[tree](`/volumes/${name}${query}`));
}

/** The volume is gone, and one made anew under its name has none of its content. */
async function removed(scene: Scene, tree: Tree): Promise<void> {
  const Name = volumeName(scene);
  await createVolume(scene, tree, { Name });
  await runOnce(scene, 'echo old > /data/file', { Binds: [`${Name}:/data`] });
  const answer = (await remove(scene, tree, Name)).expect(204);
  assert.equal(answer.text, '');
  assert.ok(!(await volumeExists(scene, Name)), 'it is gone');
  await createVolume(scene, tree, { Name });
  assert.equal((await probe(scene, 'ls -A /data', { Binds: [`${Name}:/data`] })).stdout, '');
}

async function inUse(scene: Scene, tree: Tree): Promise<void> {
  const { Name } = await createVolume(scene, tree);
  const id = await scene.container({ HostConfig: { Binds: [`${Name}:/data`] } });
  const isKept = async (state: string) => {
    const answer = (await remove(scene, tree, Name)).expect(409);
    assert.ok(messageOf(answer).includes(Name), `${state}: ${answer.text}`);
    assert.ok(await volumeExists(scene, Name), state);
  };
  await isKept('created');
  (await scene.send('POST', scene.compat(`/containers/${id}/start`))).expect(204);
  await isKept('running');
}

export default [
  clause('compat.volume.inspect.200.shape', (scene) => repeats(scene, 'compat')),
  clause('libpod.volume.inspect.200.fields', (scene) => repeats(scene, 'libpod')),

  clause('compat.volume.inspect.200.mountpoint', async (scene) => {
    const { Name, Mountpoint } = await createVolume(scene, 'compat');
    await probe(scene, 'echo content > /data/file', { Binds: [`${Name}:/data`] });
    const { stdout } = await probe(scene, 'cat /host/file', { Binds: [`${Mountpoint}:/host`] });
    assert.equal(stdout, 'content\n');
  }),

  ...(
    [
      ['compat.volume.inspect.404.no-such-volume', 'GET', 'compat'],
      ['libpod.volume.inspect.404.unknown', 'GET', 'libpod'],
      ['compat.volume.remove.404.no-such-volume', 'DELETE', 'compat'],
      ['libpod.volume.remove.404.unknown', 'DELETE', 'libpod'],
    ] as const
  ).map(([id, method, tree]) =>
    clause(id, (scene) =>
      unknownNameAnswers404(scene, method, (name) =>
        method === 'GET' ? inspectPath(scene, tree, name) : scene[tree](`/volumes/${name}`),
      ),
    ),
  ),

  clause('compat.volume.remove.204.removed', (scene) => removed(scene, 'compat')),
  clause('libpod.volume.remove.204.removed', (scene) => removed(scene, 'libpod')),
  clause('compat.volume.remove.409.in-use', (scene) => inUse(scene, 'compat')),
  clause('libpod.volume.remove.409.in-use', (scene) => inUse(scene, 'libpod')),

  clause('compat.volume.remove.204.event-destroy', async (scene) => {
    const events = await watch(scene, 'compat', { type: ['volume'] });
    const { Name } = await createVolume(scene, 'compat');
    (await remove(scene, 'compat', Name)).expect(204);
    const event = await events.until(
      ({ Action, Actor }) => Action === 'destroy' && Actor.ID === Name,
      'destroy',
    );
    assert.equal(event.Type, 'volume');
  }),

  clause('compat.volume.remove.any.force', async (scene) => {
    (await remove(scene, 'compat', scene.name('nobody'), '?force=true')).expect(204);
    const { Name } = await createVolume(scene, 'compat');
    await scene.container({ HostConfig: { Binds: [`${Name}:/data`] } });
    (await remove(scene, 'compat', Name, '?force=true')).expect(409);
    assert.ok(await volumeExists(scene, Name), 'it is kept');
  }),

  clause('libpod.volume.exists.204.exists', async (scene) => {
    const { Name } = await createVolume(scene, 'libpod');
    (await scene.send('GET', scene.libpod(`/volumes/${Name}/exists`))).expect(204);
  }),

  clause('libpod.volume.exists.404.unknown', async (scene) => {
    (await scene.send('GET', scene.libpod(`/volumes/${scene.name('nobody')}/exists`))).expect(404);
  }),

  clause('libpod.volume.remove.204.force', async (scene) => {
    const { Name } = await createVolume(scene, 'libpod');
    const id = await scene.running({ HostConfig: { Binds: [`${Name}:/data`] }, StopTimeout: 0 });
    (await remove(scene, 'libpod', Name, '?force=true')).expect(204);
    assert.ok(!(await volumeExists(scene, Name)), 'the volume is gone');
    (await scene.send('GET', scene.compat(`/containers/${id}/json`))).expect(404);
  }),

  clause('libpod.volume.remove.400.parameters', async (scene) => {
    const { Name } = await createVolume(scene, 'libpod');
    const answer = (await remove(scene, 'libpod', Name, '?force=perhaps')).expect(400);
    assert.match(messageOf(answer), /force/);
    assert.ok(await volumeExists(scene, Name), 'it is kept');
  }),
];
