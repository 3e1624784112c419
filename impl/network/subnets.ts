import { randomBytes } from 'node:crypto';
import { InternalError } from '../errors.ts';
import { blockOf, canonicalSubnet, fromNumber, overlaps, usableRange } from './addresses.ts';
import type { Range } from './addresses.ts';
import type { Subnet } from './types.ts';

/** Podman's subnet for its default network. */
const defaultSubnet = '10.88.0.0/16';
/** Podman's pool for all others: the /24s of 10.89.0.0 to 10.255.255.0. */
const pool = { first: '10.89.0.0', last: '10.255.255.0' };

/** The subnets that a network may get unasked, in order. */
function* candidates(forDefault: boolean): Generator<string> {
  if (forDefault) yield defaultSubnet;
  const { first } = blockOf(`${pool.first}/24`);
  const { first: last } = blockOf(`${pool.last}/24`);
  for (let network = first; network <= last; network += 256n) yield `${fromNumber(network, 4)}/24`;
}

/** The first subnet of the pool that overlaps nothing of `taken`; throws `InternalError` when none is left. */
export function chooseSubnet(taken: readonly Range[], options: { forDefault: boolean }): Subnet {
  for (const subnet of candidates(options.forDefault)) {
    const block = blockOf(subnet);
    if (!taken.some((range) => overlaps(range, block))) return withGateway(subnet);
  }
  throw new InternalError('could not find a free subnet: every one from 10.89.0.0 on is in use');
}

/** A random unique local subnet (RFC 4193) that overlaps nothing of `taken`. */
export function chooseSubnetV6(taken: readonly Range[]): Subnet {
  for (;;) {
    const random = randomBytes(7).toString('hex');
    const groups = `fd${random}`.match(/.{4}/g)?.join(':') ?? '';
    const subnet = canonicalSubnet(`${groups}::/64`);
    if (!taken.some((range) => overlaps(range, blockOf(subnet)))) return withGateway(subnet);
  }
}

/** The subnet's first address is the bridge's. */
export function withGateway(subnet: string): Subnet {
  const range = usableRange(subnet);
  return { subnet, gateway: fromNumber(range.first, range.family) };
}
