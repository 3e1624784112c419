import assert from 'node:assert/strict';
import { file, images } from '../../../fixtures/index.ts';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { fixturesReturn, ownImage } from '../../suite/fixtures.ts';
import { imageExists, imageId, unnamedImage } from '../../suite/images.ts';
import type { EventMessage, Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

// Prunes look at every image; a label keeps them to those of the test.
const serial = { serial: true };

interface Pruned {
  ImagesDeleted: { Untagged?: string; Deleted?: string }[] | null;
  SpaceReclaimed: number;
}

async function prune(scene: Scene, wanted: Record<string, string[]>, query = ''): Promise<Pruned> {
  fixturesReturn(scene);
  const path = scene.compat(`/images/prune?${filters(wanted)}${query}`);
  return (await scene.send('POST', path)).expect(200).json as Pruned;
}

/** A named and an unnamed image that no container uses, and one of each kind that one uses. */
async function four(scene: Scene) {
  const label = scene.name('l');
  const config = { Labels: { [label]: '' } };
  const named = await ownImage(scene, { config });
  const unnamed = await unnamedImage(scene, { config });
  const usedNamed = await ownImage(scene, { ...images.busybox(), config });
  const usedUnnamed = await unnamedImage(scene, {
    config,
    layers: [...images.busybox().layers, [file('more', label)]],
  });
  await scene.running({ Image: usedNamed });
  await scene.container({ Image: usedUnnamed });
  const left = async () => {
    const all = { named, unnamed, usedNamed, usedUnnamed };
    const kept: string[] = [];
    for (const [key, name] of Object.entries(all)) {
      if (await imageExists(scene, name)) kept.push(key);
    }
    return kept;
  };
  return { label, unnamed, named, left };
}

const WITHOUT_UNNAMED = ['named', 'usedNamed', 'usedUnnamed'];
const USED = ['usedNamed', 'usedUnnamed'];

export default [
  clause(
    'compat.image.prune.200.removed',
    async (scene) => {
      const label = scene.name('l');
      const id = await unnamedImage(scene, {
        config: { Labels: { [label]: '' } },
        layers: [[file('big', Buffer.alloc(100_000, label))]],
      });
      const { ImagesDeleted, SpaceReclaimed } = await prune(scene, { label: [label] });
      const ids = (ImagesDeleted ?? []).flatMap(
        ({ Deleted }) => Deleted?.replace('sha256:', '') ?? [],
      );
      assert.ok(ids.includes(id), JSON.stringify(ImagesDeleted));
      assert.ok(SpaceReclaimed >= 100_000, `${SpaceReclaimed} bytes`);
      assert.ok(!(await imageExists(scene, id)), 'it is gone');
    },
    serial,
  ),

  clause(
    'compat.image.prune.200.default-dangling',
    async (scene) => {
      const { label, left } = await four(scene);
      await prune(scene, { label: [label] });
      assert.deepEqual(await left(), WITHOUT_UNNAMED);
    },
    serial,
  ),

  clause(
    'compat.image.prune.200.used-stay',
    async (scene) => {
      const { label, left } = await four(scene);
      await prune(scene, { label: [label], dangling: ['false'] });
      assert.deepEqual(await left(), USED);
    },
    serial,
  ),

  clause(
    'compat.image.prune.200.event-prune',
    async (scene) => {
      const events = await watch(scene, 'compat', { type: ['image'], event: ['prune'] });
      const label = scene.name('l');
      await unnamedImage(scene, {
        config: { Labels: { [label]: '' } },
        layers: [[file('big', Buffer.alloc(123_456, label))]],
      });
      const { SpaceReclaimed } = await prune(scene, { label: [label] });
      const told = ({ Actor }: EventMessage) =>
        Actor.Attributes['reclaimed'] === String(SpaceReclaimed);
      assert.equal((await events.until(told, 'prune of these bytes')).Type, 'image');
    },
    serial,
  ),

  clause(
    'compat.image.prune.any.filter-dangling',
    async (scene) => {
      for (const [dangling, kept] of [
        ['true', WITHOUT_UNNAMED],
        ['1', WITHOUT_UNNAMED],
        ['false', USED],
      ] as const) {
        const { label, left } = await four(scene);
        await prune(scene, { label: [label], dangling: [dangling] });
        assert.deepEqual(await left(), kept, `dangling=${dangling}`);
      }
    },
    serial,
  ),

  clause(
    'compat.image.prune.any.filter-until',
    async (scene) => {
      const label = scene.name('l');
      const created = new Date('2024-06-02T00:00:00Z');
      const id = await unnamedImage(scene, { config: { Labels: { [label]: '' } }, created });
      for (const until of ['2024-06-01T00:00:00Z', String(created.getTime() / 1000 - 10)]) {
        await prune(scene, { label: [label], until: [until] });
        assert.ok(await imageExists(scene, id), until);
      }
      await prune(scene, { label: [label], until: ['2024-06-03T00:00:00Z'] });
      assert.ok(!(await imageExists(scene, id)), 'it is gone');
    },
    serial,
  ),

  clause(
    'compat.image.prune.any.filter-label',
    async (scene) => {
      const label = scene.name('l');
      const make = (more: object) =>
        unnamedImage(scene, { config: { Labels: { [label]: '', ...more } } });
      const plain = await make({});
      const red = await make({ colour: 'red' });
      const kept = await make({ colour: 'red', keep: 'yes' });
      await prune(scene, { label: [label, 'colour=red'], 'label!': ['keep=yes'] });
      assert.ok(!(await imageExists(scene, red)), 'red');
      for (const id of [plain, kept]) assert.ok(await imageExists(scene, id), id);
    },
    serial,
  ),

  clause(
    'compat.image.prune.any.all',
    async (scene) => {
      const { label, left } = await four(scene);
      await prune(scene, { label: [label] }, '&all=true');
      assert.deepEqual(await left(), USED);
    },
    serial,
  ),

  clause(
    'compat.image.prune.400.unknown-filter',
    async (scene) => {
      const { label, unnamed } = await four(scene);
      for (const wanted of [{ nonsense: ['x'] }, { dangling: ['nonsense'] }]) {
        const path = scene.compat(`/images/prune?${filters({ label: [label], ...wanted })}`);
        assert.match(messageOf((await scene.send('POST', path)).expect(400)), /nonsense/);
      }
      assert.equal(await imageId(scene, unnamed), unnamed, 'nothing was removed');
    },
    serial,
  ),
];
