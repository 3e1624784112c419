import assert from 'node:assert/strict';
import { setTimeout as time } from 'node:timers/promises';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, filters, volumeExists, volumeName } from '../../suite/containers.ts';
import { chosen, labelled, list } from '../../suite/lists.ts';
import type { EventMessage, Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

// Every prune here is kept to the containers of its test by a label, so that an engine that has
// others keeps them. Two prunes at once are refused, so these tests run alone.
const serial = { serial: true };

interface Pruned {
  ContainersDeleted: string[] | null;
  SpaceReclaimed: number;
}

async function prune(scene: Scene, wanted: Record<string, unknown>): Promise<Pruned> {
  const answer = await scene.send('POST', scene.compat(`/containers/prune?${filters(wanted)}`));
  return answer.expect(200).json as Pruned;
}

/** One container of each state, with a label of this test. */
async function ofEachState(scene: Scene) {
  const { label, make } = labelled(scene);
  const named = {
    created: await make(),
    running: await make(),
    paused: await make(),
    exited: await make({ Cmd: ['sh', '-c', 'head -c 100000 /dev/zero > /made'] }),
  };
  for (const id of [named.running, named.paused, named.exited]) {
    (await act(scene, id, 'start')).expect(204);
  }
  (await act(scene, named.paused, 'pause')).expect(204);
  await scene.settled(named.exited);
  return { label, named };
}

export default [
  clause(
    'compat.container.prune.200.removed',
    async (scene) => {
      const { label, named } = await ofEachState(scene);
      const { ContainersDeleted } = await prune(scene, { label: [label] });
      const expected = [named.created, named.exited].toSorted();
      assert.deepEqual((ContainersDeleted ?? []).toSorted(), expected);
      for (const id of expected) {
        (await scene.send('GET', scene.compat(`/containers/${id}/json`))).expect(404);
      }
    },
    serial,
  ),

  clause(
    'compat.container.prune.200.running-stay',
    async (scene) => {
      const { label, named } = await ofEachState(scene);
      await prune(scene, { label: [label] });
      assert.deepEqual(await chosen(scene, label, named, {}), ['paused', 'running']);
      assert.equal((await scene.inspect(named.paused)).State.Status, 'paused');
      assert.equal((await scene.inspect(named.running)).State.Status, 'running');
    },
    serial,
  ),

  clause(
    'compat.container.prune.200.space',
    async (scene) => {
      const { label, named } = await ofEachState(scene);
      const entries = await list(scene, { label: [label] }, 'size=true');
      const sizeOf = (id: string) => entries.find(({ Id }) => Id === id)?.SizeRw ?? 0;
      const { SpaceReclaimed } = await prune(scene, { label: [label] });
      assert.ok(SpaceReclaimed >= 100_000, `${SpaceReclaimed} bytes`);
      assert.equal(SpaceReclaimed, sizeOf(named.created) + sizeOf(named.exited));
    },
    serial,
  ),

  clause(
    'compat.container.prune.200.event-prune',
    async (scene) => {
      const { label } = await ofEachState(scene);
      const events = await watch(scene, 'compat', { type: ['container'], event: ['prune'] });
      const { SpaceReclaimed } = await prune(scene, { label: [label] });
      const reclaimed = String(SpaceReclaimed);
      // Another test's may have come in the same second.
      const isOurs = ({ Actor }: EventMessage) => Actor.Attributes['reclaimed'] === reclaimed;
      const { Action } = await events.until(isOurs, `of ${reclaimed} bytes`);
      assert.equal(Action, 'prune');
    },
    serial,
  ),

  clause(
    'compat.container.prune.any.filter-until',
    async (scene) => {
      const { label, make } = labelled(scene);
      const seconds = (ahead: number) => String(Math.floor(Date.now() / 1000) + ahead);
      const date = (ahead: number) => new Date(Date.now() + ahead * 1000).toISOString();
      for (const [keeping, removing] of [
        [seconds(-60), seconds(60)],
        [date(-60), date(60)],
        ['1h', '1ms'],
      ]) {
        const named = { a: await make() };
        // The engines reckon durations back from now in whole seconds.
        if (removing === '1ms') await time(1000 - (Date.now() % 1000));
        const kept = await prune(scene, { label: [label], until: [keeping] });
        assert.deepEqual(kept.ContainersDeleted ?? [], [], `until=${keeping}`);
        assert.deepEqual(await chosen(scene, label, named, {}), ['a'], `until=${keeping}`);
        const { ContainersDeleted } = await prune(scene, { label: [label], until: [removing] });
        assert.deepEqual(ContainersDeleted, [named.a], `until=${removing}`);
      }
    },
    serial,
  ),

  clause(
    'compat.container.prune.any.filter-label',
    async (scene) => {
      const { label, make } = labelled(scene);
      const named = {
        plain: await make(),
        red: await make({ Labels: { [label]: '', colour: 'red' } }),
        kept: await make({ Labels: { [label]: '', colour: 'red', keep: 'yes' } }),
        blue: await make({ Labels: { [label]: '', colour: 'blue' } }),
      };
      const wanted = { label: [label, 'colour=red'], 'label!': ['keep'] };
      assert.deepEqual((await prune(scene, wanted)).ContainersDeleted, [named.red]);
      assert.deepEqual(await chosen(scene, label, named, {}), ['blue', 'kept', 'plain']);
      const both = await prune(scene, { label: [label, 'colour', 'keep=yes'] });
      assert.deepEqual(both.ContainersDeleted, [named.kept]);
    },
    serial,
  ),

  clause(
    'compat.container.prune.any.volumes-stay',
    async (scene) => {
      const { label, make } = labelled(scene);
      const volume = volumeName(scene);
      const Binds = [`${volume}:/named`];
      const id = await make({ Volumes: { '/own': {} }, HostConfig: { Binds } });
      const names = (await scene.inspect(id)).Mounts.map(({ Name }) => Name ?? '');
      for (const name of names) {
        scene.defer(() => scene.send('DELETE', scene.compat(`/volumes/${name}?force=true`)));
      }
      assert.deepEqual((await prune(scene, { label: [label] })).ContainersDeleted, [id]);
      assert.equal(names.length, 2);
      for (const name of names) assert.ok(await volumeExists(scene, name), name);
    },
    serial,
  ),

  clause(
    'compat.container.prune.400.unknown-filter',
    async (scene) => {
      for (const wanted of [{ nonsense: ['x'] }, { until: ['nonsense'] }]) {
        const { label } = labelled(scene);
        const path = `/containers/prune?${filters({ label: [label], ...wanted })}`;
        const answer = (await scene.send('POST', scene.compat(path))).expect(400);
        assert.match(messageOf(answer), /nonsense/);
      }
    },
    serial,
  ),

  clause(
    'compat.container.prune.any.filters-both-forms',
    async (scene) => {
      const { label, make } = labelled(scene);
      for (const wanted of [[label, 'colour=red'], { [label]: true, 'colour=red': true }]) {
        const kept = await make();
        const id = await make({ Labels: { [label]: '', colour: 'red' } });
        assert.deepEqual((await prune(scene, { label: wanted })).ContainersDeleted, [id]);
        assert.equal((await scene.inspect(kept)).Id, kept);
      }
    },
    serial,
  ),
];
