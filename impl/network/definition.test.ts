import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { BadParameter, Conflict } from '../errors.ts';
import { blockOf, contains, overlaps, usableRange } from './addresses.ts';
import { defineNetwork } from './definition.ts';
import type { Network, WantedNetwork } from './types.ts';

const now = '2024-01-01T00:00:00Z';
const define = (
  wanted: WantedNetwork,
  networks: Network[] = [],
  host = [blockOf('10.91.0.0/16')],
) => defineNetwork(wanted, { networks, host, interfacePrefix: 'rptest' }, now);

describe('a network', () => {
  it('gets what was left out: name, subnet, gateway, bridge', () => {
    const first = define({ name: 'podman' });
    assert.equal(first.subnets[0]?.subnet, '10.88.0.0/16');
    assert.equal(first.id, '2f259bab93aaaaa2542ba43ef33eb990d0999ee1b9924b557b7be53c0b7a1bb9');
    assert.equal(first.dns, false);
    const second = define({}, [first]);
    assert.equal(second.name, 'podman1');
    assert.deepEqual(second.subnets, [{ subnet: '10.89.0.0/24', gateway: '10.89.0.1' }]);
    assert.notEqual(second.interface, first.interface);
    assert.deepEqual([second.dns, second.internal, second.ipv6], [true, false, false]);
  });

  it('never overlaps another or the host, however many there are', () => {
    const wanted = fc.array(fc.record({ ipv6: fc.boolean() }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(wanted, fc.integer({ min: 89, max: 95 }), (list, second) => {
        const host = [blockOf(`10.${second}.0.0/16`)];
        const networks: Network[] = [];
        for (const each of list) networks.push(define(each, networks, host));
        const blocks = networks.flatMap(({ subnets }) =>
          subnets.map(({ subnet }) => blockOf(subnet)),
        );
        for (const [index, block] of blocks.entries())
          for (const other of [...host, ...blocks.slice(index + 1)])
            assert.ok(!overlaps(block, other));
        for (const { subnets, ipv6 } of networks) {
          assert.equal(subnets.length, ipv6 ? 2 : 1);
          for (const { subnet, gateway } of subnets)
            assert.ok(contains(usableRange(subnet), gateway));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('says so when the host knows a way to all that could be chosen', () => {
    const [all, most] = ['10.0.0.0/8', '10.89.0.0/16'].map(blockOf);
    assert.throws(() => define({}, [], [all!]), /could not find a free subnet/);
    const { subnets } = define({}, [], [most!]);
    assert.equal(subnets[0]?.subnet, '10.90.0.0/24');
    assert.throws(() => define({ subnets: [{ subnet: '10.89.9.0/24' }] }, [], [most!]), Conflict);
    assert.equal(define({ subnets: [{ subnet: '192.0.2.0/24' }] }, [], [all!]).subnets.length, 1);
  });

  it('keeps what was asked for, in canonical form', () => {
    const network = define({
      name: 'web',
      interface: 'web0',
      internal: true,
      options: { mtu: '1300' },
      subnets: [
        {
          subnet: '10.5.1.9/16',
          gateway: '10.5.0.7',
          leaseRange: { start: '10.5.4.0' },
          auxiliary: { router: '10.5.9.9' },
        },
        { subnet: 'FD00:1::/64' },
      ],
    });
    assert.deepEqual(network.subnets, [
      {
        subnet: '10.5.0.0/16',
        gateway: '10.5.0.7',
        leaseRange: { start: '10.5.4.0', end: '10.5.255.254' },
        auxiliary: { router: '10.5.9.9' },
      },
      { subnet: 'fd00:1::/64', gateway: 'fd00:1::1' },
    ]);
    assert.ok(network.ipv6 && network.internal);
  });

  it('is refused when something of it is malformed', () => {
    const wrong: WantedNetwork[] = [
      { name: 'a/b' },
      { name: '.hidden' },
      { name: 'host' },
      { name: 'none' },
      { driver: 'nonsense' as 'bridge' },
      { interface: 'a'.repeat(16) },
      { interface: 'a/b' },
      { options: { mtu: 'big' } },
      { options: { mtu: '12' } },
      { options: { vlan: '4095' } },
      { options: { no_default_route: 'perhaps' } },
      { routes: [{ destination: '10.9.0.7/24', gateway: '10.5.0.2' }] },
      { routes: [{ destination: '10.9.0.0/24', gateway: '' }] },
      { routes: [{ destination: '10.9.0.0/24', gateway: 'fd00::1' }] },
      { routes: [{ destination: '10.9.0.0/24', gateway: '10.5.0.2', metric: -1 }] },
      { options: { 'com.docker.network.driver.mtu': '' } },
      { subnets: [{ subnet: '10.5.0.0/33' }] },
      { subnets: [{ subnet: '10.5.0.0/31' }] },
      { subnets: [{ subnet: '10.5.0.0/24', gateway: '10.6.0.1' }] },
      { subnets: [{ subnet: '10.5.0.0/24', gateway: '10.5.0.255' }] },
      { subnets: [{ subnet: '10.5.0.0/24', gateway: 'x' }] },
      { subnets: [{ subnet: '10.5.0.0/24', leaseRange: { start: '10.6.0.1' } }] },
      { subnets: [{ subnet: '10.5.0.0/24', leaseRange: { start: '10.5.0.9', end: '10.5.0.8' } }] },
      { subnets: [{ subnet: '10.5.0.0/24', auxiliary: { a: '10.6.0.1' } }] },
    ];
    for (const wanted of wrong)
      assert.throws(() => define(wanted), BadParameter, JSON.stringify(wanted));
  });

  it('is refused when its name, bridge or subnet is taken', () => {
    const web = define({ name: 'web', interface: 'web0' });
    const taken: WantedNetwork[] = [
      { name: 'web' },
      { interface: 'web0' },
      { subnets: [{ subnet: '10.89.0.128/25' }] },
      { subnets: [{ subnet: '10.91.7.0/24' }] },
      { subnets: [{ subnet: '10.5.0.0/24' }, { subnet: '10.5.0.0/25' }] },
    ];
    for (const wanted of taken)
      assert.throws(() => define(wanted, [web]), Conflict, JSON.stringify(wanted));
  });
});
