import { createHash, randomBytes } from 'node:crypto';
import { BadParameter, Conflict } from '../errors.ts';
import {
  blockOf,
  canonicalAddress,
  canonicalSubnet,
  contains,
  familyOf,
  fromNumber,
  overlaps,
  toNumber,
  usableRange,
} from './addresses.ts';
import type { Range } from './addresses.ts';
import { checkOptions, option } from './options.ts';
import { chooseSubnet, chooseSubnetV6, withGateway } from './subnets.ts';
import { defaultNetworkName } from './types.ts';
import type { Network, Route, Subnet, WantedNetwork } from './types.ts';

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
/** Words that `--network` takes for something else. */
const modes = [
  'bridge',
  'container',
  'default',
  'host',
  'none',
  'ns',
  'pasta',
  'private',
  'slirp4netns',
];
/** The root cause of the error about a subnet that is not free. */
export const subnetTaken = 'subnet is already used';
/** IFNAMSIZ less the closing NUL (linux/if.h). */
const longestInterfaceName = 15;

/** What a network can be made of. */
export const drivers: readonly string[] = ['bridge', 'macvlan', 'ipvlan'];

/** What of the world a new network must not collide with. */
export interface Surroundings {
  networks: readonly Network[];
  host: readonly Range[];
  /** The part of interface names that is this root's own. */
  interfacePrefix: string;
}

/**
 * Makes a whole, checked record of what was asked for.
 *
 * @throws BadParameter naming what is malformed, Conflict for a name, interface or subnet in use
 */
export function defineNetwork(wanted: WantedNetwork, around: Surroundings, now: string): Network {
  const name = wanted.name || freeName(around.networks);
  checkName(name, around.networks);
  const driver = wanted.driver ?? 'bridge';
  if (!drivers.includes(driver))
    throw new BadParameter(`unsupported driver ${driver}: invalid argument`, {
      rootCause: 'invalid argument',
    });
  const options = wanted.options ?? {};
  checkOptions({ driver, options });
  const subnets = defineSubnets(wanted, around);
  const isBridge = driver === 'bridge';
  return {
    id: idFor(name),
    name,
    driver,
    interface: isBridge ? interfaceName(wanted.interface, around) : parentOf(wanted),
    created: now,
    subnets,
    ipv6: subnets.some(({ subnet }) => familyOf(subnet) === 6),
    ...(wanted.routes?.length ? { routes: wanted.routes.map(defineRoute) } : {}),
    internal: wanted.internal ?? false,
    // A server at the gateway is ours only where the gateway is.
    dns: isBridge && subnets.length > 0 && (wanted.dns ?? name !== defaultNetworkName),
    ...(wanted.dnsServers?.length ? { dnsServers: wanted.dnsServers.map(canonicalAddress) } : {}),
    labels: wanted.labels ?? {},
    ...(wanted.apart ? { apart: true } : {}),
    options,
    ipam: { driver: wanted.ipamDriver ?? 'host-local' },
  };
}

/** Podman's rule: the default network has the same id everywhere. */
function idFor(name: string): string {
  return name === defaultNetworkName
    ? createHash('sha256').update(name).digest('hex')
    : randomBytes(32).toString('hex');
}

function freeName(networks: readonly Network[]): string {
  for (let number = 1; ; number += 1) {
    const name = `podman${number}`;
    if (!networks.some((network) => network.name === name)) return name;
  }
}

function checkName(name: string, networks: readonly Network[]): void {
  if (!namePattern.test(name))
    throw new BadParameter(
      `network name ${name} invalid: names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument`,
      { rootCause: 'invalid argument' },
    );
  if (modes.includes(name))
    throw new BadParameter(
      `cannot create network with name ${JSON.stringify(name)} because it conflicts with a valid network mode`,
    );
  if (networks.some((network) => network.name === name))
    throw new Conflict(`network name ${name} already used: network already exists`, {
      rootCause: 'network already exists',
    });
}

/** The interface that such a network shares, under whichever name the client gave it. */
function parentOf(wanted: WantedNetwork): string {
  const parent = wanted.interface || option(wanted.options ?? {}, 'parent') || '';
  if (parent.length > longestInterfaceName || /[\s/]/.test(parent))
    throw new BadParameter(`invalid parent interface name ${JSON.stringify(parent)}`);
  return parent;
}

