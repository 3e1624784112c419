import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { probe, volumeName } from '../../suite/containers.ts';
import type { Tree } from '../../suite/libpod.ts';
import { createVolume, inspectVolume, tryVolume, withoutNull } from '../../suite/objects.ts';
import type { Volume } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';
import { now, watch } from '../../suite/watch.ts';

async function randomName(scene: Scene, tree: Tree): Promise<void> {
  const first = ((await tryVolume(scene, tree, {})).expect(201).json as Volume).Name;
  const second = (await createVolume(scene, tree, { Name: '' })).Name;
  for (const name of [first, second]) assert.match(name, /^[0-9a-f]{64}$/);
  assert.notEqual(first, second);
}

/** Options of the local driver: a tmpfs with a mode, which shows in a container's mounts. */
async function mountOptions(scene: Scene, tree: Tree): Promise<void> {
  const Name = volumeName(scene);
  const options = { type: 'tmpfs', device: 'tmpfs', o: 'nodev,mode=0750' };
  const member = tree === 'compat' ? 'DriverOpts' : 'Options';
  const made = await createVolume(scene, tree, { Name, [member]: options });
  assert.deepEqual(made.Options, options);
  assert.deepEqual((await inspectVolume(scene, tree, Name)).Options, options);
  const look = 'grep " /data " /proc/mounts; stat -c %a /data';
  const { stdout } = await probe(scene, look, { Binds: [`${Name}:/data`] });
  assert.match(stdout, /^tmpfs \/data tmpfs .*nodev.*\n750\n$/);
}

/** What a container writes into the volume is there for the next one, and nothing was before. */
async function holdsContent(scene: Scene, Name: string): Promise<void> {
  const Binds = [`${Name}:/data`];
  const first = await probe(scene, 'ls -A /data; echo kept > /data/file', { Binds });
  assert.equal(first.stdout, '', 'the folder is empty');
  assert.equal((await probe(scene, 'cat /data/file', { Binds })).stdout, 'kept\n');
}

export default [
  clause('compat.volume.create.201.volume', async (scene) => {
    const Name = volumeName(scene);
    const made = await createVolume(scene, 'compat', { Name });
    assert.deepEqual([made.Name, made.Driver, made.Scope], [Name, 'local', 'local']);
    assert.ok(Math.abs(Date.parse(made.CreatedAt) - Date.now()) < 60_000, made.CreatedAt);
    await holdsContent(scene, Name);
  }),

  clause('libpod.volume.create.201.created', async (scene) => {
    const Name = volumeName(scene);
    assert.equal((await createVolume(scene, 'libpod', { Name })).Name, Name);
    assert.equal((await inspectVolume(scene, 'libpod', Name)).Name, Name);
    await holdsContent(scene, Name);
  }),

  clause('compat.volume.create.any.name', (scene) => randomName(scene, 'compat')),
  clause('libpod.volume.create.201.name-random', (scene) => randomName(scene, 'libpod')),
  clause('compat.volume.create.any.driver-opts', (scene) => mountOptions(scene, 'compat')),
  clause('libpod.volume.create.201.options', (scene) => mountOptions(scene, 'libpod')),

  clause('compat.volume.create.201.existing', async (scene) => {
    const Name = volumeName(scene);
    const made = await createVolume(scene, 'compat', { Name, Labels: { first: 'yes' } });
    const again = await createVolume(scene, 'compat', { Name, Labels: { second: 'yes' } });
    assert.deepEqual(withoutNull(again), withoutNull(made));
    assert.deepEqual((await inspectVolume(scene, 'compat', Name)).Labels, { first: 'yes' });
  }),

  clause('compat.volume.create.201.event-create', async (scene) => {
    const since = now();
    const Name = volumeName(scene);
    const events = await watch(scene, 'compat', { type: ['volume'], event: ['create'] });
    await createVolume(scene, 'compat', { Name });
    await createVolume(scene, 'compat', { Name });
    const after = await createVolume(scene, 'compat');
    await events.until(({ Actor }) => Actor.ID === after.Name, 'of another volume');
    assert.equal(events.told.filter(({ Actor }) => Actor.ID === Name).length, 1);
    assert.ok(since <= events.told.find(({ Actor }) => Actor.ID === Name)!.time);
  }),

  clause('compat.volume.create.any.driver-default', async (scene) => {
    for (const body of [{}, { Driver: '' }]) {
      const answer = await tryVolume(scene, 'compat', { Name: scene.name('v'), ...body });
      assert.equal((answer.expect(201).json as Volume).Driver, 'local');
    }
  }),

  clause('compat.volume.create.any.labels', async (scene) => {
    const Labels = { 'org.example.one': '1', empty: '' };
    const Name = volumeName(scene);
    assert.deepEqual((await createVolume(scene, 'compat', { Name, Labels })).Labels, Labels);
    assert.deepEqual((await inspectVolume(scene, 'compat', Name)).Labels, Labels);
  }),

  clause('libpod.volume.create.201.labels', async (scene) => {
    const labels = { 'org.example.one': '1', empty: '' };
    for (const member of ['Label', 'Labels']) {
      const answer = await tryVolume(scene, 'libpod', {
        Name: volumeName(scene),
        [member]: labels,
      });
      const { Name } = answer.expect(201).json as Volume;
      assert.deepEqual((await inspectVolume(scene, 'libpod', Name)).Labels, labels, member);
    }
  }),

  clause('compat.volume.create.400.name-form', async (scene) => {
    for (const Name of ['a/b', 'sp ace', '../up', '.hidden', 'ö']) {
      const answer = await tryVolume(scene, 'compat', { Name });
      assert.ok(messageOf(answer.expect(400)).length > 0, Name);
    }
  }),

  clause('compat.volume.create.400.driver-opts', async (scene) => {
    const Name = volumeName(scene);
    const answer = await tryVolume(scene, 'compat', { Name, DriverOpts: { nonsense: 'x' } });
    assert.match(messageOf(answer.expect(400)), /nonsense/);
    (await scene.send('GET', scene.compat(`/volumes/${Name}`))).expect(404);
  }),

  clause('compat.volume.create.404.driver', async (scene) => {
    const answer = await tryVolume(scene, 'compat', {
      Name: volumeName(scene),
      Driver: 'nonsense',
    });
    assert.match(messageOf(answer.expect(404)), /nonsense/);
  }),

  clause('libpod.volume.create.500.name-in-use', async (scene) => {
    const { Name } = await createVolume(scene, 'libpod', { Labels: { first: 'yes' } });
    const answer = await tryVolume(scene, 'libpod', { Name });
    assert.ok(messageOf(answer.expect(500)).includes(Name), answer.text);
    assert.deepEqual((await inspectVolume(scene, 'libpod', Name)).Labels, { first: 'yes' });
  }),

  clause('libpod.volume.create.500.driver', async (scene) => {
    const answer = await tryVolume(scene, 'libpod', { Driver: 'nonsense' });
    assert.match(messageOf(answer.expect(500)), /nonsense/);
  }),
];
