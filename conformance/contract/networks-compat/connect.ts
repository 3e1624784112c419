import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act } from '../../suite/containers.ts';
import { connect, interfaces, tryConnect } from '../../suite/networks.ts';
import { createNetwork, inspectNetwork, subnetPrefix } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

/** Two networks with subnets that were asked for, and what the second one's addresses begin with. */
async function twoNetworks(scene: Scene) {
  const prefix = subnetPrefix();
  const made = async (Subnet: string) =>
    (await createNetwork(scene, { IPAM: { Config: [{ Subnet }] } })).name;
  return { first: await made(`${prefix}.0/25`), second: await made(`${prefix}.128/25`), prefix };
}

const on = (NetworkMode: string) => ({ HostConfig: { NetworkMode } });

export default [
  clause('compat.network.connect.200.running', async (scene) => {
    const { first, second } = await twoNetworks(scene);
    const id = await scene.running(on(first));
    (await tryConnect(scene, 'compat', second, { Container: id })).expect(200);
    const { Networks } = (await scene.inspect(id)).NetworkSettings;
    assert.deepEqual(Object.keys(Networks).sort(), [first, second].sort());
    const found = Object.values(await interfaces(scene, id));
    assert.deepEqual(
      found.sort(),
      Object.values(Networks)
        .map((one) => one.IPAddress)
        .sort(),
    );
    const { Containers } = await inspectNetwork(scene, second);
    assert.equal(
      Containers[id]?.IPv4Address,
      `${Networks[second]?.IPAddress}/${Networks[second]?.IPPrefixLen}`,
    );
  }),

  clause('compat.network.connect.200.not-running', async (scene) => {
    const { first, second } = await twoNetworks(scene);
    const id = await scene.container(on(first));
    await connect(scene, second, id);
    (await act(scene, id, 'start')).expect(204);
    assert.equal(Object.keys(await interfaces(scene, id)).length, 2);
    const { Networks } = (await scene.inspect(id)).NetworkSettings;
    assert.match(Networks[second]?.IPAddress ?? '', /^\d/);
  }),

  clause('compat.network.connect.200.event-connect', async (scene) => {
    const { first, second } = await twoNetworks(scene);
    const id = await scene.running(on(first));
    const events = await watch(scene, 'compat', { type: ['network'], event: ['connect'] });
    await connect(scene, second, id);
    const { Actor } = await events.until(
      ({ Actor: { Attributes } }) =>
        Attributes['container'] === id && Attributes['name'] === second,
      'connect',
    );
    assert.equal(Actor.ID, (await inspectNetwork(scene, second)).Id);
  }),

  clause('compat.network.connect.any.endpoint-config', async (scene) => {
    const { first, second, prefix } = await twoNetworks(scene);
    const id = await scene.running(on(first));
    await connect(scene, second, id, {
      IPAMConfig: { IPv4Address: `${prefix}.200` },
      Aliases: ['rp-alias'],
    });
    const { Networks } = (await scene.inspect(id)).NetworkSettings as unknown as {
      Networks: Record<string, { IPAddress: string; Aliases: string[] }>;
    };
    assert.equal(Networks[second]?.IPAddress, `${prefix}.200`);
    assert.ok(Networks[second].Aliases.includes('rp-alias'), String(Networks[second].Aliases));
    assert.ok(Object.values(await interfaces(scene, id)).includes(`${prefix}.200`));
  }),

  clause('compat.network.connect.400.body', async (scene) => {
    const { name } = await createNetwork(scene);
    const path = scene.compat(`/networks/${name}/connect`);
    const headers = { 'content-type': 'application/json' };
    messageOf((await scene.send('POST', path, { body: '{"Container":', headers })).expect(400));
  }),

  clause('compat.network.connect.400.address', async (scene) => {
    const { first, second } = await twoNetworks(scene);
    const id = await scene.running(on(first));
    for (const IPv4Address of ['192.0.2.7', 'nonsense']) {
      const json = { Container: id, EndpointConfig: { IPAMConfig: { IPv4Address } } };
      const answer = (await tryConnect(scene, 'compat', second, json)).expect(400);
      assert.ok(messageOf(answer).includes(IPv4Address), answer.text);
    }
    assert.deepEqual(Object.keys((await scene.inspect(id)).NetworkSettings.Networks), [first]);
  }),

  clause('compat.network.connect.400.host-network', async (scene) => {
    const { name } = await createNetwork(scene);
    const id = await scene.running(on('host'));
    (await tryConnect(scene, 'compat', name, { Container: id })).expect(400, 403);
    assert.deepEqual((await inspectNetwork(scene, name)).Containers, {});
  }),

  clause('compat.network.connect.403.already-connected', async (scene) => {
    const { name } = await createNetwork(scene);
    const id = await scene.running(on(name));
    const answer = await tryConnect(scene, 'compat', name, { Container: id });
    assert.match(messageOf(answer.expect(403)), /already/);
    assert.equal(Object.keys(await interfaces(scene, id)).length, 1);
  }),

  clause('compat.network.connect.404.no-such-network', async (scene) => {
    const id = await scene.running(on('bridge'));
    const path = (name: string) => scene.compat(`/networks/${name}/connect`);
    await unknownNameAnswers404(scene, 'POST', path, { Container: id });
  }),

  clause('compat.network.connect.404.no-such-container', async (scene) => {
    const { name } = await createNetwork(scene);
    const Container = scene.name('nobody');
    const answer = await tryConnect(scene, 'compat', name, { Container });
    assert.ok(messageOf(answer.expect(404)).includes(Container), answer.text);
  }),
];
