import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import type { ClauseTest } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import type { Tree } from '../../suite/libpod.ts';
import { createVolume, withoutNull } from '../../suite/objects.ts';
import type { Volume } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

/** The volumes that the filters let through, by name. */
async function list(scene: Scene, tree: Tree, wanted: Record<string, string[]> = {}) {
  const path = { compat: '/volumes', libpod: '/volumes/json' }[tree];
  const answer = await scene.send('GET', scene[tree](`${path}?${filters(wanted)}`));
  const found = answer.expect(200).json;
  const volumes = tree === 'compat' ? (found as { Volumes: Volume[] }).Volumes : found;
  return volumes as Volume[];
}

const names = (volumes: Volume[]) => volumes.map(({ Name }) => Name).toSorted();

/** Two volumes: one red and used by a container, the other blue and unused. */
async function two(scene: Scene, tree: Tree) {
  const label = scene.name('l');
  const make = async (colour: string) =>
    (await createVolume(scene, tree, { Labels: { [label]: colour, common: 'yes' } })).Name;
  const red = await make('red');
  const blue = await make('blue');
  await scene.container({ HostConfig: { Binds: [`${red}:/data`] } });
  const chosen = async (wanted: Record<string, string[]>) =>
    names(await list(scene, tree, wanted)).filter((name) => name === red || name === blue);
  return { label, red, blue, both: [red, blue].toSorted(), chosen };
}

/** Promises of both trees' lists; each id is `<tree>.volume.list.` and what is given. */
function ofBoth(tree: Tree, sort: 'any' | '200'): ClauseTest[] {
  const promise = (slug: string, run: (scene: Scene) => Promise<void>) =>
    clause(`${tree}.volume.list.${sort}.${slug}`, run);
  return [
    promise('filter-name', async (scene) => {
      const { red, both, chosen } = await two(scene, tree);
      assert.deepEqual(await chosen({ name: [red] }), [red]);
      assert.deepEqual(await chosen({ name: both }), both, 'either');
      const part = (await createVolume(scene, tree, { Name: `${red}-more` })).Name;
      assert.deepEqual(names(await list(scene, tree, { name: [red] })), [red, part].toSorted());
    }),
    promise('filter-label', async (scene) => {
      const { label, red, both, chosen } = await two(scene, tree);
      assert.deepEqual(await chosen({ label: [label] }), both);
      assert.deepEqual(await chosen({ label: [`${label}=red`] }), [red]);
      // Only the compat tree says what several labels mean.
      if (tree === 'libpod') return;
      assert.deepEqual(await chosen({ label: [`${label}=red`, 'common=yes'] }), [red]);
      assert.deepEqual(await chosen({ label: [`${label}=red`, 'common=no'] }), []);
    }),
    promise('filter-dangling', async (scene) => {
      const { red, blue, chosen } = await two(scene, tree);
      for (const yes of ['true', '1']) assert.deepEqual(await chosen({ dangling: [yes] }), [blue]);
      for (const no of ['false', '0']) assert.deepEqual(await chosen({ dangling: [no] }), [red]);
    }),
    promise('filter-driver', async (scene) => {
      const { both, chosen } = await two(scene, tree);
      assert.deepEqual(await chosen({ driver: ['local'] }), both);
      assert.deepEqual(await chosen({ driver: ['nonsense'] }), []);
    }),
  ];
}

export default [
  ...ofBoth('compat', 'any'),
  ...ofBoth('libpod', '200'),

  clause('compat.volume.list.200.shape', async (scene) => {
    const made = await createVolume(scene, 'compat', { Labels: { a: 'b' } });
    const found = await list(scene, 'compat');
    const mine = found.find(({ Name }) => Name === made.Name);
    assert.deepEqual(withoutNull(mine!), withoutNull(made));
  }),

  clause('compat.volume.list.200.empty', async (scene) => {
    assert.deepEqual((await list(scene, 'compat', { name: [scene.name('nobody')] })) ?? [], []);
  }),

  clause('compat.volume.list.400.unknown-filter', async (scene) => {
    for (const wanted of [{ nonsense: ['x'] }, { dangling: ['nonsense'] }]) {
      const path = scene.compat(`/volumes?${filters(wanted)}`);
      assert.match(messageOf((await scene.send('GET', path)).expect(400)), /nonsense/);
    }
  }),

  clause('libpod.volume.list.200.array', async (scene) => {
    const { Name } = await createVolume(scene, 'libpod');
    const found = await list(scene, 'libpod');
    assert.equal(found.filter((volume) => volume.Name === Name).length, 1);
    const nobody = { name: [scene.name('nobody')] };
    assert.deepEqual(await list(scene, 'libpod', nobody), []);
  }),

  clause('libpod.volume.list.200.filter-opt', async (scene) => {
    const Options = { type: 'tmpfs', device: 'tmpfs', o: 'nodev' };
    const { Name } = await createVolume(scene, 'libpod', { Options });
    const plain = (await createVolume(scene, 'libpod')).Name;
    for (const opt of ['type', 'type=tmpfs', 'o=nodev']) {
      const found = names(await list(scene, 'libpod', { opt: [opt] }));
      assert.ok(found.includes(Name) && !found.includes(plain), opt);
    }
    const none = names(await list(scene, 'libpod', { opt: ['type=nfs'] }));
    assert.ok(!none.includes(Name), 'another value');
  }),

  clause('libpod.volume.list.200.filter-until', async (scene) => {
    const { Name } = await createVolume(scene, 'libpod');
    const seconds = Math.floor(Date.now() / 1000);
    const found = async (until: string) =>
      names(await list(scene, 'libpod', { until: [until] })).includes(Name);
    for (const until of [String(seconds + 60), new Date(Date.now() + 60_000).toISOString()]) {
      assert.ok(await found(until), until);
    }
    for (const until of [String(seconds - 60), '1h']) assert.ok(!(await found(until)), until);
  }),

  clause('libpod.volume.list.500.filter-unknown', async (scene) => {
    const path = scene.libpod(`/volumes/json?${filters({ nonsense: ['x'] })}`);
    assert.match(messageOf((await scene.send('GET', path)).expect(500)), /nonsense/);
  }),
];
