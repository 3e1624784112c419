import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { createLibpodNetwork } from '../../suite/objects.ts';
import type { LibpodNetwork } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

async function list(scene: Scene, wanted: Record<string, string[]> = {}): Promise<LibpodNetwork[]> {
  const path = scene.libpod(`/networks/json?${filters(wanted)}`);
  const found = (await scene.send('GET', path)).expect(200).json;
  assert.ok(Array.isArray(found), `a list: ${JSON.stringify(found)}`);
  // CNI's form, which Podman 3 has at every version, calls the name otherwise.
  return (found as (LibpodNetwork & { Name?: string })[]).map((one) =>
    one.Name === undefined ? one : { ...one, name: one.Name },
  );
}

async function names(scene: Scene, wanted: Record<string, string[]>): Promise<string[]> {
  return (await list(scene, wanted)).map(({ name }) => name).toSorted();
}

export default [
  clause('libpod.network.list.200.array', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    const found = (await list(scene)).map((network) => network.name);
    assert.ok(found.includes(name) && found.includes('podman'), found.join());
    assert.equal(new Set(found).size, found.length, 'each once');
  }),

  clause('libpod.network.list.200.fields', async (scene) => {
    const made = await createLibpodNetwork(scene, { internal: true });
    const found = (await list(scene)).find(({ name }) => name === made.name);
    assert.deepEqual(found, made);
    assert.deepEqual(
      [found?.driver, found?.internal, found?.ipv6_enabled],
      ['bridge', true, false],
    );
    assert.equal(found?.subnets?.length, 1);
  }),

  clause('libpod.network.list.200.cni-form', async (scene) => {
    const answer = await scene.send('GET', '/v3.0.0/libpod/networks/json');
    const found = answer.expect(200).json as {
      Name: string;
      CNIVersion: string;
      Plugins: object[];
    }[];
    const known = found.find(({ Name }) => Name === 'podman');
    assert.match(known?.CNIVersion ?? '', /^\d+\.\d+/);
    assert.ok((known?.Plugins ?? []).length > 0, 'plugins');
  }),

  clause('libpod.network.list.200.filter-name', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    const longer = (await createLibpodNetwork(scene, { name: `${name}-x` })).name;
    for (const pattern of [name, name.slice(3), `^${name}`]) {
      assert.deepEqual(await names(scene, { name: [pattern] }), [name, longer], pattern);
    }
    assert.deepEqual(await names(scene, { name: [`^${name}$`] }), [name]);
  }),

  clause('libpod.network.list.200.filter-id', async (scene) => {
    const { name, id } = await createLibpodNetwork(scene);
    for (const wanted of [id, id.slice(0, 16)]) {
      assert.deepEqual(await names(scene, { id: [wanted] }), [name], wanted);
    }
  }),

  clause('libpod.network.list.200.filter-driver', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    assert.ok((await names(scene, { driver: ['bridge'] })).includes(name));
    assert.ok(!(await names(scene, { driver: ['macvlan'] })).includes(name));
  }),

  clause('libpod.network.list.200.filter-dangling', async (scene) => {
    const used = (await createLibpodNetwork(scene)).name;
    const unused = (await createLibpodNetwork(scene)).name;
    await scene.running({ HostConfig: { NetworkMode: used } });
    const found = await names(scene, { dangling: ['true'] });
    assert.ok(found.includes(unused) && !found.includes(used), found.join());
    const others = await names(scene, { dangling: ['false'] });
    assert.ok(!others.includes(unused) && others.includes(used), others.join());
  }),

  clause('libpod.network.list.200.filter-plugin', async (scene) => {
    const path = scene.libpod(`/networks/json?${filters({ plugin: ['bridge'] })}`);
    const answer = (await scene.send('GET', path)).expect(200, 500);
    if (answer.status === 500) assert.match(messageOf(answer), /plugin/);
    else assert.ok(answer.text.includes('podman'), 'the default network is a bridge');
  }),

  clause('libpod.network.list.200.filter-label', async (scene) => {
    const label = scene.name('l');
    const red = (await createLibpodNetwork(scene, { labels: { [label]: 'red' } })).name;
    const blue = (await createLibpodNetwork(scene, { labels: { [label]: 'blue' } })).name;
    assert.deepEqual(await names(scene, { label: [label] }), [red, blue].toSorted());
    assert.deepEqual(await names(scene, { label: [`${label}=red`] }), [red]);
  }),

  clause('libpod.network.list.500.filter-unknown', async (scene) => {
    const path = scene.libpod(`/networks/json?${filters({ nonsense: ['x'] })}`);
    assert.match(messageOf((await scene.send('GET', path)).expect(500)), /nonsense/);
  }),
];
