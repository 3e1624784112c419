import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { blockOf, contains } from './addresses.ts';
import { fetchInside, NetworkScene, onDefault, published } from './scene.fixture.ts';

let scene: NetworkScene;
beforeEach(async () => {
  scene = await NetworkScene.open();
});
afterEach(() => scene.close());

describe('a container on the default network', () => {
  it('has its address, a route, a loopback, and reaches the gateway and its neighbours', async () => {
    const one = await scene.container('one');
    const two = await scene.container('two');
    const network = scene.core.byName('podman');
    assert.ok(network?.subnets[0]);
    assert.ok(contains(blockOf(network.subnets[0].subnet), one.address));
    assert.notEqual(one.address, two.address);

    const { output: links } = await one.place.run('ip', '-o', 'addr');
    assert.match(links, /lo +inet 127\.0\.0\.1/);
    assert.match(links, new RegExp(`eth0 +inet ${one.address}/\\d+ brd `));
    const { output: routes } = await one.place.run('ip', 'route');
    assert.match(routes, new RegExp(`default via ${network.subnets[0].gateway} dev eth0`));

    await two.place.serve('tcp', 80);
    assert.match((await fetchInside(one.place, two.address, 80)).output, new RegExp(one.address));
    const ping = await one.place.run('busybox', 'ping', '-c1', '-W2', network.subnets[0].gateway);
    assert.equal(ping.code, 0);
  });

  it('gives its address back, and the next container gets another one first', async () => {
    const one = await scene.container('one');
    await scene.core.tearDown('one');
    assert.equal(scene.core.reservation('one'), undefined);
    const two = await scene.core.reserve('two', [onDefault()], []);
    assert.notEqual(two.attachments[0]?.ips[0]?.address, one.address);
    const again = await scene.container('three', [], onDefault({ staticIps: [one.address] }));
    assert.equal(again.address, one.address);
    const { output } = await one.place.run('ip', '-o', 'link');
    assert.doesNotMatch(output, /eth0/, 'the address came only after its link was gone');
    await scene.core.tearDown('nobody');
  });

  it('gets the same reservation when asked again', async () => {
    const first = await scene.core.reserve('one', [onDefault()], [published(80)]);
    assert.deepEqual(await scene.core.reserve('one', [onDefault()], [published(80)]), first);
    assert.deepEqual(scene.core.reservation('one'), first);
  });

  it('leaves through the host with the host’s address', async () => {
    const one = await scene.container('one');
    const far = await scene.otherHost();
    await far.place.serve('tcp', 80);
    const { output } = await fetchInside(one.place, far.address, 80);
    assert.match(output, new RegExp(`from ${far.hostAddress} `));
  });
});
