import type { Database, SqlValue } from '../../database.ts';
import type { ContainerConfig } from '../../container-config.ts';
import type { ContainerRecord, StoredState } from './record.ts';
import type { MountView } from './view.ts';

const schema = [
  `CREATE TABLE container (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     config TEXT NOT NULL,
     image_id TEXT,
     image_name TEXT,
     created REAL NOT NULL,
     mounts TEXT NOT NULL,
     state TEXT NOT NULL,
     pid INTEGER NOT NULL,
     pid_start INTEGER NOT NULL,
     conmon_pid INTEGER NOT NULL,
     started_at REAL NOT NULL,
     finished_at REAL NOT NULL,
     exit_code INTEGER NOT NULL,
     oom_killed INTEGER NOT NULL,
     error TEXT NOT NULL,
     restart_count INTEGER NOT NULL,
     stopped_by_user INTEGER NOT NULL
   ) STRICT`,
];

interface Row {
  id: string;
  name: string;
  config: string;
  image_id: string | null;
  image_name: string | null;
  created: number;
  mounts: string;
  state: StoredState;
  pid: number;
  pid_start: number;
  conmon_pid: number;
  started_at: number;
  finished_at: number;
  exit_code: number;
  oom_killed: number;
  error: string;
  restart_count: number;
  stopped_by_user: number;
}

/**
 * The containers' table. The daemon is the only one to write this file (the root is locked), so
 * the records live in memory and every change is written through; reads never come here.
 */
export class ContainerTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('container', schema);
  }

  /** Every stored container, oldest first. */
  load(): ContainerRecord[] {
    return this.#database
      .all<Row>('SELECT * FROM container ORDER BY created, id')
      .map((row) => toRecord(row));
  }

  insert(record: ContainerRecord): void {
    this.#database.run(
      `INSERT INTO container (id, image_id, image_name, created, ${all.join(', ')})
       VALUES (?, ?, ?, ?, ${all.map(() => '?').join(', ')})`,
      record.id,
      record.image?.id ?? null,
      record.image?.name ?? null,
      record.created,
      ...definition(record),
      ...state(record),
    );
  }

  /** Writes what changes while a container lives: state, process, times, exit. */
  saveState(record: ContainerRecord): void {
    this.#database.run(
      `UPDATE container SET ${stateColumns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
      ...state(record),
      record.id,
    );
  }

  /** Writes name, configuration and mounts. */
  saveDefinition(record: ContainerRecord): void {
    this.#database.run(
      `UPDATE container SET ${definitionColumns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
      ...definition(record),
      record.id,
    );
  }

  delete(id: string): void {
    this.#database.run('DELETE FROM container WHERE id = ?', id);
  }
}

const definitionColumns = ['name', 'config', 'mounts'];

function definition(record: ContainerRecord): SqlValue[] {
  return [record.name, JSON.stringify(record.config), JSON.stringify(record.mounts)];
}

const stateColumns = [
  'state',
  'pid',
  'pid_start',
  'conmon_pid',
  'started_at',
  'finished_at',
  'exit_code',
  'oom_killed',
  'error',
  'restart_count',
  'stopped_by_user',
];

function state(record: ContainerRecord): SqlValue[] {
  return [
    record.state,
    record.pid,
    record.pidStart,
    record.conmonPid,
    record.startedAt,
    record.finishedAt,
    record.exitCode,
    Number(record.oomKilled),
    record.error,
    record.restartCount,
    Number(record.stoppedByUser),
  ];
}

const all = [...definitionColumns, ...stateColumns];

function toRecord(row: Row): ContainerRecord {
  return {
    id: row.id,
    name: row.name,
    config: JSON.parse(row.config) as ContainerConfig,
    image: row.image_id === null ? undefined : { id: row.image_id, name: row.image_name ?? '' },
    created: row.created,
    mounts: JSON.parse(row.mounts) as MountView[],
    state: row.state,
    pid: row.pid,
    pidStart: row.pid_start,
    conmonPid: row.conmon_pid,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    exitCode: row.exit_code,
    oomKilled: row.oom_killed !== 0,
    error: row.error,
    restartCount: row.restart_count,
    stoppedByUser: row.stopped_by_user !== 0,
  };
}
