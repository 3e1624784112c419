import { BadParameter, Conflict, NotFound } from '../errors.ts';
import { blockOf, canonicalAddress, familyOf, overlaps } from './addresses.ts';
import type { Range } from './addresses.ts';
import { defineNetwork, takenRanges } from './definition.ts';
import type { NetworkStore } from './store.ts';
import { chooseSubnet } from './subnets.ts';
import { defaultNetworkName } from './types.ts';
import type { Network, WantedNetwork } from './types.ts';

/** The networks as records: names, subnets, who may go. Nothing here knows the kernel. */
export class NetworkRegistry {
  readonly #store: NetworkStore;
  readonly #interfacePrefix: string;

  /** @param interfacePrefix what the names of this root's bridges begin with */
  constructor(store: NetworkStore, interfacePrefix: string) {
    this.#store = store;
    this.#interfacePrefix = interfacePrefix;
  }

  list(): Network[] {
    return this.#store.networks();
  }

  /** By name, id or unique prefix of the id. */
  byName(nameOrId: string): Network | undefined {
    const networks = this.list();
    const exact = networks.find(({ name, id }) => name === nameOrId || id === nameOrId);
    if (exact || nameOrId === '') return exact;
    const matches = networks.filter(({ id }) => id.startsWith(nameOrId));
    if (matches.length > 1)
      throw new Conflict(`more than one result for network ID ${nameOrId}: network is ambiguous`);
    return matches[0];
  }

  find(nameOrId: string): Network {
    const network = this.byName(nameOrId);
    if (network) return network;
    throw new NotFound(`unable to find network with name or ID ${nameOrId}: network not found`, {
      rootCause: 'network not found',
    });
  }

  /** @param host ranges that the host has routes to */
  create(wanted: WantedNetwork, host: readonly Range[]): Network {
    return this.#store.transaction(() => {
      const around = { networks: this.list(), host, interfacePrefix: this.#interfacePrefix };
      const network = defineNetwork(wanted, around, new Date().toISOString());
      this.#store.insertNetwork(network, !wanted.subnets?.length);
      return network;
    });
  }

  remove(nameOrId: string): Network {
    const network = this.find(nameOrId);
    if (network.name === defaultNetworkName)
      throw new BadParameter(`default network ${network.name} cannot be removed`);
    this.#store.transaction(() => {
      const [user] = this.#store.users(network.id);
      if (user !== undefined)
        throw new Conflict(
          `network ${network.name} is used by container ${user}: network is being used`,
          { rootCause: 'network is being used' },
        );
      this.#store.deleteNetwork(network.id);
    });
    return network;
  }

  updateServers(
    nameOrId: string,
    change: { addServers: readonly string[]; removeServers: readonly string[] },
  ): Network {
    const network = this.find(nameOrId);
    const servers = new Set(network.dnsServers ?? []);
    for (const server of change.removeServers.map(canonicalAddress)) {
      if (!servers.delete(server))
        throw new BadParameter(`network ${network.name} has no name server ${server}`);
    }
    for (const server of change.addServers) servers.add(canonicalAddress(server));
    const { dnsServers: _, ...others } = network;
    const changed = servers.size > 0 ? { ...others, dnsServers: [...servers] } : others;
    this.#store.updateNetwork(changed);
    return changed;
  }

  isUsed(network: Network): boolean {
    return this.#store.users(network.id).length > 0;
  }

  /** A subnet that we chose gives way to what the host has got since, as long as no container has an address of it. */
  giveWay(network: Network, host: readonly Range[]): Network {
    const others = this.list().filter(({ id }) => id !== network.id);
    const taken = takenRanges({ networks: others, host });
    const clash = network.subnets.some(({ subnet }) =>
      taken.some((range) => overlaps(range, blockOf(subnet))),
    );
    if (!clash || this.isUsed(network) || !this.#store.hasChosenSubnets(network.id)) return network;
    const forDefault = network.name === defaultNetworkName;
    const subnets = network.subnets.map((subnet) =>
      familyOf(subnet.subnet) === 4 ? chooseSubnet(taken, { forDefault }) : subnet,
    );
    this.#store.updateNetwork({ ...network, subnets });
    return { ...network, subnets };
  }
}
