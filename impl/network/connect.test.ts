import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { TestNamespace } from './namespace.fixture.ts';
import { objectNames } from './plant.ts';
import { fetchFromHost, NetworkScene, onDefault, published, run } from './scene.fixture.ts';

let scene: NetworkScene;
beforeEach(async () => {
  scene = await NetworkScene.open();
  await scene.core.create({ name: 'back', subnets: [{ subnet: '10.251.7.0/24' }] });
});
afterEach(() => scene.close());

const back = onDefault({ network: 'back' });
const idOf = (name: string) => scene.core.byName(name)?.id ?? '';

async function interfaces(place: TestNamespace): Promise<string[]> {
  const { output } = await place.run('ip', '-o', '-4', 'addr', 'show');
  return output.split('\n').flatMap((line) => line.match(/eth\d+ +inet [\d.]+/)?.[0] ?? []);
}

const defaultRoute = async (place: TestNamespace) =>
  (await place.run('ip', 'route', 'show', 'default')).output
    .match(/via ([\d.]+) dev (\w+)/)
    ?.slice(1);

describe('a container that lives', () => {
  it('comes onto a network and leaves it, and keeps a default route as long as there is one', async () => {
    const { place, address } = await scene.container('one');
    const wanted = { ...back, staticIps: ['10.251.7.77'], staticMac: '02:11:22:33:44:55' };
    const added = await scene.core.connect('one', wanted, place.pid);
    assert.deepEqual(added.ips, [{ address: '10.251.7.77', prefix: 24, gateway: '10.251.7.1' }]);
    assert.deepEqual(await interfaces(place), [
      `eth0    inet ${address}`,
      'eth1    inet 10.251.7.77',
    ]);
    assert.match((await place.run('ip', 'link', 'show', 'eth1')).output, /02:11:22:33:44:55/);
    assert.equal((await defaultRoute(place))?.[1], 'eth0');
    await assert.rejects(scene.core.remove('back'), /used by container one/);

    await scene.core.disconnect('one', idOf('podman'), place.pid);
    assert.deepEqual(await interfaces(place), ['eth1    inet 10.251.7.77']);
    assert.deepEqual(await defaultRoute(place), ['10.251.7.1', 'eth1']);
    await scene.core.reserve('two', [onDefault({ staticIps: [address] })], []);

    await scene.core.disconnect('one', idOf('back'), place.pid);
    await scene.core.disconnect('one', idOf('back'), place.pid);
    assert.deepEqual(await interfaces(place), []);
    assert.deepEqual(scene.core.reservation('one')?.attachments, []);
    const again = await scene.core.connect('one', back, place.pid);
    assert.equal(again.interfaceName, 'eth0');
  });

  it('has its ports on whatever address is left', async () => {
    const { place, hostPort } = await scene.container('one', [published(80)]);
    await place.serve('tcp', 80);
    await scene.core.connect('one', back, place.pid);
    await scene.core.disconnect('one', idOf('podman'), place.pid);
    assert.match(await fetchFromHost('127.0.0.1', hostPort), /^from /);
    // Nobody else's rules are needed: an exchange that finds the table gone writes it anew.
    await run('nft', ['delete', 'table', 'inet', objectNames(scene.root).table]);
    await scene.core.connect('one', onDefault(), place.pid);
    await scene.core.disconnect('one', idOf('back'), place.pid);
    assert.match(await fetchFromHost('127.0.0.1', hostPort), /^from /);
  });

  it('holds its ports on IPv6 too once it comes onto such a network', async () => {
    const network = 'dual';
    await scene.core.create({ name: network, ipv6: true });
    const { place, hostPort } = await scene.container('one', [published(80)]);
    const other = net.createServer().listen(hostPort, '::1');
    await once(other, 'listening');
    const connect = () => scene.core.connect('one', onDefault({ network }), place.pid);
    await assert.rejects(connect(), /address already in use/);
    assert.deepEqual((await interfaces(place)).length, 1, 'nothing half done');
    other.close();
    await once(other, 'close');
    await connect();
    await place.serve('tcp', 80);
    const gateway = scene.core.find(network).subnets[1]?.gateway ?? '';
    assert.match(await fetchFromHost(gateway, hostPort), /^from /);
    const late = net.createServer().listen(hostPort, '::1');
    await assert.rejects(once(late, 'listening'), { code: 'EADDRINUSE' });
  });

  it('stays as it was when it cannot be connected', async () => {
    const { place, reservation } = await scene.container('one');
    await scene.container('two', [], { ...back, staticIps: ['10.251.7.9'] });
    const refused = (part: object, reason: RegExp) =>
      assert.rejects(scene.core.connect('one', { ...back, ...part }, place.pid), reason);
    await refused({ staticIps: ['10.251.7.9'] }, /already allocated to container two/);
    await refused({ staticIps: ['10.251.8.9'] }, /not in any subnet on network back/);
    await refused({ staticIps: ['10.251.7.1'] }, /the gateway's/);
    await refused({ interfaceName: 'eth0' }, /eth0 is asked for twice/);
    // Taken inside by a link that is not ours: found out only by the kernel.
    await place.run('ip', 'link', 'add', 'eth1', 'type', 'veth', 'peer', 'name', 'peer1');
    await refused({}, /make link/);
    assert.deepEqual(scene.core.reservation('one'), reservation);
    assert.equal((await interfaces(place)).length, 1);
    await scene.core.reserve('three', [back], []);
  });
});

describe('a daemon that starts', () => {
  it('finishes what an earlier one began', async () => {
    const one = await scene.container('one');
    const { place } = one;
    const added = await scene.core.connect('one', back, place.pid);
    // Killed before the link was made, and before another was removed.
    await run('ip', ['link', 'del', added.hostInterface]);
    const bridge = scene.core.byName('podman')?.interface ?? '';
    const stray = `rpv${place.pid}`;
    await run('ip', ['link', 'add', stray, 'type', 'veth', 'peer', 'name', `${stray}p`]);
    await run('ip', ['link', 'set', stray, 'master', bridge]);
    await scene.openCore();
    await scene.core.reconcile([
      { containerId: 'one', pid: place.pid, networks: ['podman', 'back'] },
    ]);
    assert.equal((await interfaces(place)).length, 2);
    await assert.rejects(run('ip', ['link', 'show', stray]));

    // Killed after the record was written, before the network was left.
    await scene.openCore();
    await scene.core.reconcile([{ containerId: 'one', pid: place.pid, networks: ['podman'] }]);
    assert.deepEqual(await interfaces(place), [`eth0    inet ${one.address}`]);
    assert.deepEqual(scene.core.reservation('one'), one.reservation);
  });
});
