import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, MAY_PING, probe } from '../../suite/containers.ts';
import { lookBack, lookUp } from '../../suite/names.ts';
import { createNetwork, inspectNetwork, subnetPrefix, tryNetwork } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

/** The addresses that running containers get on a network, in their order. */
async function addresses(scene: Scene, name: string, count: number): Promise<string[]> {
  const found: string[] = [];
  while (found.length < count) {
    const id = await scene.running({ HostConfig: { NetworkMode: name } });
    found.push((await scene.inspect(id)).NetworkSettings.Networks[name]!.IPAddress);
  }
  return found;
}

export default [
  clause('compat.network.create.200.id', async (scene) => {
    const Name = scene.name('n');
    const answer = await tryNetwork(scene, 'compat', { Name });
    const { Id } = answer.json as { Id: string };
    assert.match(Id, /^[0-9a-f]{64}$/);
    assert.equal((await inspectNetwork(scene, Id)).Name, Name);
    answer.expect(200);
  }),

  clause('compat.network.create.200.subnet-chosen', async (scene) => {
    const subnets = new Set<string>();
    for (let count = 0; count < 3; count += 1) {
      const { IPAM } = await inspectNetwork(scene, (await createNetwork(scene)).id);
      const [{ Subnet, Gateway = '' } = { Subnet: '' }] = IPAM.Config;
      const [, base = '', last = ''] = /^(\d+\.\d+\.\d+)\.(\d+)\/\d+$/.exec(Subnet) ?? [];
      assert.equal(Gateway.split('/')[0], `${base}.${Number(last) + 1}`);
      subnets.add(Subnet);
    }
    assert.equal(subnets.size, 3, 'each its own');
  }),

  clause('compat.network.create.200.event-create', async (scene) => {
    const events = await watch(scene, 'compat', { type: ['network'], event: ['create'] });
    const { name, id } = await createNetwork(scene);
    const { Actor } = await events.until((event) => event.Actor.ID === id, 'create');
    assert.deepEqual([Actor.Attributes['name'], Actor.Attributes['type']], [name, 'bridge']);
  }),

  clause('compat.network.create.any.ipam', async (scene) => {
    const prefix = subnetPrefix();
    const config = {
      Subnet: `${prefix}.0/24`,
      IPRange: `${prefix}.8/29`,
      Gateway: `${prefix}.5`,
      AuxiliaryAddresses: { router: `${prefix}.9` },
    };
    const { name } = await createNetwork(scene, { IPAM: { Config: [config] } });
    assert.deepEqual((await inspectNetwork(scene, name)).IPAM.Config, [config]);
    for (const address of await addresses(scene, name, 3)) {
      const last = Number(address.split('.')[3]);
      assert.ok(address.startsWith(`${prefix}.`) && last >= 8 && last <= 15, address);
      assert.notEqual(last, 9, 'the auxiliary one');
    }
  }),

  clause('compat.network.create.any.internal', async (scene) => {
    const { name } = await createNetwork(scene, { Internal: true });
    const [address] = await addresses(scene, name, 1);
    const look = `ping -c 1 -W 2 ${address} >/dev/null && echo reached; ip route`;
    const { stdout } = await probe(scene, look, { NetworkMode: name, ...MAY_PING });
    assert.match(stdout, /^reached\n/);
    assert.doesNotMatch(stdout, /default/);
  }),

  clause('compat.network.create.any.enable-ipv6', async (scene) => {
    const { id } = await createNetwork(scene, { EnableIPv6: true });
    const { IPAM, EnableIPv6 } = await inspectNetwork(scene, id);
    assert.ok(EnableIPv6);
    assert.ok(
      IPAM.Config.some(({ Subnet }) => Subnet.includes(':')),
      JSON.stringify(IPAM),
    );
  }),

  clause('compat.network.create.any.labels-options', async (scene) => {
    const Labels = { 'org.example.one': '1', empty: '' };
    const Options = { 'com.docker.network.driver.mtu': '1400' };
    const { name } = await createNetwork(scene, { Labels, Options });
    const { stdout } = await probe(scene, 'cat /sys/class/net/eth0/mtu', { NetworkMode: name });
    assert.equal(stdout, '1400\n');
    const found = await inspectNetwork(scene, name);
    assert.deepEqual([found.Labels, found.Options], [Labels, Options]);
  }),

  clause('compat.network.create.any.names', async (scene) => {
    const { name: network } = await createNetwork(scene);
    const on = (...Aliases: string[]) => ({
      HostConfig: { NetworkMode: network },
      NetworkingConfig: { EndpointsConfig: { [network]: { Aliases } } },
    });
    const name = scene.name();
    const one = await scene.running(on('rp-alias', 'rp-shared'), `?name=${name}`);
    const asker = await scene.running(on('rp-shared'));
    const address = async (id: string) =>
      (await scene.inspect(id)).NetworkSettings.Networks[network]!.IPAddress;
    const [ofOne, ofAsker] = [await address(one), await address(asker)];
    for (const called of [name, 'rp-alias', one.slice(0, 12)])
      assert.deepEqual(await lookUp(scene, asker, called), [ofOne], called);
    const shared = await lookUp(scene, asker, 'rp-shared');
    assert.deepEqual(shared.sort(), [ofOne, ofAsker].sort());
    const names = await lookBack(scene, asker, ofOne);
    assert.ok(names[0]?.split('.')[0] === name, String(names));
  }),

  clause('compat.network.create.any.apart', async (scene) => {
    const [one, other] = [await createNetwork(scene), await createNetwork(scene)];
    const id = await scene.running({ HostConfig: { NetworkMode: one.name } });
    const { IPAddress } = (await scene.inspect(id)).NetworkSettings.Networks[one.name]!;
    const reached = async (NetworkMode: string) =>
      (await probe(scene, `ping -c 1 -W 1 ${IPAddress}`, { NetworkMode, ...MAY_PING })).exitCode ===
      0;
    assert.ok(await reached(one.name), 'from its own network');
    assert.equal(await reached(other.name), false, 'from another one');
  }),

  clause('compat.network.create.any.names-go', async (scene) => {
    const { name: NetworkMode } = await createNetwork(scene);
    const [first, second, third] = [scene.name(), scene.name(), scene.name()];
    const asker = await scene.running({ HostConfig: { NetworkMode } });
    const one = await scene.running({ HostConfig: { NetworkMode } }, `?name=${first}`);
    const two = await scene.running({ HostConfig: { NetworkMode } }, `?name=${second}`);
    assert.equal((await lookUp(scene, asker, second)).length, 1);
    (await act(scene, one, 'kill')).expect(204);
    await scene.settled(one);
    (await act(scene, two, `rename?name=${third}`)).expect(204);
    assert.deepEqual(await lookUp(scene, asker, first), [], 'ended');
    assert.deepEqual(await lookUp(scene, asker, second), [], 'renamed');
    assert.equal((await lookUp(scene, asker, third)).length, 1, 'the new name');
  }),

  clause('compat.network.create.any.driver-default', async (scene) => {
    for (const body of [{}, { Driver: '' }]) {
      const { id } = await createNetwork(scene, body);
      assert.equal((await inspectNetwork(scene, id)).Driver, 'bridge');
    }
  }),

  clause('compat.network.create.400.no-name', async (scene) => {
    for (const body of [{}, { Name: '' }]) {
      (await tryNetwork(scene, 'compat', body)).expect(400);
    }
  }),

  clause('compat.network.create.400.address', async (scene) => {
    const prefix = subnetPrefix();
    const Subnet = `${prefix}.0/24`;
    const wrong = [
      { Subnet: 'nonsense' },
      { Subnet: '10.300.0.0/24' },
      { Subnet, IPRange: '192.168.0.0/28' },
      { Subnet, Gateway: '192.168.0.1' },
      { Subnet, Gateway: 'nonsense' },
    ];
    for (const config of wrong) {
      const json = { Name: scene.name('n'), IPAM: { Config: [config] } };
      const answer = await tryNetwork(scene, 'compat', json);
      assert.equal(answer.status, 400, `${JSON.stringify(config)}: ${answer.text}`);
      (await scene.send('GET', scene.compat(`/networks/${json.Name}`))).expect(404);
    }
  }),

  clause('compat.network.create.403.reserved', async (scene) => {
    for (const Name of ['bridge', 'host', 'none']) {
      const answer = await scene.send('POST', scene.compat('/networks/create'), { json: { Name } });
      assert.ok(messageOf(answer.expect(403)).includes(Name), Name);
    }
  }),

  clause('compat.network.create.403.subnet-overlap', async (scene) => {
    const prefix = subnetPrefix();
    await createNetwork(scene, { IPAM: { Config: [{ Subnet: `${prefix}.0/24` }] } });
    const json = { Name: scene.name('n'), IPAM: { Config: [{ Subnet: `${prefix}.128/25` }] } };
    (await tryNetwork(scene, 'compat', json)).expect(403);
    (await scene.send('GET', scene.compat(`/networks/${json.Name}`))).expect(404);
  }),

  clause('compat.network.create.404.driver', async (scene) => {
    const json = { Name: scene.name('n'), Driver: 'nonsense' };
    assert.match(messageOf((await tryNetwork(scene, 'compat', json)).expect(404)), /nonsense/);
  }),

  clause('compat.network.create.409.name-in-use', async (scene) => {
    const { name: Name } = await createNetwork(scene);
    for (const CheckDuplicate of [true, false]) {
      const answer = await tryNetwork(scene, 'compat', { Name, CheckDuplicate });
      assert.ok(messageOf(answer.expect(409)).includes(Name), answer.text);
    }
  }),
];
