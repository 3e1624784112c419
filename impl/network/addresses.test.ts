import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { BadParameter } from '../errors.ts';
import {
  blockOf,
  blockRange,
  canonicalAddress,
  canonicalMac,
  canonicalSubnet,
  contains,
  fromNumber,
  macFor,
  nextFree,
  overlaps,
  rangeBlock,
  toNumber,
  usableRange,
} from './addresses.ts';

const v4 = fc.ipV4();
const v6 = fc.ipV6().filter((text) => !/\d+\.\d+/.test(text));
const subnet4 = fc.tuple(v4, fc.integer({ min: 8, max: 30 })).map(([ip, bits]) => `${ip}/${bits}`);
const subnet6 = fc
  .tuple(v6, fc.integer({ min: 32, max: 120 }))
  .map(([ip, bits]) => `${ip}/${bits}`);
const subnet = fc.oneof(subnet4, subnet6);

describe('addresses', () => {
  it('survive the way to a number and back', () => {
    fc.assert(
      fc.property(fc.oneof(v4, v6), (text) => {
        const address = canonicalAddress(text);
        const family = address.includes(':') ? 6 : 4;
        assert.equal(fromNumber(toNumber(address), family), address);
      }),
    );
  });

  it('are refused in forms that only the C library knows', () => {
    const wrong = [
      '',
      '10.1',
      '0x7f000001',
      '010.0.0.1',
      '1.2.3.4.5',
      '256.1.1.1',
      '::ffff:1.2.3.4',
    ];
    for (const text of [...wrong, 'fe80::1%eth0', 'web', ' 1.2.3.4'])
      assert.throws(() => canonicalAddress(text), BadParameter, text);
  });
});

describe('subnets', () => {
  it('become canonical once, and hold the address that they were written with', () => {
    fc.assert(
      fc.property(subnet, (text) => {
        const canonical = canonicalSubnet(text);
        assert.equal(canonicalSubnet(canonical), canonical);
        assert.ok(contains(blockOf(canonical), canonicalAddress(text.split('/')[0] ?? '')));
      }),
    );
  });

  it('are refused when malformed or too small', () => {
    for (const text of [
      '10.0.0.0',
      '10.0.0.0/33',
      '10.0.0.0/',
      '10.0.0.0/8/8',
      'a/8',
      '::/129',
      '10.0.0.0/-1',
    ])
      assert.throws(() => canonicalSubnet(text), BadParameter, text);
    assert.throws(() => usableRange('10.0.0.0/31'), BadParameter);
    assert.throws(() => usableRange('fd00::/128'), BadParameter);
  });

  it('are found again from the ends of a range', () => {
    fc.assert(
      fc.property(subnet, (text) => {
        const canonical = canonicalSubnet(text);
        assert.equal(rangeBlock(blockRange(canonical)), canonical);
      }),
    );
    assert.equal(rangeBlock({ start: '10.1.4.1', end: '10.1.4.254' }), '10.1.4.0/24');
    assert.equal(rangeBlock({ start: '10.1.4.7', end: '10.1.4.7' }), '10.1.4.7/32');
  });

  it('overlap exactly when they share an address', () => {
    fc.assert(
      fc.property(subnet4, subnet4, (one, other) => {
        const [a, b] = [blockOf(one), blockOf(other)];
        const nestedBlocks = [a.first, a.last].some((end) => end >= b.first && end <= b.last);
        const surrounds = a.first <= b.first && b.last <= a.last;
        assert.equal(overlaps(a, b), nestedBlocks || surrounds);
        assert.equal(overlaps(a, b), overlaps(b, a));
      }),
    );
    assert.equal(overlaps(blockOf('0.0.0.0/0'), blockOf('::/0')), false);
  });
});

describe('the next free address', () => {
  const small = fc
    .tuple(v4, fc.integer({ min: 24, max: 30 }))
    .map(([ip, bits]) => canonicalSubnet(`${ip}/${bits}`));

  it('gives every usable address once, then none', () => {
    fc.assert(
      fc.property(small, (text) => {
        const range = usableRange(text);
        const taken = new Set<string>();
        let last: string | undefined;
        for (;;) {
          const address = nextFree(range, (candidate) => taken.has(candidate), last);
          if (address === undefined) break;
          assert.ok(contains(range, address) && !taken.has(address));
          taken.add(address);
          last = address;
        }
        assert.equal(BigInt(taken.size), range.last - range.first + 1n);
      }),
      { numRuns: 30 },
    );
  });

  it('goes on behind the last one and round the end', () => {
    const range = usableRange('10.1.0.0/29');
    assert.equal(
      nextFree(range, () => false),
      '10.1.0.1',
    );
    assert.equal(
      nextFree(range, () => false, '10.1.0.3'),
      '10.1.0.4',
    );
    assert.equal(
      nextFree(range, () => false, '10.1.0.6'),
      '10.1.0.1',
    );
    assert.equal(
      nextFree(range, () => false, '192.0.2.1'),
      '10.1.0.1',
    );
    assert.equal(
      nextFree(usableRange('fd00::/64'), (ip) => ip === 'fd00::1'),
      'fd00::2',
    );
  });
});

describe('hardware addresses', () => {
  it('follow from the address, unicast and locally administered', () => {
    assert.equal(macFor('10.88.0.2'), '02:52:0a:58:00:02');
    fc.assert(
      fc.property(fc.oneof(v4, v6), (text) => {
        const mac = macFor(canonicalAddress(text));
        assert.equal(canonicalMac(mac), mac);
        assert.equal(Number.parseInt(mac.slice(0, 2), 16) & 3, 2);
      }),
    );
  });

  it('are refused when no interface can have them', () => {
    assert.equal(canonicalMac('92-D0-C6-0A-29-33'), '92:d0:c6:0a:29:33');
    for (const text of [
      '',
      '00:00:00:00:00:00',
      '01:00:5e:00:00:01',
      '02:42:ac:11:00',
      'zz:zz:zz:zz:zz:zz',
    ])
      assert.throws(() => canonicalMac(text), BadParameter, text);
  });
});
