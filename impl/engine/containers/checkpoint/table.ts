import type { Database } from '../../../database.ts';

/** What is known of a container's checkpoint. Times are milliseconds since 1970, 0 for never. */
export interface CheckpointState {
  /** Its processes are on disk, and can be restored. */
  checkpointed: boolean;
  /** The run that is on, or was last, came from a checkpoint. */
  restored: boolean;
  checkpointedAt: number;
  restoredAt: number;
}

const schema = [
  `CREATE TABLE checkpoint (
     container_id TEXT PRIMARY KEY,
     state TEXT NOT NULL
   ) STRICT`,
];

const never: CheckpointState = {
  checkpointed: false,
  restored: false,
  checkpointedAt: 0,
  restoredAt: 0,
};

/** The containers' checkpoints; read once, written through. */
export class CheckpointTable {
  readonly #database: Database;
  readonly #states: Map<string, CheckpointState>;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('checkpoint', schema);
    const rows = database.all<{ container_id: string; state: string }>('SELECT * FROM checkpoint');
    this.#states = new Map(
      rows.map((row) => [row.container_id, JSON.parse(row.state) as CheckpointState]),
    );
  }

  get(id: string): CheckpointState {
    return this.#states.get(id) ?? never;
  }

  update(id: string, change: Partial<CheckpointState>): void {
    const state = { ...this.get(id), ...change };
    this.#states.set(id, state);
    this.#database.run(
      'INSERT OR REPLACE INTO checkpoint VALUES (?, ?)',
      id,
      JSON.stringify(state),
    );
  }

  remove(id: string): void {
    if (!this.#states.delete(id)) return;
    this.#database.run('DELETE FROM checkpoint WHERE container_id = ?', id);
  }
}
