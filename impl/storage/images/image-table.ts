import type { Database } from '../../database.ts';
import type { Digest, Image, ImageConfig } from '../types.ts';

interface ImageRow {
  id: string;
  digest: Digest;
  media_type: string;
  config: string;
  created: number;
  metadata_size: number;
}

/** What is known of an image when it is made. */
export type NewImage = Pick<
  Image,
  'id' | 'digest' | 'manifestMediaType' | 'config' | 'layers' | 'created'
> & {
  /** Bytes of the configuration, and of the manifest under both names that Podman keeps it by. */
  metadataSize: number;
};

/**
 * The rows of images, their names, layers and blobs. Images are kept in memory as they were last
 * read, for lists and look-ups come far more often than changes.
 */
export class ImageTable {
  readonly #database: Database;
  readonly #known = new Map<string, Image>();

  constructor(database: Database) {
    this.#database = database;
  }

  list(): Image[] {
    const rows = this.#database.all<{ id: string }>('SELECT id FROM image ORDER BY rowid');
    return rows.map(({ id }) => this.get(id)).filter((image) => image !== undefined);
  }

  get(id: string): Image | undefined {
    const known = this.#known.get(id);
    if (known) return known;
    const row = this.#database.get<ImageRow>('SELECT * FROM image WHERE id = ?', id);
    if (!row) return undefined;
    const image = this.#assemble(row);
    this.#known.set(id, image);
    return image;
  }

  byName(name: string): Image | undefined {
    const row =
      this.#database.get<{ image: string }>('SELECT image FROM image_name WHERE name = ?', name) ??
      this.#database.get<{ image: string }>('SELECT image FROM image_digest WHERE name = ?', name);
    return row && this.get(row.image);
  }

  idsWithPrefix(prefix: string): string[] {
    // `~` comes after every hexadecimal digit.
    const rows = this.#database.all<{ id: string }>(
      'SELECT id FROM image WHERE id >= ? AND id < ? ORDER BY id',
      prefix,
      `${prefix}~`,
    );
    return rows.map(({ id }) => id);
  }

  insert(image: NewImage, blobs: readonly Digest[]): void {
    this.#database.transaction(() => {
      this.#database.run(
        'INSERT INTO image VALUES (?, ?, ?, ?, ?, ?)',
        image.id,
        image.digest,
        image.manifestMediaType,
        JSON.stringify(image.config),
        image.created,
        image.metadataSize,
      );
      for (const [position, chainId] of image.layers.entries())
        this.#database.run('INSERT INTO image_layer VALUES (?, ?, ?)', image.id, position, chainId);
      for (const digest of new Set(blobs))
        this.#database.run('INSERT INTO image_blob VALUES (?, ?)', image.id, digest);
    });
  }

  delete(id: string): void {
    this.#database.run('DELETE FROM image WHERE id = ?', id);
    this.#known.delete(id);
  }

  tag(id: string, name: string): void {
    this.#database.transaction(() => {
      const before = this.#database.get<{ image: string }>(
        'SELECT image FROM image_name WHERE name = ?',
        name,
      );
      if (before?.image === id) return;
      const last = this.#database.get<{ position: number }>(
        'SELECT coalesce(max(position), 0) AS position FROM image_name',
      );
      this.#database.run(
        'INSERT OR REPLACE INTO image_name VALUES (?, ?, ?)',
        name,
        id,
        (last?.position ?? 0) + 1,
      );
      if (before) this.#known.delete(before.image);
    });
    this.#known.delete(id);
  }

  untag(name: string): void {
    const image = this.byName(name);
    this.#database.run('DELETE FROM image_name WHERE name = ?', name);
    this.#database.run('DELETE FROM image_digest WHERE name = ?', name);
    if (image) this.#known.delete(image.id);
  }

  /** Remembers that an image is known to a registry as `repository@digest`. */
  addRepoDigest(id: string, name: string): void {
    this.#database.run('INSERT OR IGNORE INTO image_digest VALUES (?, ?)', name, id);
    this.#known.delete(id);
  }

  blobsOf(id: string): Digest[] {
    return this.#digests('SELECT digest FROM image_blob WHERE image = ?', id);
  }

  isBlobUsed(digest: Digest): boolean {
    return (
      this.#database.get('SELECT 1 FROM image_blob WHERE digest = ? LIMIT 1', digest) !== undefined
    );
  }

  #digests(sql: string, id: string): Digest[] {
    return this.#database.all<{ digest: Digest }>(sql, id).map(({ digest }) => digest);
  }

  #assemble(row: ImageRow): Image {
    const layers = this.#database.all<{ chain_id: Digest; size: number; archive_size: number }>(
      'SELECT chain_id, size, archive_size FROM image_layer JOIN layer USING (chain_id) WHERE image = ? ORDER BY position',
      row.id,
    );
    return {
      id: row.id,
      digest: row.digest,
      manifestMediaType: row.media_type,
      names: this.#names('SELECT name FROM image_name WHERE image = ? ORDER BY position', row.id),
      repoDigests: this.#names(
        'SELECT name FROM image_digest WHERE image = ? ORDER BY rowid',
        row.id,
      ),
      config: JSON.parse(row.config) as ImageConfig,
      layers: layers.map((layer) => layer.chain_id),
      size: layers.reduce((sum, layer) => sum + layer.size, 0),
      archiveSize: layers.reduce((sum, layer) => sum + layer.archive_size, row.metadata_size),
      created: row.created,
    };
  }

  #names(sql: string, id: string): string[] {
    return this.#database.all<{ name: string }>(sql, id).map(({ name }) => name);
  }
}