function defineSubnets(wanted: WantedNetwork, around: Surroundings): Subnet[] {
  // A macvlan is part of a network that the host has a route to, mostly.
  const shared = (wanted.driver ?? 'bridge') !== 'bridge';
  const taken = takenRanges(shared ? { ...around, host: [] } : around);
  const subnets: Subnet[] = [];
  for (const request of wanted.subnets ?? []) {
    const subnet = defineSubnet(request);
    const block = blockOf(subnet.subnet);
    if (
      [...taken, ...subnets.map((other) => blockOf(other.subnet))].some((r) => overlaps(r, block))
    )
      throw new Conflict(
        `subnet ${subnet.subnet} is already used on the host or by another config`,
        { rootCause: subnetTaken },
      );
    subnets.push(subnet);
  }
  if (wanted.ipamDriver === 'none') {
    if (subnets.length > 0) throw new BadParameter('none ipam driver is set but subnets are given');
    return [];
  }
  if (subnets.length === 0)
    subnets.push(chooseSubnet(taken, { forDefault: wanted.name === defaultNetworkName }));
  if (wanted.alwaysV4 && subnets.every(({ subnet }) => familyOf(subnet) === 6))
    subnets.unshift(chooseSubnet(taken, { forDefault: false }));
  if (wanted.ipv6 && subnets.every(({ subnet }) => familyOf(subnet) === 4))
    subnets.push(chooseSubnetV6(taken));
  return subnets;
}

function defineRoute({ destination, gateway, metric }: Route): Route {
  const target = canonicalSubnet(destination);
  const [named = ''] = destination.split('/');
  if (toNumber(named) !== blockOf(target).first)
    throw new BadParameter(`route destination invalid: ${destination} is no subnet, ${target} is`);
  if (!gateway) throw new BadParameter(`route gateway nil: ${destination} needs one`);
  const through = canonicalAddress(gateway);
  if (familyOf(through) !== familyOf(target))
    throw new BadParameter(`route to ${destination} cannot lead through ${through}`);
  if (metric !== undefined && !(Number.isInteger(metric) && metric >= 0 && metric < 2 ** 32))
    throw new BadParameter(`invalid metric ${metric} of the route to ${destination}`);
  return { destination: target, gateway: through, ...(metric === undefined ? {} : { metric }) };
}

export function takenRanges(around: Pick<Surroundings, 'networks' | 'host'>): Range[] {
  const own = around.networks.flatMap(({ subnets }) =>
    subnets.map(({ subnet }) => blockOf(subnet)),
  );
  return [...own, ...around.host];
}

function defineSubnet(request: NonNullable<WantedNetwork['subnets']>[number]): Subnet {
  const subnet = canonicalSubnet(request.subnet);
  const usable = usableRange(subnet);
  const inside = (what: string, text: string) => {
    const address = canonicalAddress(text);
    if (!contains(blockOf(subnet), address))
      throw new BadParameter(`${what} ${address} not in subnet ${subnet}`);
    return address;
  };
  const gateway = request.gateway
    ? inside('gateway', request.gateway)
    : withGateway(subnet).gateway;
  if (!contains(usable, gateway))
    throw new BadParameter(`gateway ${gateway} is no address for a host in subnet ${subnet}`);
  const auxiliary = Object.entries(request.auxiliary ?? {}).map(
    ([name, address]) => [name, inside(`auxiliary address ${name}`, address)] as const,
  );
  const range = request.leaseRange;
  const ends = range && {
    start: inside('lease range start', range.start ?? fromNumber(usable.first, usable.family)),
    end: inside('lease range end', range.end ?? fromNumber(usable.last, usable.family)),
  };
  if (ends && toNumber(ends.end) < toNumber(ends.start))
    throw new BadParameter(
      `lease range of subnet ${subnet} ends at ${ends.end}, before its start ${ends.start}`,
    );
  return {
    subnet,
    gateway,
    ...(ends ? { leaseRange: clamp(ends, usable) } : {}),
    ...(auxiliary.length > 0 ? { auxiliary: Object.fromEntries(auxiliary) } : {}),
  };
}

/** A range given as a subnet includes the network and broadcast addresses, which nobody can have. */
function clamp(
  range: { start: string; end: string },
  usable: Range,
): { start: string; end: string } {
  const first = toNumber(range.start) < usable.first ? usable.first : toNumber(range.start);
  const last = toNumber(range.end) > usable.last ? usable.last : toNumber(range.end);
  return { start: fromNumber(first, usable.family), end: fromNumber(last, usable.family) };
}

function interfaceName(wanted: string | undefined, around: Surroundings): string {
  const taken = new Set(around.networks.map((network) => network.interface));
  if (wanted) {
    if (
      wanted.length > longestInterfaceName ||
      !/^[a-zA-Z0-9_.-]+$/.test(wanted) ||
      /^\.+$/.test(wanted)
    )
      throw new BadParameter(`invalid bridge name ${JSON.stringify(wanted)}`);
    if (taken.has(wanted)) throw new Conflict(`bridge name ${wanted} already in use`);
    return wanted;
  }
  for (let number = 0; ; number += 1) {
    const name = `${around.interfacePrefix}-${number}`;
    if (!taken.has(name)) return name;
  }
}
