import { randomBytes } from 'node:crypto';
import { BadParameter, InternalError } from '../errors.ts';
import {
  blockOf,
  canonicalAddress,
  canonicalMac,
  contains,
  macFor,
  nextFree,
  prefixOf,
  toNumber,
  usableRange,
} from './addresses.ts';
import type { Range } from './addresses.ts';
import type { NetworkStore } from './store.ts';
import type { Attachment, AttachmentRequest, Network, Subnet } from './types.ts';

/** The root cause of the error about a static address that another container has. */
export const addressTaken = 'ip address is already allocated';
/** What the host's ends of the containers' links are called. */
export const hostEndPrefix = 'rpv';

/**
 * Takes the container's addresses of one network: the static ones that it asks for, and of every
 * other subnet the next free one. Runs inside the caller's transaction.
 *
 * @throws BadParameter for a static address outside of every subnet, InternalError when an address
 *   is taken or none is left
 */
export function leaseAddresses(
  store: NetworkStore,
  network: Network,
  container: string,
  request: AttachmentRequest,
  interfaceName: string,
): Attachment {
  const statics = staticAddresses(network, request);
  const ips = network.subnets.flatMap((subnet) => {
    const own = statics.filter((address) => contains(blockOf(subnet.subnet), address));
    const addresses = own.length > 0 ? own : [chooseAddress(store, network, subnet)];
    return addresses.map((address) => {
      checkFree(store, network, address);
      store.lease(network.id, address, container);
      return { address, prefix: prefixOf(subnet.subnet), gateway: subnet.gateway };
    });
  });
  return {
    network: network.name,
    networkId: network.id,
    interfaceName,
    hostInterface:
      network.driver === 'bridge' ? `${hostEndPrefix}${randomBytes(5).toString('hex')}` : '',
    mac: request.staticMac ? canonicalMac(request.staticMac) : chosenMac(ips[0]?.address),
    ips,
    aliases: request.aliases,
    nameServers: network.dns ? network.subnets.map(({ gateway }) => gateway) : [],
  };
}

/** One that follows from the address; a random one, unicast and locally administered, where there is none. */
function chosenMac(address: string | undefined): string {
  if (address !== undefined) return macFor(address);
  return canonicalMac(`02${randomBytes(5).toString('hex')}`.match(/../g)?.join(':') ?? '');
}

/** The addresses that a request names, checked. Throws `BadParameter` for one that the network cannot give to anybody. */
export function staticAddresses(network: Network, request: AttachmentRequest): string[] {
  return request.staticIps.map((text) => {
    const address = canonicalAddress(text);
    const subnet = network.subnets.find((one) => contains(blockOf(one.subnet), address));
    if (!subnet)
      throw new BadParameter(
        `requested static ip ${address} not in any subnet on network ${network.name}`,
      );
    const place = `requested ip address ${address} of network ${network.name}`;
    if (!contains(usableRange(subnet.subnet), address))
      throw new BadParameter(`${place} is the subnet's own or its broadcast address`);
    if (address === subnet.gateway) throw new BadParameter(`${place} is the gateway's`);
    return address;
  });
}

/** Where automatic addresses of a subnet come from. */
export function leaseRange(subnet: Subnet): Range {
  const usable = usableRange(subnet.subnet);
  if (!subnet.leaseRange) return usable;
  return {
    family: usable.family,
    first: toNumber(subnet.leaseRange.start),
    last: toNumber(subnet.leaseRange.end),
  };
}

function chooseAddress(store: NetworkStore, network: Network, subnet: Subnet): string {
  const kept = new Set([subnet.gateway, ...Object.values(subnet.auxiliary ?? {})]);
  const isTaken = (address: string) =>
    kept.has(address) || store.holder(network.id, address) !== undefined;
  const last = store.lastGiven(network.id, subnet.subnet);
  const address = nextFree(leaseRange(subnet), isTaken, last);
  if (address === undefined)
    throw new InternalError(
      `no free address left in subnet ${subnet.subnet} of network ${network.name}`,
    );
  store.setLastGiven(network.id, subnet.subnet, address);
  return address;
}

function checkFree(store: NetworkStore, network: Network, address: string): void {
  const holder = store.holder(network.id, address);
  if (holder !== undefined)
    throw new InternalError(
      `requested ip address ${address} of network ${network.name} is already allocated to container ${holder}`,
      { rootCause: addressTaken },
    );
}
