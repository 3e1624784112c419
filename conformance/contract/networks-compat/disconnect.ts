import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act } from '../../suite/containers.ts';
import { connect, interfaces, tryConnect, tryDisconnect } from '../../suite/networks.ts';
import { createNetwork, inspectNetwork, subnetPrefix } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

const on = (NetworkMode: string) => ({ HostConfig: { NetworkMode } });

async function disconnect(scene: Scene, network: string, Container: string): Promise<void> {
  (await tryDisconnect(scene, 'compat', network, { Container })).expect(200);
}

export default [
  clause('compat.network.disconnect.200.running', async (scene) => {
    const Subnet = `${subnetPrefix()}.0/24`;
    const { name } = await createNetwork(scene, { IPAM: { Config: [{ Subnet }] } });
    const { name: other } = await createNetwork(scene);
    const id = await scene.running(on(other));
    await connect(scene, name, id);
    const IPv4Address = (await scene.inspect(id)).NetworkSettings.Networks[name]!.IPAddress;
    await disconnect(scene, name, id);
    assert.ok(!Object.values(await interfaces(scene, id)).includes(IPv4Address), 'the interface');
    assert.deepEqual(Object.keys((await scene.inspect(id)).NetworkSettings.Networks), [other]);
    assert.deepEqual((await inspectNetwork(scene, name)).Containers, {});
    const next = await scene.running(on(other));
    await connect(scene, name, next, { IPAMConfig: { IPv4Address } });
  }),

  clause('compat.network.disconnect.200.not-running', async (scene) => {
    const { name } = await createNetwork(scene);
    const { name: other } = await createNetwork(scene);
    const id = await scene.container(on(name));
    await connect(scene, other, id);
    await disconnect(scene, name, id);
    (await act(scene, id, 'start')).expect(204);
    assert.deepEqual(Object.keys((await scene.inspect(id)).NetworkSettings.Networks), [other]);
    assert.equal(Object.keys(await interfaces(scene, id)).length, 1);
  }),

  clause('compat.network.disconnect.200.none', async (scene) => {
    const { name } = await createNetwork(scene);
    const id = await scene.running(on('none'));
    (await tryConnect(scene, 'compat', name, { Container: id })).expect(400, 403, 500);
    await disconnect(scene, 'none', id);
    await connect(scene, name, id);
    assert.equal(Object.keys(await interfaces(scene, id)).length, 1);
    assert.deepEqual(Object.keys((await scene.inspect(id)).NetworkSettings.Networks), [name]);
    const again = await tryDisconnect(scene, 'compat', 'none', { Container: id });
    assert.match(messageOf(again.expect(403, 404, 500)), /not connected/);
  }),

  clause('compat.network.disconnect.200.event-disconnect', async (scene) => {
    const { name, id: network } = await createNetwork(scene);
    const id = await scene.running(on(name));
    const events = await watch(scene, 'compat', { type: ['network'], event: ['disconnect'] });
    await disconnect(scene, name, id);
    const { Actor } = await events.until(
      (event) => event.Actor.Attributes['container'] === id,
      'disconnect',
    );
    assert.deepEqual([Actor.ID, Actor.Attributes['name']], [network, name]);
  }),

  clause('compat.network.disconnect.any.force', async (scene) => {
    const { name } = await createNetwork(scene);
    const id = await scene.running(on(name));
    (await act(scene, id, 'pause')).expect(204);
    const json = { Container: id, Force: true };
    (await tryDisconnect(scene, 'compat', name, json)).expect(200);
    (await act(scene, id, 'unpause')).expect(204);
    assert.deepEqual(await interfaces(scene, id), {});
    const nobody = { Container: scene.name('nobody'), Force: true };
    (await tryDisconnect(scene, 'compat', name, nobody)).expect(404);
  }),

  clause('compat.network.disconnect.400.body', async (scene) => {
    const { name } = await createNetwork(scene);
    const path = scene.compat(`/networks/${name}/disconnect`);
    const headers = { 'content-type': 'application/json' };
    messageOf((await scene.send('POST', path, { body: '{"Container":', headers })).expect(400));
  }),

  clause('compat.network.disconnect.any.not-connected', async (scene) => {
    const { name } = await createNetwork(scene);
    const { name: other } = await createNetwork(scene);
    const running = await scene.running(on(other));
    for (const Container of [running, await scene.container(on(other))]) {
      const answer = await tryDisconnect(scene, 'compat', name, { Container });
      assert.match(messageOf(answer.expect(403, 404, 500)), /not connected/);
    }
    assert.equal(Object.keys(await interfaces(scene, running)).length, 1);
  }),

  clause('compat.network.disconnect.404.no-such-network', async (scene) => {
    const id = await scene.running(on('bridge'));
    const path = (name: string) => scene.compat(`/networks/${name}/disconnect`);
    await unknownNameAnswers404(scene, 'POST', path, { Container: id });
  }),

  clause('compat.network.disconnect.404.no-such-container', async (scene) => {
    const { name } = await createNetwork(scene);
    const Container = scene.name('nobody');
    const answer = await tryDisconnect(scene, 'compat', name, { Container });
    assert.ok(messageOf(answer.expect(404)).includes(Container), answer.text);
  }),
];
