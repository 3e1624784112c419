import type { LooseBlob } from '../blobs.ts';
import { hexOf } from '../blobs.ts';
import type { ImageParts } from '../images/assemble.ts';
import { hostArchitecture, parseJson } from '../images/config.ts';
import { MEDIA, parseManifest } from '../images/manifest.ts';
import { fullName } from '../reference.ts';
import { ArchiveError } from '../tar/entry.ts';
import type { Descriptor, Digest } from '../types.ts';
import type { SpooledArchive } from './spool.ts';

interface Index {
  manifests?: Descriptor[];
}

const INDEXES: readonly string[] = [MEDIA.oci.index, MEDIA.docker.index];

/** Names in an index, the first that is there counts (containerd's, then the OCI's own). */
const NAME_ANNOTATIONS = ['io.containerd.image.name', 'org.opencontainers.image.ref.name'];

/** The images of an OCI image layout (image-spec image-layout.md); of several platforms the host's. */
export async function readOciArchive(archive: SpooledArchive): Promise<ImageParts[]> {
  const index = parseJson<Index>(await archive.text('index.json'), 'index.json');
  const images: ImageParts[] = [];
  for (const descriptor of index.manifests ?? []) {
    const manifest = await resolve(archive, descriptor);
    if (manifest) images.push(await readImage(archive, manifest, namesOf(descriptor)));
  }
  return images;
}

/** The descriptor of a manifest, looked up through lists of platforms. */
async function resolve(
  archive: SpooledArchive,
  descriptor: Descriptor,
  depth = 0,
): Promise<Descriptor | undefined> {
  if (!INDEXES.includes(descriptor.mediaType)) return descriptor;
  if (depth > 4) throw new ArchiveError('lists of images lie too deep in each other');
  const index = parseJson<Index>(await blobText(archive, descriptor.digest), 'image index');
  const fitting = index.manifests?.find(
    ({ platform }) => platform?.os === 'linux' && platform.architecture === hostArchitecture(),
  );
  return fitting && resolve(archive, fitting, depth + 1);
}

async function readImage(
  archive: SpooledArchive,
  descriptor: Descriptor,
  names: string[],
): Promise<ImageParts> {
  const manifest = parseManifest(await blobText(archive, descriptor.digest));
  return {
    config: {
      blob: blobOf(archive, manifest.config.digest),
      data: await blobText(archive, manifest.config.digest),
    },
    layers: manifest.layers.map(({ digest }) => blobOf(archive, digest)),
    manifest: {
      blob: blobOf(archive, descriptor.digest),
      mediaType: manifest.mediaType ?? descriptor.mediaType,
    },
    names,
  };
}

/** A name without a registry becomes `localhost/…`, as Podman does it. */
function namesOf(descriptor: Descriptor): string[] {
  const name = NAME_ANNOTATIONS.map((key) => descriptor.annotations?.[key]).find(Boolean);
  return name === undefined ? [] : [fullName(name, 'localhost')];
}

/** @throws ArchiveError when the file's content is not what its name says. */
function blobOf(archive: SpooledArchive, digest: Digest): LooseBlob {
  const blob = archive.get(`blobs/sha256/${hexOf(digest)}`);
  if (blob.digest !== digest) throw new ArchiveError(`blob ${digest} has the wrong content`);
  return blob;
}

async function blobText(archive: SpooledArchive, digest: Digest): Promise<Buffer> {
  blobOf(archive, digest);
  return archive.text(`blobs/sha256/${hexOf(digest)}`);
}
