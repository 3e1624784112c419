import type { Database } from '../../database.ts';
import type { ExecConfig, ExecRecord } from './session.ts';

const schema = [
  `CREATE TABLE exec_session (
     id TEXT PRIMARY KEY,
     container_id TEXT NOT NULL,
     config TEXT NOT NULL,
     state TEXT NOT NULL,
     pid INTEGER NOT NULL,
     pid_start INTEGER NOT NULL,
     exit_code INTEGER NOT NULL,
     ended_at REAL NOT NULL
   ) STRICT`,
];

interface Row {
  id: string;
  container_id: string;
  config: string;
  state: ExecRecord['state'];
  pid: number;
  pid_start: number;
  exit_code: number;
  ended_at: number;
}

/** The exec sessions' table; read once at the start, written through afterwards. */
export class ExecTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('exec', schema);
  }

  all(): ExecRecord[] {
    return this.#database.all<Row>('SELECT * FROM exec_session').map((row) => ({
      id: row.id,
      containerId: row.container_id,
      config: JSON.parse(row.config) as ExecConfig,
      state: row.state,
      pid: row.pid,
      pidStart: row.pid_start,
      exitCode: row.exit_code,
      endedAt: row.ended_at,
    }));
  }

  save({ id, containerId, config, state, pid, pidStart, exitCode, endedAt }: ExecRecord): void {
    this.#database.run(
      'INSERT OR REPLACE INTO exec_session VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      containerId,
      JSON.stringify(config),
      state,
      pid,
      pidStart,
      exitCode,
      endedAt,
    );
  }

  remove(id: string): void {
    this.#database.run('DELETE FROM exec_session WHERE id = ?', id);
  }
}
