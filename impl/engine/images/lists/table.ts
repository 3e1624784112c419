import { randomBytes } from 'node:crypto';
import type { Database } from '../../../database.ts';
import type { ListedImage, ManifestList } from './list.ts';

const schema = [
  `CREATE TABLE manifest_list (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     entries TEXT NOT NULL
   );`,
];

interface Row {
  id: string;
  name: string;
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
    const list = { id: randomBytes(32).toString('hex'), name, entries: [] };
    this.#database.run('INSERT INTO manifest_list VALUES (?, ?, ?)', list.id, name, '[]');
    return list;
  }

  byName(name: string): ManifestList | undefined {
    return read(this.#database.get<Row>('SELECT * FROM manifest_list WHERE name = ?', name));
  }

  /** By the beginning of the id; undefined also when several begin so. */
  byPrefix(prefix: string): ManifestList | undefined {
    const rows = this.#database.all<Row>(
      'SELECT * FROM manifest_list WHERE id >= ? AND id < ?',
      prefix,
      `${prefix}~`,
    );
    return rows.length === 1 ? read(rows[0]) : undefined;
  }

  setEntries(id: string, entries: readonly ListedImage[]): void {
    this.#database.run(
      'UPDATE manifest_list SET entries = ? WHERE id = ?',
      JSON.stringify(entries),
      id,
    );
  }

  delete(id: string): void {
    this.#database.run('DELETE FROM manifest_list WHERE id = ?', id);
  }
}

function read(row: Row | undefined): ManifestList | undefined {
  return row && { ...row, entries: JSON.parse(row.entries) as ListedImage[] };
}
