import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { createNetwork, inspectNetwork } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

// Prunes look at every network; a label keeps them to those of the test.
const serial = { serial: true };

async function prune(scene: Scene, wanted: Record<string, string[]>): Promise<string[]> {
  const path = scene.compat(`/networks/prune?${filters(wanted)}`);
  const { NetworksDeleted } = (await scene.send('POST', path)).expect(200).json as {
    NetworksDeleted: string[] | null;
  };
  return (NetworksDeleted ?? []).toSorted();
}

/** Makes a network with a label of this test, and more; returns its name. */
function labelled(scene: Scene) {
  const label = scene.name('l');
  const make = async (Labels: object = {}) =>
    (await createNetwork(scene, { Labels: { [label]: 'mine', ...Labels } })).name;
  return { label, mine: `${label}=mine`, make };
}

export default [
  clause(
    'compat.network.prune.200.removed',
    async (scene) => {
      const { mine, make } = labelled(scene);
      const names = [await make(), await make()];
      assert.deepEqual(await prune(scene, { label: [mine] }), names.toSorted());
      for (const name of names) {
        (await scene.send('GET', scene.compat(`/networks/${name}`))).expect(404);
      }
    },
    serial,
  ),

  clause(
    'compat.network.prune.200.predefined-stay',
    async (scene) => {
      const { mine, make } = labelled(scene);
      const [running, created] = [await make(), await make()];
      await scene.running({ HostConfig: { NetworkMode: running } });
      await scene.container({ HostConfig: { NetworkMode: created } });
      assert.deepEqual(await prune(scene, { label: [mine] }), []);
      await prune(scene, {});
      for (const name of [running, created, 'bridge']) await inspectNetwork(scene, name);
    },
    serial,
  ),

  clause(
    'compat.network.prune.200.event-prune',
    async (scene) => {
      const { mine, make } = labelled(scene);
      await make();
      const events = await watch(scene, 'compat', { type: ['network'], event: ['prune'] });
      await prune(scene, { label: [mine] });
      assert.equal((await events.action('prune')).Type, 'network');
    },
    serial,
  ),

  clause(
    'compat.network.prune.any.filter-until',
    async (scene) => {
      const { mine, make } = labelled(scene);
      const name = await make();
      const at = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds);
      for (const until of [at(-60), new Date(Date.now() - 60_000).toISOString(), '1h']) {
        assert.deepEqual(await prune(scene, { label: [mine], until: [until] }), [], until);
      }
      assert.deepEqual(await prune(scene, { label: [mine], until: [at(60)] }), [name]);
    },
    serial,
  ),

  clause(
    'compat.network.prune.any.filter-label',
    async (scene) => {
      const { label, make } = labelled(scene);
      const plain = await make();
      const red = await make({ colour: 'red' });
      const kept = await make({ colour: 'red', keep: 'yes' });
      const wanted = { label: [label, 'colour=red'], 'label!': ['keep=yes'] };
      assert.deepEqual(await prune(scene, wanted), [red]);
      for (const name of [plain, kept]) await inspectNetwork(scene, name);
    },
    serial,
  ),

  clause(
    'compat.network.prune.400.unknown-filter',
    async (scene) => {
      const { mine, make } = labelled(scene);
      const name = await make();
      for (const wanted of [{ nonsense: ['x'] }, { until: ['nonsense'] }]) {
        const path = scene.compat(`/networks/prune?${filters({ label: [mine], ...wanted })}`);
        assert.match(messageOf((await scene.send('POST', path)).expect(400)), /nonsense/);
      }
      await inspectNetwork(scene, name);
    },
    serial,
  ),
];
