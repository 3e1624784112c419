import { Memo } from '../database.ts';
import type { Database } from '../database.ts';
import type { Network, Reservation } from './types.ts';

const schema = [
  `CREATE TABLE network (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    interface TEXT NOT NULL UNIQUE,
    -- We chose the subnets: they may give way while no container has an address of them.
    chosen INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE network_lease (
    network TEXT NOT NULL REFERENCES network (id),
    address TEXT NOT NULL,
    container TEXT NOT NULL,
    PRIMARY KEY (network, address)
  ) STRICT;
  CREATE INDEX network_lease_container ON network_lease (container);
  CREATE TABLE network_cursor (
    network TEXT NOT NULL REFERENCES network (id) ON DELETE CASCADE,
    subnet TEXT NOT NULL,
    last TEXT NOT NULL,
    PRIMARY KEY (network, subnet)
  ) STRICT;
  CREATE TABLE network_reservation (
    container TEXT PRIMARY KEY,
    record TEXT NOT NULL
  ) STRICT;`,
];

interface StoredRecord {
  record: string;
}

/** The rows of networks, leases and reservations. Nothing here knows the kernel. */
export class NetworkStore {
  readonly #database: Database;
  readonly #networks: Memo<readonly Network[]>;
  readonly #reservations: Memo<Reservation | undefined>;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('network', schema);
    this.#networks = new Memo(database);
    this.#reservations = new Memo(database);
  }

  transaction<T>(work: () => T): T {
    return this.#database.transaction(work);
  }

  /** In order of making. */
  networks(): Network[] {
    const networks = this.#networks.get('', () =>
      this.#database
        .all<StoredRecord>('SELECT record FROM network ORDER BY rowid')
        .map((row) => JSON.parse(row.record) as Network),
    );
    return [...networks];
  }

  network(id: string): Network | undefined {
    const row = this.#database.get<StoredRecord>('SELECT record FROM network WHERE id = ?', id);
    return row && (JSON.parse(row.record) as Network);
  }

  insertNetwork(network: Network, chosen: boolean): void {
    this.#database.run(
      'INSERT INTO network (id, name, interface, chosen, record) VALUES (?, ?, ?, ?, ?)',
      network.id,
      network.name,
      // Several may share an interface of the host.
      network.driver === 'bridge' ? network.interface : network.id,
      Number(chosen),
      JSON.stringify(network),
    );
  }

  updateNetwork(network: Network): void {
    this.#database.run(
      'UPDATE network SET record = ? WHERE id = ?',
      JSON.stringify(network),
      network.id,
    );
  }

  deleteNetwork(id: string): void {
    this.#database.run('DELETE FROM network WHERE id = ?', id);
  }

  hasChosenSubnets(id: string): boolean {
    const row = this.#database.get<{ chosen: number }>(
      'SELECT chosen FROM network WHERE id = ?',
      id,
    );
    return row?.chosen === 1;
  }

  /** Containers that hold an address of the network. */
  users(networkId: string): string[] {
    return this.#database
      .all<{ container: string }>(
        'SELECT DISTINCT container FROM network_lease WHERE network = ?',
        networkId,
      )
      .map((row) => row.container);
  }

  holder(networkId: string, address: string): string | undefined {
    return this.#database.get<{ container: string }>(
      'SELECT container FROM network_lease WHERE network = ? AND address = ?',
      networkId,
      address,
    )?.container;
  }

  lease(networkId: string, address: string, container: string): void {
    this.#database.run(
      'INSERT INTO network_lease (network, address, container) VALUES (?, ?, ?)',
      networkId,
      address,
      container,
    );
  }

  lastGiven(networkId: string, subnet: string): string | undefined {
    return this.#database.get<{ last: string }>(
      'SELECT last FROM network_cursor WHERE network = ? AND subnet = ?',
      networkId,
      subnet,
    )?.last;
  }

  setLastGiven(networkId: string, subnet: string, last: string): void {
    this.#database.run(
      'INSERT OR REPLACE INTO network_cursor (network, subnet, last) VALUES (?, ?, ?)',
      networkId,
      subnet,
      last,
    );
  }

  reservation(container: string): Reservation | undefined {
    return this.#reservations.get(container, () => {
      const row = this.#database.get<StoredRecord>(
        'SELECT record FROM network_reservation WHERE container = ?',
        container,
      );
      return row && (JSON.parse(row.record) as Reservation);
    });
  }

  reservations(): { container: string; reservation: Reservation }[] {
    return this.#database
      .all<StoredRecord & { container: string }>(
        'SELECT container, record FROM network_reservation',
      )
      .map((row) => ({
        container: row.container,
        reservation: JSON.parse(row.record) as Reservation,
      }));
  }

  insertReservation(container: string, reservation: Reservation): void {
    this.#database.run(
      'INSERT INTO network_reservation (container, record) VALUES (?, ?)',
      container,
      JSON.stringify(reservation),
    );
  }

  updateReservation(container: string, reservation: Reservation): void {
    this.#database.run(
      'INSERT OR REPLACE INTO network_reservation (container, record) VALUES (?, ?)',
      container,
      JSON.stringify(reservation),
    );
  }

  /** Gives back the container's addresses of one network. */
  releaseLeases(container: string, networkId: string): void {
    this.#database.run(
      'DELETE FROM network_lease WHERE container = ? AND network = ?',
      container,
      networkId,
    );
  }

  /** Gives back all that the container holds; returns what it was. */
  release(container: string): Reservation | undefined {
    return this.transaction(() => {
      const reservation = this.reservation(container);
      this.#database.run('DELETE FROM network_lease WHERE container = ?', container);
      this.#database.run('DELETE FROM network_reservation WHERE container = ?', container);
      return reservation;
    });
  }
}
