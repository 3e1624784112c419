import { randomBytes } from 'node:crypto';
import type { Database } from '../../../database.ts';
import type { ListedImage, ManifestList } from './list.ts';

const schema = [
  `CREATE TABLE manifest_list (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     entries TEXT NOT NULL
   );`,
  `CREATE TABLE list (
     id TEXT PRIMARY KEY,
     created INTEGER NOT NULL,
     entries TEXT NOT NULL
   );
   CREATE TABLE list_name (
     name TEXT PRIMARY KEY,
     list TEXT NOT NULL
   );
   INSERT INTO list SELECT id, unixepoch() * 1000, entries FROM manifest_list;
   INSERT INTO list_name SELECT name, id FROM manifest_list;
   DROP TABLE manifest_list;`,
];

interface Row {
  id: string;
  created: number;
  entries: string;
}

/** The rows of manifest lists. */
export class ListTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('manifest lists', schema);
  }

  create(name: string): ManifestList {
    const id = randomBytes(32).toString('hex');
    const created = Date.now();
    this.#database.transaction(() => {
      this.#database.run('INSERT INTO list VALUES (?, ?, ?)', id, created, '[]');
      this.tag(id, name);
    });
    return { id, created, names: [name], entries: [] };
  }

  all(): ManifestList[] {
    return this.#database
      .all<Row>('SELECT * FROM list ORDER BY rowid')
      .map((row) => this.#read(row));
  }

  byName(name: string): ManifestList | undefined {
    const sql = 'SELECT list.* FROM list JOIN list_name ON list = id WHERE name = ?';
    const row = this.#database.get<Row>(sql, name);
    return row && this.#read(row);
  }

  /** By the beginning of the id; undefined also when several begin so. */
  byPrefix(prefix: string): ManifestList | undefined {
    const sql = 'SELECT * FROM list WHERE id >= ? AND id < ?';
    const [row, other] = this.#database.all<Row>(sql, prefix, `${prefix}~`);
    return row && !other ? this.#read(row) : undefined;
  }

  /** Gives a list a name; another that had it loses it. */
  tag(id: string, name: string): void {
    this.#database.run('INSERT OR REPLACE INTO list_name VALUES (?, ?)', name, id);
  }

  /** Takes a name from the list that has it, if one does. */
  untag(name: string): void {
    this.#database.run('DELETE FROM list_name WHERE name = ?', name);
  }

  setEntries(id: string, entries: readonly ListedImage[]): void {
    this.#database.run('UPDATE list SET entries = ? WHERE id = ?', JSON.stringify(entries), id);
  }

  delete(id: string): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM list_name WHERE list = ?', id);
      this.#database.run('DELETE FROM list WHERE id = ?', id);
    });
  }

  #read({ id, created, entries }: Row): ManifestList {
    const sql = 'SELECT name FROM list_name WHERE list = ? ORDER BY rowid';
    const names = this.#database.all<{ name: string }>(sql, id).map(({ name }) => name);
    return { id, created, names, entries: JSON.parse(entries) as ListedImage[] };
  }
}
