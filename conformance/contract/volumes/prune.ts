import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters, volumeExists } from '../../suite/containers.ts';
import type { Tree } from '../../suite/libpod.ts';
import { createVolume, runOnce } from '../../suite/objects.ts';
import type { EventMessage, Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

// Prunes look at every volume; a label keeps them to those of the test.
const serial = { serial: true };

/** What was removed and how many bytes that made free, in either tree's form. */
async function prune(scene: Scene, tree: Tree, wanted: Record<string, string[]>) {
  const answer = await scene.send('POST', scene[tree](`/volumes/prune?${filters(wanted)}`));
  const found = answer.expect(200).json;
  if (tree === 'compat') {
    const report = found as { VolumesDeleted: string[] | null; SpaceReclaimed: number };
    return { names: report.VolumesDeleted ?? [], bytes: report.SpaceReclaimed };
  }
  const reports = found as { Id: string; Size: number }[];
  const bytes = reports.reduce((sum, { Size }) => sum + Size, 0);
  return { names: reports.map(({ Id }) => Id), bytes };
}

/** Three volumes with a label: used by a running container, by a created one, by none. */
async function three(scene: Scene, tree: Tree) {
  const label = scene.name('l');
  const make = async () => (await createVolume(scene, tree, { Labels: { [label]: '' } })).Name;
  const [running, created, unused] = [await make(), await make(), await make()];
  await scene.running({ HostConfig: { Binds: [`${running}:/data`] } });
  await scene.container({ HostConfig: { Binds: [`${created}:/data`] } });
  return { label, running, created, unused };
}

async function removesUnused(scene: Scene, tree: Tree): Promise<void> {
  const { label, unused, running, created } = await three(scene, tree);
  assert.deepEqual((await prune(scene, tree, { label: [label] })).names, [unused]);
  assert.ok(!(await volumeExists(scene, unused)), 'it is gone');
  for (const name of [running, created])
    assert.ok(await volumeExists(scene, name), 'used ones stay');
}

/** A volume of 100000 bytes that no container uses any more. */
async function filled(scene: Scene, tree: Tree, label: string): Promise<string> {
  const { Name } = await createVolume(scene, tree, { Labels: { [label]: '' } });
  await runOnce(scene, 'head -c 100000 /dev/zero > /data/file', { Binds: [`${Name}:/data`] });
  return Name;
}

export default [
  clause(
    'compat.volume.prune.200.removed',
    async (scene) => {
      const label = scene.name('l');
      const Name = await filled(scene, 'compat', label);
      const { names, bytes } = await prune(scene, 'compat', { label: [label] });
      assert.deepEqual(names, [Name]);
      assert.ok(bytes >= 100_000, `${bytes} bytes`);
      assert.ok(!(await volumeExists(scene, Name)), 'it is gone');
    },
    serial,
  ),
  clause(
    'libpod.volume.prune.200.report',
    async (scene) => {
      const label = scene.name('l');
      const Name = await filled(scene, 'libpod', label);
      const { names, bytes } = await prune(scene, 'libpod', { label: [label] });
      assert.deepEqual(names, [Name]);
      assert.ok(bytes >= 100_000, `${bytes} bytes`);
    },
    serial,
  ),
  clause('compat.volume.prune.200.used-stay', (scene) => removesUnused(scene, 'compat'), serial),
  clause('libpod.volume.prune.200.removed', (scene) => removesUnused(scene, 'libpod'), serial),

  clause(
    'compat.volume.prune.any.filter-label',
    async (scene) => {
      const label = scene.name('l');
      const make = async (Labels: object) =>
        (await createVolume(scene, 'compat', { Labels: { [label]: '', ...Labels } })).Name;
      const plain = await make({});
      const red = await make({ colour: 'red' });
      const kept = await make({ colour: 'red', keep: 'yes' });
      const wanted = { label: [label, 'colour=red'], 'label!': ['keep=yes'] };
      assert.deepEqual((await prune(scene, 'compat', wanted)).names, [red]);
      assert.ok((await volumeExists(scene, plain)) && (await volumeExists(scene, kept)));
    },
    serial,
  ),

  clause(
    'libpod.volume.prune.200.filters',
    async (scene) => {
      const label = scene.name('l');
      const make = async (colour: string) =>
        (await createVolume(scene, 'libpod', { Labels: { [label]: colour } })).Name;
      const red = await make('red');
      const blue = await make('blue');
      assert.deepEqual((await prune(scene, 'libpod', { label: [`${label}=red`] })).names, [red]);
      assert.ok(await volumeExists(scene, blue), 'the other stays');
    },
    serial,
  ),

  clause(
    'compat.volume.prune.200.event-prune',
    async (scene) => {
      const events = await watch(scene, 'compat', { type: ['volume'], event: ['prune'] });
      const label = scene.name('l');
      await filled(scene, 'compat', label);
      const { bytes } = await prune(scene, 'compat', { label: [label] });
      const told = ({ Actor }: EventMessage) => Actor.Attributes['reclaimed'] === String(bytes);
      assert.equal((await events.until(told, 'prune of these bytes')).Type, 'volume');
    },
    serial,
  ),

  clause(
    'compat.volume.prune.any.named',
    async (scene) => {
      const label = scene.name('l');
      const Name = scene.name('v');
      const Labels = { [label]: '' };
      const at = async (version: string, wanted: object) => {
        const path = `/v${version}/volumes/prune?${filters({ label: [label], ...wanted })}`;
        const { VolumesDeleted } = (await scene.send('POST', path)).expect(200).json as {
          VolumesDeleted: string[] | null;
        };
        return VolumesDeleted ?? [];
      };
      await createVolume(scene, 'compat', { Name, Labels });
      assert.deepEqual(await at('1.42', {}), [], 'from 1.42 on it stays');
      assert.deepEqual(await at('1.42', { all: ['true'] }), [Name], 'but with all');
      await createVolume(scene, 'compat', { Name, Labels });
      assert.deepEqual(await at('1.41', {}), [Name], 'below 1.42 it goes');
      const random = (await createVolume(scene, 'compat', { Name: '', Labels })).Name;
      assert.deepEqual(await at('1.42', {}), [random], 'one without a name given goes');
    },
    serial,
  ),

  clause(
    'compat.volume.prune.400.unknown-filter',
    async (scene) => {
      const { Name } = await createVolume(scene, 'compat');
      const wanted = filters({ nonsense: ['x'], label: [scene.name('l')] });
      const answer = await scene.send('POST', scene.compat(`/volumes/prune?${wanted}`));
      assert.match(messageOf(answer.expect(400)), /nonsense/);
      assert.ok(await volumeExists(scene, Name), 'nothing was removed');
    },
    serial,
  ),
];
