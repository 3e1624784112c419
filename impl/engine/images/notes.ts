import type { Database } from '../../database.ts';

const schema = [
  `CREATE TABLE image_past_name (
     image TEXT NOT NULL,
     name TEXT NOT NULL,
     tagged INTEGER,
     PRIMARY KEY (image, name)
   );
   CREATE TABLE image_parent (
     image TEXT PRIMARY KEY,
     parent TEXT NOT NULL
   );`,
];

/** What the engines tell about images beyond what is in them: names they had, and what they were built on. */
export class Notes {
  readonly #database: Database;
  readonly #onName: (name: string) => void;

  /**
   * @param ids of the images that there are; notes of others are left-overs of a crash.
   * @param onName told each name that an image gets.
   */
  constructor(
    database: Database,
    ids: readonly string[],
    onName: (name: string) => void = () => undefined,
  ) {
    this.#database = database;
    this.#onName = onName;
    database.migrate('images', schema);
    const known = new Set(ids);
    const noted = database.all<{ image: string }>(
      'SELECT image FROM image_past_name UNION SELECT image FROM image_parent',
    );
    for (const { image } of noted) if (!known.has(image)) this.forget(image);
  }

  /** @param tagged when a client gave the name; absent when the image came with it. */
  named(image: string, name: string, tagged?: number): void {
    this.#onName(name);
    this.#database.run(
      `INSERT INTO image_past_name VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET tagged = coalesce(excluded.tagged, tagged)`,
      image,
      name,
      tagged ?? null,
    );
  }

  /** Every name that each image has had, the newest first. */
  pastNames(): Map<string, string[]> {
    const rows = this.#database.all<{ image: string; name: string }>(
      'SELECT image, name FROM image_past_name ORDER BY rowid DESC',
    );
    const names = new Map<string, string[]>();
    for (const { image, name } of rows) names.set(image, [...(names.get(image) ?? []), name]);
    return names;
  }

  /** Milliseconds since 1970; undefined when no client ever named it. */
  lastTagged(image: string): number | undefined {
    const row = this.#database.get<{ last: number | null }>(
      'SELECT max(tagged) AS last FROM image_past_name WHERE image = ?',
      image,
    );
    return row?.last ?? undefined;
  }

  /** Remembers that a commit or build made the image on `parent`. */
  builtOn(image: string, parent: string): void {
    this.#database.run('INSERT OR REPLACE INTO image_parent VALUES (?, ?)', image, parent);
  }

  /** Child to parent. */
  parents(): Map<string, string> {
    const rows = this.#database.all<{ image: string; parent: string }>(
      'SELECT image, parent FROM image_parent',
    );
    return new Map(rows.map(({ image, parent }) => [image, parent]));
  }

  forget(image: string): void {
    this.#database.run('DELETE FROM image_past_name WHERE image = ?', image);
    this.#database.run('DELETE FROM image_parent WHERE image = ? OR parent = ?', image, image);
  }
}
