import { createHash } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { BadParameter } from '../errors.ts';

/** Address arithmetic on whole numbers; text goes in and comes out in canonical form. */
export interface Range {
  family: 4 | 6;
  /** Both ends included. */
  first: bigint;
  last: bigint;
}

/** `::ffff:…` forms and the C library's short ones (`10.1`, `0x7f000001`) are no addresses here. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(':') && isPlainV6(text));
}

function isPlainV6(text: string): boolean {
  return (
    ipaddr.IPv6.isValid(text) &&
    !text.includes('%') &&
    !ipaddr.IPv6.parse(text).isIPv4MappedAddress()
  );
}

/** Canonical text of an address; throws `BadParameter` when it is none. */
export function canonicalAddress(text: string): string {
  if (!isAddress(text)) throw new BadParameter(`invalid IP address ${JSON.stringify(text)}`);
  return ipaddr.parse(text).toString();
}

export const familyOf = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4);

export function toNumber(address: string): bigint {
  return BigInt(`0x${Buffer.from(ipaddr.parse(address).toByteArray()).toString('hex')}`);
}

export function fromNumber(value: bigint, family: 4 | 6): string {
  const bytes = Buffer.from(value.toString(16).padStart(family === 4 ? 8 : 32, '0'), 'hex');
  return ipaddr.fromByteArray([...bytes]).toString();
}

/** `10.1.2.3/24` becomes `10.1.2.0/24`; throws `BadParameter` when it is no subnet. */
export function canonicalSubnet(text: string): string {
  const [address = '', length = '', rest] = text.split('/');
  const bits = familyOf(address) === 4 ? 32 : 128;
  if (
    rest !== undefined ||
    !isAddress(address) ||
    !/^\d{1,3}$/.test(length) ||
    Number(length) > bits
  )
    throw new BadParameter(`invalid subnet ${JSON.stringify(text)}`);
  const { first, family } = blockOf(`${address}/${length}`);
  return `${fromNumber(first, family)}/${Number(length)}`;
}

/** Every address of a subnet, its network and broadcast addresses included. */
export function blockOf(subnet: string): Range {
  const [address = '', length = ''] = subnet.split('/');
  const family = familyOf(address);
  const hostBits = BigInt((family === 4 ? 32 : 128) - Number(length));
  const first = (toNumber(address) >> hostBits) << hostBits;
  return { family, first, last: first + (1n << hostBits) - 1n };
}

/** First and last address of a subnet, in text; throws `BadParameter` when it is none. */
export function blockRange(subnet: string): { start: string; end: string } {
  const { first, last, family } = blockOf(canonicalSubnet(subnet));
  return { start: fromNumber(first, family), end: fromNumber(last, family) };
}

/** The smallest subnet that holds a range. */
export function rangeBlock({ start, end }: { start: string; end: string }): string {
  const bits = familyOf(start) === 4 ? 32 : 128;
  const differing = (toNumber(start) ^ toNumber(end)).toString(2);
  const length = differing === '0' ? bits : bits - differing.length;
  return canonicalSubnet(`${start}/${length}`);
}

export const prefixOf = (subnet: string) => Number(subnet.split('/')[1]);

export function overlaps(one: Range, other: Range): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

export function contains(range: Range, address: string): boolean {
  const value = toNumber(address);
  return range.family === familyOf(address) && range.first <= value && value <= range.last;
}

/**
 * What containers and the gateway may have of a subnet: without the network's own and the
 * broadcast address (RFC 919; in IPv6 the first is the routers' anycast, RFC 4291 2.6.1).
 * Throws `BadParameter` for a subnet too small to hold a gateway and a container.
 */
export function usableRange(subnet: string): Range {
  const block = blockOf(subnet);
  const range = {
    family: block.family,
    first: block.first + 1n,
    last: block.family === 4 ? block.last - 1n : block.last,
  };
  if (range.last <= range.first)
    throw new BadParameter(`subnet ${subnet} is too small for a gateway and a container`);
  return range;
}

/**
 * The next free address after `last`, round the range's end; undefined when none is left. Starting
 * behind the last one keeps an address that has just been given back out of use for long.
 */
export function nextFree(
  range: Range,
  isTaken: (address: string) => boolean,
  last?: string,
): string | undefined {
  const size = range.last - range.first + 1n;
  const start = last !== undefined && contains(range, last) ? toNumber(last) + 1n : range.first;
  for (let step = 0n; step < size; step += 1n) {
    const value = range.first + ((start - range.first + step) % size);
    const address = fromNumber(value, range.family);
    if (!isTaken(address)) return address;
  }
  return undefined;
}

/**
 * A hardware address that follows from the IP address (unicast, locally administered), so that
 * neighbours that remember the pair from an earlier container remember the truth.
 */
export function macFor(address: string): string {
  const bytes =
    familyOf(address) === 4
      ? ipaddr.parse(address).toByteArray()
      : [...createHash('sha256').update(address).digest().subarray(0, 4)];
  return [familyOf(address) === 4 ? 0x02 : 0x06, 0x52, ...bytes].map(hex).join(':');
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

/** Lower case with colons; throws `BadParameter` for what no interface can have. */
export function canonicalMac(text: string): string {
  const mac = text.toLowerCase().replaceAll('-', ':');
  if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(mac))
    throw new BadParameter(`invalid MAC address ${JSON.stringify(text)}`);
  if ((Number.parseInt(mac.slice(0, 2), 16) & 1) === 1 || mac === '00:00:00:00:00:00')
    throw new BadParameter(`MAC address ${text} is no unicast address`);
  return mac;
}
