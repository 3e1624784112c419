import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act } from '../../suite/containers.ts';
import { runExec } from '../../suite/exec.ts';
import { inspectLibpod } from '../../suite/libpod.ts';
import { interfaces, tryConnect, tryDisconnect } from '../../suite/networks.ts';
import { lookUp } from '../../suite/names.ts';
import { createLibpodNetwork, createNetwork, subnetPrefix } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

const on = (NetworkMode: string) => ({ HostConfig: { NetworkMode } });

/** Two networks, and what the second one's addresses begin with. */
async function twoNetworks(scene: Scene) {
  const prefix = subnetPrefix();
  const made = async (Subnet: string) =>
    (await createNetwork(scene, { IPAM: { Config: [{ Subnet }] } })).name;
  return { first: await made(`${prefix}.0/25`), second: await made(`${prefix}.128/25`), prefix };
}

/** Paths below version 4 have the older names of the members. */
const body = (container: string) => ({ container, Container: container });

export default [
  clause('libpod.network.connect.200.connected', async (scene) => {
    const { first, second } = await twoNetworks(scene);
    const running = await scene.running(on(first));
    (await tryConnect(scene, 'libpod', second, body(running))).expect(200);
    const { Networks } = (await inspectLibpod(scene, running)).NetworkSettings;
    const found = await interfaces(scene, running);
    assert.ok(Object.values(found).includes(Networks[second]?.IPAddress ?? ''), 'at once');

    const created = await scene.container(on(first));
    (await tryConnect(scene, 'libpod', second, body(created))).expect(200);
    (await act(scene, created, 'start')).expect(204);
    assert.equal(Object.keys(await interfaces(scene, created)).length, 2);
  }),

  clause('libpod.network.connect.200.aliases', async (scene) => {
    const { name: network } = await createLibpodNetwork(scene, { dns_enabled: true });
    const asker = await scene.running(on(network));
    const [Container, alias] = [await scene.running(on('bridge')), scene.name('alias')];
    const json = { ...body(Container), aliases: [alias], Aliases: [alias] };
    (await tryConnect(scene, 'libpod', network, json)).expect(200);
    const { Networks } = (await inspectLibpod(scene, Container)).NetworkSettings;
    assert.deepEqual(await lookUp(scene, asker, alias), [Networks[network]?.IPAddress]);
    (await tryDisconnect(scene, 'libpod', network, { Container })).expect(200);
    assert.deepEqual(await lookUp(scene, asker, alias), [], 'gone with it');
  }),

  clause('libpod.network.connect.200.static', async (scene) => {
    const { first, second, prefix } = await twoNetworks(scene);
    const id = await scene.running(on(first));
    const json = {
      ...body(id),
      static_ips: [`${prefix}.200`],
      static_mac: '02:11:22:33:44:55',
      interface_name: 'back0',
    };
    (await tryConnect(scene, 'libpod', second, json)).expect(200);
    assert.equal((await interfaces(scene, id))['back0'], `${prefix}.200`);
    const { stdout } = await runExec(scene, 'compat', id, 'ip link show back0');
    assert.match(stdout, /02:11:22:33:44:55/);
  }),

  clause('libpod.network.connect.200.body', async (scene) => {
    const { first, second } = await twoNetworks(scene);
    const id = await scene.container(on(first));
    assert.equal(
      (await tryConnect(scene, 'libpod', second, body(id))).expect(200).text.trim(),
      'OK',
    );
  }),

  clause('libpod.network.connect.404.container', async (scene) => {
    const { name } = await createNetwork(scene);
    const nobody = scene.name('nobody');
    const answer = (await tryConnect(scene, 'libpod', name, body(nobody))).expect(404);
    assert.ok(messageOf(answer).includes(nobody), answer.text);
  }),

  clause('libpod.network.connect.500.connected-already', async (scene) => {
    const { name } = await createNetwork(scene);
    const id = await scene.running(on(name));
    const answer = (await tryConnect(scene, 'libpod', name, body(id))).expect(500);
    assert.match(messageOf(answer), /already connected/);
  }),

  clause('libpod.network.disconnect.200.disconnected', async (scene) => {
    const { name } = await createNetwork(scene);
    const running = await scene.running(on(name));
    (await tryDisconnect(scene, 'libpod', name, { Container: running })).expect(200);
    assert.deepEqual(await interfaces(scene, running), {});
    assert.deepEqual((await inspectLibpod(scene, running)).NetworkSettings.Networks ?? {}, {});
    const created = await scene.container(on(name));
    (await tryDisconnect(scene, 'libpod', name, { Container: created })).expect(200);
    (await act(scene, created, 'start')).expect(204);
    assert.deepEqual(await interfaces(scene, created), {});
  }),

  clause('libpod.network.disconnect.200.force', async (scene) => {
    const { name } = await createNetwork(scene);
    const id = await scene.running(on(name));
    (await act(scene, id, 'pause')).expect(204);
    const json = { Container: id, Force: true };
    (await tryDisconnect(scene, 'libpod', name, json)).expect(200);
    (await act(scene, id, 'unpause')).expect(204);
    assert.deepEqual(await interfaces(scene, id), {});
  }),

  clause('libpod.network.disconnect.200.body', async (scene) => {
    const { name } = await createNetwork(scene);
    const Container = await scene.container(on(name));
    const answer = await tryDisconnect(scene, 'libpod', name, { Container });
    assert.equal(answer.expect(200).text.trim(), 'OK');
  }),

  clause('libpod.network.disconnect.404.container', async (scene) => {
    const { name } = await createNetwork(scene);
    const Container = scene.name('nobody');
    const answer = (await tryDisconnect(scene, 'libpod', name, { Container })).expect(404);
    assert.ok(messageOf(answer).includes(Container), answer.text);
  }),

  clause('libpod.network.disconnect.500.not-connected', async (scene) => {
    const { first, second } = await twoNetworks(scene);
    const Container = await scene.running(on(first));
    const answer = (await tryDisconnect(scene, 'libpod', second, { Container })).expect(500);
    assert.match(messageOf(answer), /not connected/);
  }),
];
