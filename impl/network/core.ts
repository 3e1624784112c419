import { Memo } from '../database.ts';
import type { Database } from '../database.ts';
import { NotFound } from '../errors.ts';
import { canonicalMac } from './addresses.ts';
import { foreignDropPolicies } from './foreign-rules.ts';
import { staticAddresses } from './leases.ts';
import { Directory } from './names/directory.ts';
import { NameServers } from './names/name-servers.ts';
import { Plant, objectNames } from './plant.ts';
import { checkForward, PortHolder } from './ports.ts';
import { NetworkRegistry } from './registry.ts';
import {
  extendReservation,
  interfaceNames,
  shrinkReservation,
  takeReservation,
} from './reservations.ts';
import { NetworkStore } from './store.ts';
import { defaultNetworkName } from './types.ts';
import type {
  Attachment,
  AttachmentRequest,
  NamedContainer,
  Network,
  NetworkCore,
  PortForward,
  Reservation,
  RunningContainer,
  WantedNetwork,
} from './types.ts';

export interface NetworkSettings {
  /** The daemon's root: bridges and the table are named after it. */
  root: string;
  database: Database;
  /** How long a bridge without containers is kept for the next one, in milliseconds; 10 000 when absent. */
  idleTime?: number;
}

/** Opens the networks of a root; the default one is made when missing. Nothing in the kernel changes yet. */
export async function openNetwork(settings: NetworkSettings): Promise<NetworkCore> {
  const core = new BridgeNetworkCore(settings);
  if (!core.byName(defaultNetworkName)) await core.create({ name: defaultNetworkName });
  return core;
}

