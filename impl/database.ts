import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';

/**
 * The metadata database of one root: a single SQLite file in WAL mode, so that what one layer
 * and another write belongs to one transaction. Each layer brings the schema of its own tables.
 *
 * Calls are synchronous: rows are small, and a transaction never spans an `await`.
 */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;
  #revision = 0;

  /** @param path the file, or `:memory:`; made when missing. */
  constructor(path: string) {
    this.#connection = new DatabaseSync(path);
    this.#connection.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;',
    );
    this.#connection.exec(
      'CREATE TABLE IF NOT EXISTS migration (layer TEXT NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (layer, step))',
    );
  }

  /** Runs the steps of a layer's schema that this file has not seen; steps are only ever appended. */
  migrate(layer: string, steps: readonly string[]): void {
    this.transaction(() => {
      const row = this.get<{ done: number }>(
        'SELECT count(*) AS done FROM migration WHERE layer = ?',
        layer,
      );
      for (let step = row?.done ?? 0; step < steps.length; step += 1) {
        this.#connection.exec(steps[step] ?? '');
        this.run('INSERT INTO migration (layer, step) VALUES (?, ?)', layer, step);
      }
    });
  }

  /** Runs `work` whole or not at all; nested calls join the outer transaction. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#connection.exec('BEGIN IMMEDIATE');
    this.#depth = 1;
    try {
      const result = work();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      this.#connection.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth = 0;
    }
  }

  /** The first row, columns by name. */
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  /** All rows, columns by name. */
  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** Counts the statements that may have changed something. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether what is read now may still be rolled back. */
  get inTransaction(): boolean {
    return this.#depth > 0;
  }

  /** Runs a statement; returns how many rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    this.#revision += 1;
    return Number(this.#prepare(sql).run(...values).changes);
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

export type SqlValue = string | number | bigint | null | Uint8Array;

/** Keys may be of a client's choosing. */
const MOST_VALUES = 4096;

/**
 * Remembers what was read until anything is written: for records that are asked for with every
 * inspect and list and seldom change. Values are shared, so nobody may change them.
 */
export class Memo<Value> {
  readonly #database: Database;
  readonly #values = new Map<string, Value>();
  #revision = -1;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The value of `key`, read anew when something was written since. */
  get(key: string, read: () => Value): Value {
    if (this.#revision !== this.#database.revision || this.#values.size >= MOST_VALUES) {
      this.#values.clear();
      this.#revision = this.#database.revision;
    }
    if (this.#values.has(key)) return this.#values.get(key) as Value;
    const value = read();
    if (!this.#database.inTransaction) this.#values.set(key, value);
    return value;
  }
}
