import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../../database.ts';
import { syncFolder } from '../../kernel/sync.ts';
import { driverOf } from './drivers.ts';
import type { Secret } from './secret.ts';

const schema = [
  `CREATE TABLE secret (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL
  ) STRICT;`,
];

interface Row {
  record: string;
}

/** The rows of secrets, and below the root a file with the data of each that only root can read. */
export class SecretStore {
  readonly folder: string;
  readonly #database: Database;

  constructor(root: string, database: Database) {
    this.#database = database;
    database.migrate('secrets', schema);
    this.folder = join(root, 'secrets');
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** By name. */
  list(): Secret[] {
    return this.#database
      .all<Row>('SELECT record FROM secret ORDER BY name')
      .map((row) => JSON.parse(row.record) as Secret);
  }

  byName(name: string): Secret | undefined {
    const row = this.#database.get<Row>('SELECT record FROM secret WHERE name = ?', name);
    return row && (JSON.parse(row.record) as Secret);
  }

  /** A file is read at once, so that nobody removes it between the look at its row and this. */
  async read(secret: Secret): Promise<Buffer> {
    const driver = driverOf(secret);
    return driver ? driver.read(secret.id) : readFileSync(join(this.folder, secret.id));
  }

  /** Writes the data; nobody sees it before the row is there. */
  async write(secret: Secret, data: Uint8Array): Promise<void> {
    const { id } = secret;
    const driver = driverOf(secret);
    if (driver) return driver.write(id, data);
    const file = await fs.open(join(this.folder, id), 'wx', 0o600);
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(this.folder);
  }

  /** Keeps the secret, in place of one that has its name. */
  save(secret: Secret): void {
    this.#database.run(
      'INSERT OR REPLACE INTO secret (id, name, record) VALUES (?, ?, ?)',
      secret.id,
      secret.name,
      JSON.stringify(secret),
    );
  }

  async delete(secret: Secret): Promise<void> {
    this.#database.run('DELETE FROM secret WHERE id = ?', secret.id);
    await this.discard(secret);
  }

  /** Removes data that no row speaks of; missing is no error. */
  async discard(secret: Pick<Secret, 'id'> & Partial<Secret>): Promise<void> {
    const { id, driver, driverOptions = {} } = secret;
    if (driver) return driverOf({ driver, driverOptions })?.delete(id);
    await fs.rm(join(this.folder, id), { force: true });
  }

  /** Removes what a crash left. */
  async sweep(): Promise<void> {
    const known = new Set(this.list().map(({ id }) => id));
    for (const id of readdirSync(this.folder)) if (!known.has(id)) await this.discard({ id });
  }
}
