import type { Database } from '../../database.ts';
import type { PodConfig } from './config.ts';
import type { PodRecord } from './record.ts';

const schema = [
  `CREATE TABLE pod (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     config TEXT NOT NULL,
     created REAL NOT NULL,
     infra_id TEXT NOT NULL,
     stage TEXT NOT NULL
   ) STRICT`,
];

interface Row {
  id: string;
  name: string;
  config: string;
  created: number;
  infra_id: string;
  stage: PodRecord['stage'];
}

/** The pods' table; written through, read once at start. */
export class PodTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('pod', schema);
  }

  /** Every stored pod, oldest first. */
  load(): PodRecord[] {
    return this.#database.all<Row>('SELECT * FROM pod ORDER BY created, id').map((row) => ({
      id: row.id,
      name: row.name,
      config: JSON.parse(row.config) as PodConfig,
      created: row.created,
      infraId: row.infra_id,
      stage: row.stage,
    }));
  }

  insert({ id, name, config, created, infraId, stage }: PodRecord): void {
    this.#database.run(
      'INSERT INTO pod (id, name, config, created, infra_id, stage) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      name,
      JSON.stringify(config),
      created,
      infraId,
      stage,
    );
  }

  /** Writes what changes: the infra container and the stage. */
  save({ id, infraId, stage }: PodRecord): void {
    this.#database.run('UPDATE pod SET infra_id = ?, stage = ? WHERE id = ?', infraId, stage, id);
  }

  delete(id: string): void {
    this.#database.run('DELETE FROM pod WHERE id = ?', id);
  }
}