class BridgeNetworkCore implements NetworkCore {
  readonly #store: NetworkStore;
  readonly #registry: NetworkRegistry;
  readonly #plant: Plant;
  readonly #names: NameServers;
  readonly #ports = new PortHolder();
  readonly #idleTime: number;
  /** Processes whose network namespaces are connected, by container. */
  readonly #pids = new Map<string, number>();
  #named: (containerId: string) => NamedContainer | undefined = () => undefined;
  #portWarnings: string[] = [];
  #idleTimer: NodeJS.Timeout | undefined;
  /** Changes of bridges and records happen one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(settings: NetworkSettings) {
    const { table, interfacePrefix } = objectNames(settings.root);
    this.#store = new NetworkStore(settings.database);
    this.#registry = new NetworkRegistry(this.#store, interfacePrefix);
    const directory = new Memo<Directory>(settings.database);
    this.#names = new NameServers(() =>
      directory.get('', () => new Directory(this.list(), this.#store.reservations(), this.#named)),
    );
    this.#plant = new Plant(table, this.#registry, this.#store, this.#names);
    this.#idleTime = settings.idleTime ?? 10_000;
  }

  list(): Network[] {
    return this.#registry.list();
  }

  byName(nameOrId: string): Network | undefined {
    return this.#registry.byName(nameOrId);
  }

  find(nameOrId: string): Network {
    return this.#registry.find(nameOrId);
  }

  create(wanted: WantedNetwork): Promise<Network> {
    return this.#exclusive(async () =>
      this.#registry.create(wanted, await this.#plant.hostRanges()),
    );
  }

  async updateServers(
    nameOrId: string,
    change: { addServers: readonly string[]; removeServers: readonly string[] },
  ): Promise<Network> {
    return this.#registry.updateServers(nameOrId, change);
  }

  remove(nameOrId: string): Promise<void> {
    return this.#exclusive(() => this.#plant.forget(this.#registry.remove(nameOrId)));
  }

  async reserve(
    containerId: string,
    wanted: AttachmentRequest[],
    ports: PortForward[],
  ): Promise<Reservation> {
    const forwards = ports.map(checkForward);
    return this.#exclusive(async () => {
      const known = this.#store.reservation(containerId);
      if (known) return known;
      const networks = new Set(wanted.map(({ network }) => this.#registry.find(network).id));
      try {
        for (const id of networks) await this.#plant.activate(id);
        return takeReservation(
          { store: this.#store, registry: this.#registry, ports: this.#ports },
          { containerId, wanted, forwards },
        );
      } catch (error) {
        this.#removeIdleLater();
        throw error;
      }
    });
  }

  reservation(containerId: string): Reservation | undefined {
    return this.#store.reservation(containerId);
  }

  async setUp(containerId: string, pid: number): Promise<Attachment[]> {
    const reservation = this.#store.reservation(containerId);
    if (!reservation) throw new NotFound(`container ${containerId} holds no address`);
    await this.#plant.connect(reservation, pid);
    this.#pids.set(containerId, pid);
    return reservation.attachments;
  }

  check(wanted: AttachmentRequest): void {
    staticAddresses(this.#registry.find(wanted.network), wanted);
    if (wanted.staticMac) canonicalMac(wanted.staticMac);
    interfaceNames([wanted]);
  }

  connect(containerId: string, wanted: AttachmentRequest, pid: number): Promise<Attachment> {
    return this.#exclusive(async () => {
      await this.#plant.activate(this.#registry.find(wanted.network).id);
      const from = { store: this.#store, registry: this.#registry };
      const { before, after, added } = extendReservation(from, containerId, wanted);
      let giveBackPorts = () => {};
      try {
        giveBackPorts = this.#ports.extend(containerId, before, after);
        await this.#plant.change(before, after, pid);
      } catch (error) {
        giveBackPorts();
        this.#store.transaction(() => {
          this.#store.releaseLeases(containerId, added.networkId);
          this.#store.updateReservation(containerId, before);
        });
        await this.#plant.change(after, before, pid).catch(() => undefined);
        this.#removeIdleLater();
        throw error;
      }
      this.#pids.set(containerId, pid);
      return added;
    });
  }

  disconnect(containerId: string, networkId: string, pid: number): Promise<void> {
    return this.#exclusive(async () => {
      const change = shrinkReservation(
        this.#store,
        containerId,
        (attachment) => attachment.networkId === networkId,
      );
      if (!change) return;
      await this.#plant.change(change.before, change.after, pid);
      this.#removeIdleLater();
    });
  }

  async tearDown(containerId: string): Promise<void> {
    const reservation = this.#store.release(containerId);
    this.#pids.delete(containerId);
    if (!reservation) return;
    try {
      await this.#plant.disconnect(reservation);
    } finally {
      this.#ports.release(containerId);
      this.#removeIdleLater();
    }
  }

  reconcile(running: RunningContainer[]): Promise<void> {
    const alive = new Set(running.map(({ containerId }) => containerId));
    return this.#exclusive(async () => {
      const held = this.#store.reservations();
      const gone = held.filter(({ container }) => !alive.has(container));
      this.#store.transaction(() => {
        for (const { container } of gone) this.#store.release(container);
      });
      for (const { reservation } of gone) this.#plant.removeLinks(reservation);
      this.#holdPortsAgain(held.filter(({ container }) => alive.has(container)));
      for (const { containerId, pid } of running) this.#pids.set(containerId, pid);
      await this.#plant.removeIdle();
      await this.#plant.restore(this.#pids);
      for (const one of running) await this.#leaveOthers(one);
    });
  }

  /** A daemon that died while it connected or disconnected left an address that the container should not have. */
  async #leaveOthers({ containerId, pid, networks }: RunningContainer): Promise<void> {
    if (!networks) return;
    const leaves = ({ network }: Attachment) => !networks.includes(network);
    const change = shrinkReservation(this.#store, containerId, leaves);
    if (change) await this.#plant.change(change.before, change.after, pid);
  }

  reload(): Promise<void> {
    return this.#exclusive(() => this.#plant.restore(this.#pids));
  }

  nameBy(lookup: (containerId: string) => NamedContainer | undefined): void {
    this.#named = lookup;
  }

  async warnings(): Promise<string[]> {
    return [...this.#portWarnings, ...this.#names.warnings, ...(await foreignDropPolicies())];
  }

  async close(): Promise<void> {
    clearTimeout(this.#idleTimer);
    await this.#exclusive(() => this.#plant.removeIdle());
    this.#ports.close();
    this.#names.close();
    await this.#plant.close();
  }

  /** The sockets went with the daemon that is gone. The rules still stand, so a port that was lost to another is a warning. */
  #holdPortsAgain(held: { container: string; reservation: Reservation }[]): void {
    this.#portWarnings = [];
    for (const { container, reservation } of held) {
      try {
        this.#ports.take(container, reservation);
      } catch (error) {
        this.#portWarnings.push(`container ${container}: ${(error as Error).message}`);
      }
    }
  }

  #removeIdleLater(): void {
    clearTimeout(this.#idleTimer);
    const remove = () => {
      this.#exclusive(() => this.#plant.removeIdle()).catch((error: unknown) => {
        // A later change tries again; until then it is a bridge too many.
        process.emitWarning(`cannot remove an idle bridge: ${String(error)}`);
      });
    };
    this.#idleTimer = setTimeout(remove, this.#idleTime).unref();
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
