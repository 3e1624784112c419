import type { Database } from '../../database.ts';
import type { Volume } from './volume.ts';

const schema = [
  `CREATE TABLE volume (
    name TEXT PRIMARY KEY,
    record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE volume_mount (
    volume TEXT NOT NULL REFERENCES volume (name) ON DELETE CASCADE,
    container TEXT NOT NULL,
    PRIMARY KEY (volume, container)
  ) STRICT;`,
];

interface Row {
  record: string;
}

/** The rows of volumes, and of the running containers that use each. */
export class VolumeStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('volumes', schema);
  }

  /** By name. */
  list(): Volume[] {
    return this.#database
      .all<Row>('SELECT record FROM volume ORDER BY name')
      .map((row) => JSON.parse(row.record) as Volume);
  }

  get(name: string): Volume | undefined {
    const row = this.#database.get<Row>('SELECT record FROM volume WHERE name = ?', name);
    return row && (JSON.parse(row.record) as Volume);
  }

  save(volume: Volume): void {
    this.#database.run(
      'INSERT INTO volume (name, record) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET record = excluded.record',
      volume.name,
      JSON.stringify(volume),
    );
  }

  delete(name: string): void {
    this.#database.run('DELETE FROM volume WHERE name = ?', name);
  }

  /** Containers that have the volume mounted. */
  mounts(name: string): string[] {
    return this.#database
      .all<{ container: string }>('SELECT container FROM volume_mount WHERE volume = ?', name)
      .map((row) => row.container);
  }

  addMount(name: string, container: string): void {
    this.#database.run(
      'INSERT OR IGNORE INTO volume_mount (volume, container) VALUES (?, ?)',
      name,
      container,
    );
  }

  deleteMount(name: string, container: string): void {
    this.#database.run(
      'DELETE FROM volume_mount WHERE volume = ? AND container = ?',
      name,
      container,
    );
  }

  /** Every volume with every container that has it mounted. */
  allMounts(): { volume: string; container: string }[] {
    return this.#database.all('SELECT volume, container FROM volume_mount');
  }
}
