import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { InternalError } from '../errors.ts';
import { objectNames } from './plant.ts';
import { addBridge, addSharedLink } from './route-messages.ts';
import { NetworkScene, onDefault, published, run } from './scene.fixture.ts';

let scene: NetworkScene;

/** Whether the kernel makes such a link. */
async function makes(...link: string[]): Promise<boolean> {
  const place = await scene.namespace();
  await place.run('ip', 'link', 'add', 'up0', 'type', 'veth', 'peer', 'name', 'up1');
  return (await place.run('ip', 'link', 'add', 'probe', ...link)).code === 0;
}

const notHere = (error: unknown) =>
  error instanceof InternalError && /this kernel does not have/.test(error.message);

/** What kernels may be built without: with it the containers are on the network, without it the error says so. */
describe('what not every kernel has', () => {
  beforeEach(async () => {
    scene = await NetworkScene.open();
  });
  afterEach(() => scene.close());

  it('a bridge with a VLAN keeps its containers in it', async () => {
    await scene.core.create({ name: 'tagged', options: { vlan: '7' } });
    const start = () => scene.container('one', [], onDefault({ network: 'tagged' }));
    if (await makes('type', 'bridge', 'vlan_filtering', '1')) {
      const { reservation, place } = await start();
      const { hostInterface, ips } = reservation.attachments[0]!;
      const { stdout } = await run('bridge', ['vlan', 'show', 'dev', hostInterface]);
      assert.match(stdout, /\b7 PVID Egress Untagged/);
      const ping = await place.run('busybox', 'ping', '-c', '1', '-W', '1', ips[0]!.gateway);
      assert.equal(ping.code, 0);
    } else {
      await assert.rejects(start(), notHere);
      assert.equal(scene.core.reservation('one'), undefined);
    }
  });

  it('a container of an ipvlan shares the interface’s hardware address', async () => {
    const far = await scene.otherHost();
    await scene.core.create({ name: 'shared', driver: 'ipvlan', interface: far.link });
    const start = () => scene.container('one', [], onDefault({ network: 'shared' }));
    if (await makes('link', 'up0', 'type', 'ipvlan')) {
      const { place } = await start();
      const { output } = await place.run('ip', '-d', 'link', 'show', 'eth0');
      const { stdout } = await run('cat', [`/sys/class/net/${far.link}/address`]);
      assert.match(output, /ipvlan +mode l2/);
      assert.ok(output.includes(stdout.trim()));
    } else {
      await assert.rejects(start(), notHere);
      await scene.core.tearDown('one');
    }
  });

  it('an sctp port is led to the container like any other', async () => {
    const { hostPort, address } = await scene.container('one', [
      published(5000, { protocol: 'sctp', hostIp: '127.0.0.1' }),
    ]);
    const { table } = objectNames(scene.root);
    const map = async () => (await run('nft', ['list', 'map', 'inet', table, 'ports4'])).stdout;
    assert.ok((await map()).includes(`127.0.0.1 . sctp . ${hostPort} : ${address} . 5000`));
    await scene.core.tearDown('one');
    assert.doesNotMatch(await map(), /sctp/);
  });
});

describe('a request to the kernel', () => {
  it('a VLAN is said to the kernel as the default of the bridge’s ports', () => {
    const body = addBridge({ name: 'br0' }, 4094).body.toString('hex');
    // IFLA_BR_VLAN_FILTERING is 1, IFLA_BR_VLAN_DEFAULT_PVID 4094, each with its length before it.
    assert.match(body, /0500070001000000.*06002700fe0f0000/);
    assert.doesNotMatch(addBridge({ name: 'br0' }).body.toString('hex'), /05000700|06002700/);
  });

  it('an ipvlan is asked for in its own words', () => {
    const shared = { kind: 'ipvlan', mode: 1, parent: 3 } as const;
    const { body } = addSharedLink({ name: 'eth0' }, shared, 42);
    assert.ok(body.includes('ipvlan\0'));
    // IFLA_IPVLAN_MODE l3 in 16 bits, padded.
    assert.match(body.toString('hex'), /0600010001000000/);
  });
});
