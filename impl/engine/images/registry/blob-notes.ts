import type { Database } from '../../../database.ts';
import type { Digest } from '../../../storage/types.ts';

const schema = [
  `CREATE TABLE blob_place (
     digest TEXT NOT NULL,
     registry TEXT NOT NULL,
     repository TEXT NOT NULL,
     PRIMARY KEY (digest, registry, repository)
   );
   CREATE TABLE blob_form (
     digest TEXT NOT NULL,
     compression TEXT NOT NULL,
     compressed TEXT NOT NULL,
     size INTEGER NOT NULL,
     PRIMARY KEY (digest, compression)
   );`,
];

/** How many repositories are remembered for one blob: the newest. */
const PLACES = 5;

/**
 * Where blobs have been seen, and what they become when they are compressed, so that a push need
 * neither send nor compress again what the registry has. Only hints: a registry may forget.
 */
export class BlobNotes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('registry', schema);
  }

  /** Repositories of the registry that had the blob, the newest first. */
  placesOf(digest: Digest, registry: string): string[] {
    const rows = this.#database.all<{ repository: string }>(
      'SELECT repository FROM blob_place WHERE digest = ? AND registry = ? ORDER BY rowid DESC',
      digest,
      registry,
    );
    return rows.map(({ repository }) => repository);
  }

  seen(digests: readonly Digest[], registry: string, repository: string): void {
    this.#database.transaction(() => {
      for (const digest of digests) this.#see(digest, registry, repository);
    });
  }

  #see(digest: Digest, registry: string, repository: string): void {
    this.#database.run(
      'INSERT OR REPLACE INTO blob_place VALUES (?, ?, ?)',
      digest,
      registry,
      repository,
    );
    this.#database.run(
      `DELETE FROM blob_place WHERE digest = ?1 AND registry = ?2 AND rowid NOT IN (
         SELECT rowid FROM blob_place WHERE digest = ?1 AND registry = ?2
         ORDER BY rowid DESC LIMIT ${PLACES})`,
      digest,
      registry,
    );
  }

  /** What the blob became when it was compressed before. */
  formOf(digest: Digest, compression: string): { digest: Digest; size: number } | undefined {
    return this.#database.get<{ digest: Digest; size: number }>(
      'SELECT compressed AS digest, size FROM blob_form WHERE digest = ? AND compression = ?',
      digest,
      compression,
    );
  }

  compressed(digest: Digest, compression: string, to: { digest: Digest; size: number }): void {
    this.#database.run(
      'INSERT OR REPLACE INTO blob_form VALUES (?, ?, ?, ?)',
      digest,
      compression,
      to.digest,
      to.size,
    );
  }
}
