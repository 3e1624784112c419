import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { createNetwork } from '../../suite/objects.ts';
import type { Network } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

async function list(scene: Scene, wanted: Record<string, string[]> = {}): Promise<Network[]> {
  const path = scene.compat(`/networks?${filters(wanted)}`);
  const found = (await scene.send('GET', path)).expect(200).json;
  assert.ok(Array.isArray(found), `a list: ${JSON.stringify(found)}`);
  return found as Network[];
}

async function names(scene: Scene, wanted: Record<string, string[]>): Promise<string[]> {
  return (await list(scene, wanted)).map(({ Name }) => Name).toSorted();
}

export default [
  clause('compat.network.list.200.shape', async (scene) => {
    const { name, id } = await createNetwork(scene, { Labels: { a: 'b' } });
    await scene.running({ HostConfig: { NetworkMode: name } });
    const mine = (await list(scene)).find(({ Id }) => Id === id);
    assert.ok(mine, 'the new network is in the list');
    assert.deepEqual([mine.Name, mine.Driver, mine.Scope], [name, 'bridge', 'local']);
    assert.deepEqual([mine.Labels, mine.Containers], [{ a: 'b' }, {}]);
  }),

  clause('compat.network.list.200.bridge', async (scene) => {
    const bridge = (await list(scene)).find(({ Name }) => Name === 'bridge');
    assert.deepEqual([bridge?.Driver, bridge?.Scope], ['bridge', 'local']);
    assert.match(bridge?.IPAM.Config[0]?.Subnet ?? '', /^[\d.]+\/\d+$/);
  }),

  clause('compat.network.list.any.filter-name', async (scene) => {
    const { name } = await createNetwork(scene);
    const longer = (await createNetwork(scene, { Name: `${name}-x` })).name;
    assert.deepEqual(await names(scene, { name: [name] }), [name, longer]);
    assert.deepEqual(await names(scene, { name: [`^${name}$`] }), [name]);
    assert.deepEqual(await names(scene, { name: [name.slice(3)] }), [name, longer]);
    assert.deepEqual(await names(scene, { name: [`^${name}-[xyz]`, `^${name}$`] }), [name, longer]);
  }),

  clause('compat.network.list.any.filter-id', async (scene) => {
    const { name, id } = await createNetwork(scene);
    for (const wanted of [id, id.slice(0, 16)]) {
      assert.deepEqual(await names(scene, { id: [wanted] }), [name], wanted);
    }
    assert.ok(!(await names(scene, { id: [`x${id}`] })).includes(name));
  }),

  clause('compat.network.list.any.filter-driver', async (scene) => {
    const { name } = await createNetwork(scene);
    assert.ok((await names(scene, { driver: ['bridge'] })).includes(name));
    assert.ok(!(await names(scene, { driver: ['macvlan'] })).includes(name));
  }),

  clause('compat.network.list.any.filter-label', async (scene) => {
    const label = scene.name('l');
    const red = (await createNetwork(scene, { Labels: { [label]: 'red', size: 'big' } })).name;
    const blue = (await createNetwork(scene, { Labels: { [label]: 'blue' } })).name;
    assert.deepEqual(await names(scene, { label: [label] }), [red, blue].toSorted());
    assert.deepEqual(await names(scene, { label: [`${label}=red`] }), [red]);
    assert.deepEqual(await names(scene, { label: [`${label}=green`] }), []);
  }),

  clause('compat.network.list.any.filter-dangling', async (scene) => {
    const label = scene.name('l');
    const make = async () => (await createNetwork(scene, { Labels: { [label]: '' } })).name;
    const [used, unused] = [await make(), await make()];
    await scene.running({ HostConfig: { NetworkMode: used } });
    const found = async (dangling: string) =>
      names(scene, { label: [label], dangling: [dangling] });
    assert.deepEqual([await found('true'), await found('false')], [[unused], [used]]);
    assert.ok(!(await names(scene, { dangling: ['true'] })).includes('bridge'), 'predefined');
  }),

  clause('compat.network.list.any.filter-type', async (scene) => {
    const { name } = await createNetwork(scene);
    const custom = await names(scene, { type: ['custom'] });
    assert.ok(custom.includes(name) && !custom.includes('bridge'), custom.join());
    const builtin = await names(scene, { type: ['builtin'] });
    assert.ok(builtin.includes('bridge') && !builtin.includes(name), builtin.join());
    assert.ok((await names(scene, { scope: ['local'] })).includes(name));
    assert.ok(!(await names(scene, { scope: ['swarm'] })).includes(name));
  }),

  clause('compat.network.list.400.unknown-filter', async (scene) => {
    for (const wanted of [
      { nonsense: ['x'] },
      { dangling: ['nonsense'] },
      { type: ['nonsense'] },
    ]) {
      const path = scene.compat(`/networks?${filters(wanted)}`);
      assert.match(messageOf((await scene.send('GET', path)).expect(400)), /nonsense|dangling/);
    }
  }),
];
