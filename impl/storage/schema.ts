/** Tables of the storage; steps are only ever appended. */
export const SCHEMA = [
  `CREATE TABLE layer (
     chain_id TEXT PRIMARY KEY,
     parent TEXT REFERENCES layer (chain_id),
     diff_id TEXT NOT NULL,
     size INTEGER NOT NULL,
     archive_size INTEGER NOT NULL
   );
   CREATE INDEX layer_parent ON layer (parent);
   CREATE TABLE image (
     id TEXT PRIMARY KEY,
     digest TEXT NOT NULL,
     media_type TEXT NOT NULL,
     config TEXT NOT NULL,
     created INTEGER NOT NULL,
     metadata_size INTEGER NOT NULL
   );
   CREATE TABLE image_layer (
     image TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
     position INTEGER NOT NULL,
     chain_id TEXT NOT NULL REFERENCES layer (chain_id),
     PRIMARY KEY (image, position)
   );
   CREATE INDEX image_layer_chain ON image_layer (chain_id);
   CREATE TABLE image_blob (
     image TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
     digest TEXT NOT NULL,
     PRIMARY KEY (image, digest)
   );
   CREATE INDEX image_blob_digest ON image_blob (digest);
   CREATE TABLE image_name (
     name TEXT PRIMARY KEY,
     image TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
     position INTEGER NOT NULL
   );
   CREATE INDEX image_name_image ON image_name (image);
   CREATE TABLE image_digest (
     name TEXT NOT NULL,
     image TEXT NOT NULL REFERENCES image (id) ON DELETE CASCADE,
     PRIMARY KEY (name, image)
   );
   CREATE TABLE container_layer (
     id TEXT PRIMARY KEY,
     base TEXT REFERENCES layer (chain_id),
     created INTEGER NOT NULL
   );
   CREATE INDEX container_layer_base ON container_layer (base);`,
  // A folder of the host in the place of an image's layers.
  'ALTER TABLE container_layer ADD COLUMN lower TEXT;',
  // Maps of a user namespace, and whether crashes may lose what is written (JSON).
  'ALTER TABLE container_layer ADD COLUMN options TEXT;',
] as const;
