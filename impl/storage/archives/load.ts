import type { BlobStore } from '../blobs.ts';
import type { Assembler, ImageParts } from '../images/assemble.ts';
import { ArchiveError } from '../tar/entry.ts';
import type { LoadedImage } from '../types.ts';
import { readDockerArchive } from './docker-archive.ts';
import { isLegacyArchive, readLegacyArchive } from './legacy-archive.ts';
import { readOciArchive } from './oci-archive.ts';
import { SpooledArchive } from './spool.ts';

/**
 * Loads every image of an archive and gives it the names that the archive has for it.
 * @throws ArchiveError when it is no archive of images; images before the failing one stay.
 */
export async function loadArchive(
  source: AsyncIterable<Uint8Array>,
  store: BlobStore,
  assembler: Assembler,
  signal?: AbortSignal,
): Promise<LoadedImage[]> {
  const archive = new SpooledArchive();
  const loose: ImageParts[] = [];
  try {
    await archive.read(source, store, signal);
    loose.push(...(await readImages(archive, store)));
    const images: LoadedImage[] = [];
    for (const parts of loose)
      images.push({ ...(await assembler.add(parts, signal)), loadedNames: parts.names });
    return images;
  } finally {
    const made = loose.flatMap((parts) => [parts.config.blob, parts.manifest.blob]);
    await store.drop([...archive.blobs, ...made]);
  }
}

/** Newer `docker save` archives are both kinds at once; theirs names the images in full. */
function readImages(archive: SpooledArchive, store: BlobStore): Promise<ImageParts[]> {
  if (archive.has('manifest.json')) return readDockerArchive(archive, store);
  if (archive.has('index.json')) return readOciArchive(archive);
  if (isLegacyArchive(archive)) return readLegacyArchive(archive, store);
  throw new ArchiveError('payload does not match any of the supported image formats');
}
