import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { BlobStore, LooseBlob } from '../blobs.ts';
import { digestOf, hexOf, one } from '../blobs.ts';
import { decompress, fileCompression } from '../compression.ts';
import type { Compression } from '../compression.ts';
import { MEDIA, encodeManifest, layerMediaType, parseManifest } from '../images/manifest.ts';
import type { Family } from '../images/manifest.ts';
import type { TarMember } from '../tar/writer.ts';
import type { Descriptor, Image } from '../types.ts';
import { fileMember, textMember } from './members.ts';
import type { SaveContext, SaveOptions, Wanted } from './save.ts';

/** An OCI image layout (image-spec image-layout.md). */
export async function* ociLayout(
  { blobs }: SaveContext,
  wanted: readonly Wanted[],
  options: SaveOptions,
): AsyncGenerator<TarMember, void, undefined> {
  const written = new Set<string>();
  const manifests: Descriptor[] = [];
  yield textMember('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'));
  for (const { image, names } of wanted)
    for await (const part of partsOf(blobs, image, 'oci', options)) {
      const name = `blobs/sha256/${hexOf(part.digest)}`;
      if (!written.has(name)) yield fileMember(name, part.size, part.content());
      written.add(name);
      if (part.isManifest) manifests.push(...entriesOf(part, names));
    }
  const index = { schemaVersion: 2, mediaType: MEDIA.oci.index, manifests };
  yield textMember('index.json', Buffer.from(JSON.stringify(index)));
}

/** One entry of the index for each name. */
function entriesOf({ digest, size }: Part, names: readonly string[]): Descriptor[] {
  const entry = { mediaType: MEDIA.oci.manifest, digest, size };
  if (names.length === 0) return [entry];
  return names.map((name) => ({
    ...entry,
    annotations: { 'org.opencontainers.image.ref.name': name },
  }));
}

/** containers/image's `dir:` layout: blobs by the hex of their digest, beside `manifest.json`. */
export async function* dockerFolder(
  { blobs }: SaveContext,
  wanted: readonly Wanted[],
  options: SaveOptions,
): AsyncGenerator<TarMember, void, undefined> {
  yield textMember('version', Buffer.from('Directory Transport Version: 1.1\n'));
  for (const { image } of wanted)
    for await (const part of partsOf(blobs, image, 'docker', options))
      yield fileMember(
        part.isManifest ? 'manifest.json' : hexOf(part.digest),
        part.size,
        part.content(),
      );
}

interface Part {
  digest: string;
  size: number;
  content: () => AsyncIterable<Buffer>;
  isManifest: boolean;
}

/** An image's layers, its configuration, and last a manifest of the family wanted. */
async function* partsOf(
  blobs: BlobStore,
  image: Image,
  family: Family,
  { compress = false }: SaveOptions,
): AsyncGenerator<Part, void, undefined> {
  const stored = await blobs.read(image.digest);
  const known = parseManifest(stored);
  const layers: Descriptor[] = [];
  for (const layer of known.layers) {
    const compression = await fileCompression(blobs.path(layer.digest));
    if ((compress && compression === 'none') || !COMPRESSIONS[family].includes(compression)) {
      const blob = await blobs.spool(gzipped(blobs.path(layer.digest), compression));
      layers.push({ ...describe(blob), mediaType: layerMediaType(family, 'gzip') });
      try {
        yield { ...describe(blob), content: () => fileContent(blob), isManifest: false };
      } finally {
        await blobs.drop([blob]);
      }
    } else {
      layers.push({ ...describe(layer), mediaType: layerMediaType(family, compression) });
      yield storedPart(blobs, layer);
    }
  }
  yield storedPart(blobs, known.config);
  const asStored =
    image.manifestMediaType === MEDIA[family].manifest && sameLayers(known.layers, layers);
  const data = asStored ? stored : encodeManifest(family, known.config, layers, known.annotations);
  const manifest = { digest: digestOf(data), size: data.length };
  yield { ...manifest, content: () => one(data), isManifest: true };
}

function storedPart(blobs: BlobStore, blob: { digest: string; size: number }): Part {
  return { ...describe(blob), content: () => blobs.stream(blob.digest), isManifest: false };
}

function describe({ digest, size }: { digest: string; size: number }) {
  return { digest, size };
}

/** What the media types of a family have a word for; readers refuse others. */
const COMPRESSIONS: Readonly<Record<Family, readonly Compression[]>> = {
  oci: ['none', 'gzip', 'zstd'],
  docker: ['none', 'gzip'],
};

function gzipped(file: string, compression: Compression): AsyncIterable<Buffer> {
  const gzip = createGzip();
  const input = Readable.from(decompress(createReadStream(file), compression));
  input.on('error', (error) => gzip.destroy(error));
  return input.pipe(gzip);
}

function fileContent(blob: LooseBlob): AsyncIterable<Buffer> {
  return createReadStream(blob.file);
}

function sameLayers(some: readonly Descriptor[], others: readonly Descriptor[]): boolean {
  return some.every(({ digest }, at) => others[at]?.digest === digest);
}
