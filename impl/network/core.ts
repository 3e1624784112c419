import type { Database } from '../database.ts';
import { NotFound } from '../errors.ts';
import { foreignDropPolicies } from './foreign-rules.ts';
import { Plant, objectNames } from './plant.ts';
import { checkForward, PortHolder } from './ports.ts';
import { NetworkRegistry } from './registry.ts';
import { takeReservation } from './reservations.ts';
import { NetworkStore } from './store.ts';
import { defaultNetworkName } from './types.ts';
import type {
  Attachment,
  AttachmentRequest,
  Network,
  NetworkCore,
  PortForward,
  Reservation,
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
  readonly #ports = new PortHolder();
  readonly #idleTime: number;
  #portWarnings: string[] = [];
  #idleTimer: NodeJS.Timeout | undefined;
  /** Changes of bridges and records happen one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(settings: NetworkSettings) {
    const { table, interfacePrefix } = objectNames(settings.root);
    this.#store = new NetworkStore(settings.database);
    this.#registry = new NetworkRegistry(this.#store, interfacePrefix);
    this.#plant = new Plant(table, this.#registry, this.#store);
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
    return reservation.attachments;
  }

  async tearDown(containerId: string): Promise<void> {
    const reservation = this.#store.release(containerId);
    if (!reservation) return;
    try {
      await this.#plant.disconnect(reservation);
    } finally {
      this.#ports.release(containerId);
      this.#removeIdleLater();
    }
  }

  reconcile(running: { containerId: string; pid: number }[]): Promise<void> {
    const alive = new Set(running.map(({ containerId }) => containerId));
    return this.#exclusive(async () => {
      const held = this.#store.reservations();
      const gone = held.filter(({ container }) => !alive.has(container));
      this.#store.transaction(() => {
        for (const { container } of gone) this.#store.release(container);
      });
      for (const { reservation } of gone) this.#plant.removeLinks(reservation);
      this.#holdPortsAgain(held.filter(({ container }) => alive.has(container)));
      await this.#plant.removeIdle();
      await this.#plant.restore();
    });
  }

  reload(): Promise<void> {
    return this.#exclusive(() => this.#plant.restore());
  }

  async warnings(): Promise<string[]> {
    return [...this.#portWarnings, ...(await foreignDropPolicies())];
  }

  async close(): Promise<void> {
    clearTimeout(this.#idleTimer);
    await this.#exclusive(() => this.#plant.removeIdle());
    this.#ports.close();
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
