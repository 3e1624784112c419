import { BadParameter, Conflict } from '../../errors.ts';
import { defaultNetworkName } from '../../network/types.ts';
import type { Network, NetworkCore, WantedNetwork } from '../../network/types.ts';
import type { NetworkAttachmentConfig } from '../../container-config.ts';
import type { Containers } from '../containers/containers.ts';
import type { Tree } from '../containers/view.ts';
import type { Events } from '../events/events.ts';
import { networkFilter } from './filter.ts';
import type { Filters } from '../filters.ts';

export interface NetworkQuery {
  filters: Filters | undefined;
  /** The filters that the operation has. */
  allowed: readonly string[];
}

/** The networks of the engine: the network core's, with the containers that name them. */
export class Networks {
  readonly #core: NetworkCore;
  readonly #containers: Containers;
  readonly #events: Events;

  constructor(core: NetworkCore, containers: Containers, events: Events) {
    this.#core = core;
    this.#containers = containers;
    this.#events = events;
  }

  list({ filters, allowed }: NetworkQuery): Network[] {
    const fits = networkFilter(filters, allowed, (network) => this.users(network).length > 0);
    return this.#core.list().filter(fits);
  }

  /** By name, id or unique beginning of the id. Throws NotFound, Conflict when several begin so. */
  find(nameOrId: string): Network {
    return this.#core.find(nameOrId);
  }

  async create(wanted: WantedNetwork): Promise<Network> {
    const network = await this.#core.create(wanted);
    this.#tell('create', network);
    return network;
  }

  /**
   * Removes a network. Throws Conflict while a container, running or not, names it, unless
   * `force` says that these go too.
   */
  async remove(network: Network, options: { force: boolean; timeout?: number }): Promise<void> {
    if (network.name === defaultNetworkName)
      throw new BadParameter(`default network ${network.name} cannot be removed`);
    const users = this.users(network);
    if (users.length > 0 && !options.force)
      throw new Conflict(
        `"${network.name}" has associated containers with it. Use -f to forcibly delete containers and pods: network is being used`,
        { rootCause: 'network is being used' },
      );
    const { timeout } = options;
    const removal = { tree: 'libpod', force: true, volumes: false, ignore: true } as const;
    for (const id of users)
      await this.#containers.remove(id, {
        ...removal,
        ...(timeout === undefined ? {} : { timeout }),
      });
    await this.removeUnused(network);
  }

  /** Changes which name servers a network's own asks. Throws BadParameter for an address that is none, or that is not there to be removed. */
  async update(
    network: Network,
    change: { addServers: readonly string[]; removeServers: readonly string[] },
  ): Promise<void> {
    await this.#core.updateServers(network.id, change);
  }

  /** Puts a container on a network; see the containers' verb of that name. */
  connect(
    network: Network,
    container: string,
    options: { settings: NetworkAttachmentConfig; tree: Tree },
  ): Promise<void> {
    return this.#containers.connect(container, { network, ...options });
  }

  /** Takes a container off a network; see the containers' verb of that name. */
  disconnect(network: Network, container: string, tree: Tree): Promise<void> {
    return this.#containers.disconnect(container, { network, tree });
  }

  /** Removes a network that no container has an address of; those that only name it are not asked. */
  async removeUnused(network: Network): Promise<void> {
    await this.#core.remove(network.id);
    this.#tell('remove', network);
  }

  /** Removes the networks, the default one apart, that no container names and the query takes; tells their names. */
  async prune(query: NetworkQuery): Promise<string[]> {
    const removed: string[] = [];
    for (const network of this.list(query)) {
      if (network.name === defaultNetworkName || this.users(network).length > 0) continue;
      await this.removeUnused(network);
      removed.push(network.name);
    }
    this.#events.emit({ type: 'network', action: 'prune', id: '', name: '', only: 'compat' });
    return removed;
  }

  /** Full ids of the containers, running or not, that name the network. */
  users(network: Network): string[] {
    return this.#containers.users({ network: network.name });
  }

  #tell(action: string, network: Network): void {
    const { id, name, labels } = network;
    this.#events.emit({ type: 'network', action, id, name, labels });
  }
}
