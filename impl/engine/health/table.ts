import type { Database } from '../../database.ts';
import type { ProcessIdentity } from '../../runtime/processes.ts';
import type { HealthState } from './state.ts';

const schema = [
  `CREATE TABLE health (
     container_id TEXT PRIMARY KEY,
     state TEXT NOT NULL,
     probe_pid INTEGER NOT NULL,
     probe_start INTEGER NOT NULL
   ) STRICT`,
];

interface Row {
  container_id: string;
  state: string;
  probe_pid: number;
  probe_start: number;
}

export interface HealthRow {
  id: string;
  state: HealthState;
  /** The probe that ran when this was written; pid 0 for none. */
  probe: ProcessIdentity;
}

/** The containers' health; read once at the start, written through afterwards. */
export class HealthTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('health', schema);
  }

  all(): HealthRow[] {
    return this.#database.all<Row>('SELECT * FROM health').map((row) => ({
      id: row.container_id,
      state: JSON.parse(row.state) as HealthState,
      probe: { pid: row.probe_pid, start: row.probe_start },
    }));
  }

  /** Keeps the state; no probe runs. */
  save(id: string, state: HealthState): void {
    this.#database.run(
      'INSERT OR REPLACE INTO health VALUES (?, ?, 0, 0)',
      id,
      JSON.stringify(state),
    );
  }

  /** A probe runs: should this daemon die, the next one ends it. */
  saveProbe(id: string, { pid, start }: ProcessIdentity): void {
    this.#database.run(
      'UPDATE health SET probe_pid = ?, probe_start = ? WHERE container_id = ?',
      pid,
      start,
      id,
    );
  }

  remove(id: string): void {
    this.#database.run('DELETE FROM health WHERE container_id = ?', id);
  }
}
