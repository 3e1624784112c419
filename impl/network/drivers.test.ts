import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { BadParameter } from '../errors.ts';
import type { TestNamespace } from './namespace.fixture.ts';
import {
  fetchFromHost,
  fetchInside,
  NetworkScene,
  onDefault,
  published,
  run,
} from './scene.fixture.ts';

let scene: NetworkScene;
beforeEach(async () => {
  scene = await NetworkScene.open();
});
afterEach(() => scene.close());

const on = (network: string) => onDefault({ network });
const pings = async (place: TestNamespace, address: string) =>
  (await place.run('busybox', 'ping', '-c', '1', '-W', '1', address)).code === 0;

describe('a macvlan', () => {
  it('joins the network of the host’s interface, beside the others on it', async () => {
    const far = await scene.otherHost();
    await run('ip', ['link', 'set', far.link, 'promisc', 'on']);
    const [subnet, gateway] = [far.hostAddress.replace(/\d+$/, '0/24'), far.address];
    await far.place.run('ip', 'addr', 'add', `${far.address}/24`, 'dev', 'up0');
    const options = { mode: 'bridge', mtu: '1300' };
    const subnets = [{ subnet, gateway, leaseRange: { start: subnet.replace('0/24', '9') } }];
    const network = await scene.core.create({
      name: 'lan',
      driver: 'macvlan',
      interface: far.link,
      subnets,
      options,
      dns: true,
    });
    assert.deepEqual([network.interface, network.dns], [far.link, false]);
    const one = await scene.container('one', [published(80)], on('lan'));
    const two = await scene.container('two', [], on('lan'));
    assert.ok(await pings(one.place, far.address), 'who is behind the interface');
    assert.ok(await pings(one.place, two.address), 'who shares it');
    const { output } = await one.place.run('ip', '-d', 'link', 'show', 'eth0');
    assert.match(output, /mtu 1300 .*macvlan +mode bridge/s);
    assert.match((await one.place.run('ip', 'route')).output, new RegExp(`default via ${gateway}`));

    await scene.core.disconnect('one', network.id, one.place.pid);
    assert.notEqual((await one.place.run('ip', 'link', 'show', 'eth0')).code, 0);
    await scene.core.connect('one', on('podman'), one.place.pid);
    await one.place.serve('tcp', 80);
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort), /^from /);
    await scene.core.tearDown('one');
    await scene.core.tearDown('two');
    await scene.core.remove('lan');
    await run('ip', ['link', 'show', far.link]);
  });

  it('needs an interface that is there, and a mode that there is', async () => {
    await scene.core.create({ name: 'lost', driver: 'macvlan', interface: 'rpnothing0' });
    await assert.rejects(scene.core.reserve('one', [on('lost')], []), /rpnothing0 does not exist/);
    const modes = { driver: 'macvlan' as const, options: { mode: 'round' } };
    await assert.rejects(scene.core.create(modes), BadParameter);
    await assert.rejects(scene.core.create({ ...modes, driver: 'ipvlan' }), BadParameter);
    const fits = await scene.core.create({ driver: 'ipvlan', options: { mode: 'l3' } });
    assert.equal(fits.driver, 'ipvlan');
  });
});

describe('networks', () => {
  it('are apart as their options say, but for published ports', async () => {
    const isolate = (value: string) => ({ options: { isolate: value } });
    await scene.core.create({ name: 'one', ...isolate('true') });
    await scene.core.create({ name: 'two', ...isolate('true') });
    await scene.core.create({ name: 'strict', apart: true });
    const [one, two, strict, open] = await Promise.all(
      ['one', 'two', 'strict', 'podman'].map((name) => {
        const ports = name === 'strict' ? [published(80)] : [];
        return scene.container(`c-${name}`, ports, on(name));
      }),
    );
    assert.ok(one && two && strict && open);
    const reached = async (from: typeof one) =>
      Promise.all([one, two, strict, open].map(({ address }) => pings(from.place, address)));
    assert.deepEqual(await reached(one), [true, false, false, true]);
    assert.deepEqual(await reached(strict), [false, false, true, false]);
    assert.deepEqual(await reached(open), [true, true, false, true]);
    await strict.place.serve('tcp', 80);
    const gateway = scene.core.find('one').subnets[0]?.gateway ?? '';
    assert.match((await fetchInside(one.place, gateway, strict.hostPort)).output, /^from /);
  });

  it('take Docker’s options of a bridge', async () => {
    await scene.core.create({
      name: 'docked',
      options: {
        'com.docker.network.bridge.enable_icc': 'false',
        'com.docker.network.bridge.host_binding_ipv4': '127.0.0.1',
        'com.docker.network.container_iface_prefix': 'net',
      },
    });
    const one = await scene.container('one', [published(80)], on('docked'));
    const two = await scene.container('two', [], on('docked'));
    assert.equal(one.reservation.attachments[0]?.interfaceName, 'net0');
    assert.equal(one.reservation.ports[0]?.hostIp, '127.0.0.1');
    assert.equal(await pings(one.place, two.address), false);
    assert.ok(await pings(one.place, scene.core.find('docked').subnets[0]?.gateway ?? ''));
  });

  it('give their containers the ways that they know', async () => {
    const subnets = [{ subnet: '10.251.9.0/24' }, { subnet: 'fd53::/64' }];
    const routes = [
      { destination: '10.250.0.0/16', gateway: '10.251.9.5' },
      { destination: '10.249.1.1/32', gateway: '10.251.9.6', metric: 33 },
      { destination: 'fd54:0:0::/48', gateway: 'fd53:0::9' },
    ];
    const { routes: kept } = await scene.core.create({ name: 'ways', subnets, routes });
    assert.deepEqual(kept?.[2], { destination: 'fd54::/48', gateway: 'fd53::9' });
    const options = { no_default_route: '1' };
    await scene.core.create({ name: 'closed', options });
    const { place } = await scene.container('one', [], on('closed'));
    const shown = async (...words: string[]) => (await place.run('ip', ...words)).output;
    assert.doesNotMatch(await shown('route'), /default|via/);
    await scene.core.connect('one', on('ways'), place.pid);
    assert.match(await shown('route'), /10\.250\.0\.0\/16 via 10\.251\.9\.5 dev eth1 .*metric 100/);
    assert.match(await shown('route'), /10\.249\.1\.1 via 10\.251\.9\.6 dev eth1 .*metric 33/);
    assert.match(await shown('route'), /default via 10\.251\.9\.1 dev eth1/);
    assert.match(await shown('-6', 'route'), /fd54::\/48 via fd53::9 dev eth1/);
    await scene.core.disconnect('one', scene.core.find('ways').id, place.pid);
    assert.doesNotMatch(await shown('route'), /via/);
  });

  it('may have no addresses at all', async () => {
    await scene.core.create({ name: 'bare', ipamDriver: 'none' });
    const { reservation, place } = await scene.container('one', [], on('bare'));
    assert.deepEqual(reservation.attachments[0]?.ips, []);
    assert.match((await place.run('ip', 'link', 'show', 'eth0')).output, /UP/);
  });
});
