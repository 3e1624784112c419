import type { BlobStore, LooseBlob } from '../blobs.ts';
import { one } from '../blobs.ts';
import type { ImageParts } from '../images/assemble.ts';
import { parseJson } from '../images/config.ts';
import { MEDIA } from '../images/manifest.ts';
import { fullName } from '../reference.ts';
import { ArchiveError } from '../tar/entry.ts';
import type { SpooledArchive } from './spool.ts';

/** One entry of `manifest.json` (Docker image spec v1.2, "Combined Image JSON + Filesystem Changeset Format"). */
interface ArchiveItem {
  Config: string;
  RepoTags?: string[] | null;
  Layers?: string[] | null;
}

/** The images of a `docker save` archive with a `manifest.json`. */
export async function readDockerArchive(
  archive: SpooledArchive,
  store: BlobStore,
): Promise<ImageParts[]> {
  const items = parseJson<ArchiveItem[]>(await archive.text('manifest.json'), 'manifest.json');
  if (!Array.isArray(items)) throw new ArchiveError('manifest.json is no list');
  const images: ImageParts[] = [];
  for (const item of items) {
    if (typeof item.Config !== 'string')
      throw new ArchiveError('manifest.json names no configuration');
    const layers = (item.Layers ?? []).map((name) => archive.get(name));
    const config = { blob: archive.get(item.Config), data: await archive.text(item.Config) };
    const names = (item.RepoTags ?? []).map((name) => fullName(name));
    images.push(await withManifest(store, { config, layers, names }));
  }
  return images;
}

/**
 * Completes an image that came without a manifest by the one that Podman makes for it (containers/image,
 * docker/internal/tarfile), so that it has the same digest in both.
 */
export async function withManifest(
  store: BlobStore,
  parts: Omit<ImageParts, 'manifest'>,
): Promise<ImageParts> {
  const { manifest: mediaType, config, layer } = MEDIA.docker;
  const describe = (type: string, { size, digest }: LooseBlob) => ({
    mediaType: type,
    size,
    digest,
  });
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: describe(config, parts.config.blob),
    // Plain layers too are said to be compressed.
    layers: parts.layers.map((blob) => describe(`${layer}.gzip`, blob)),
  };
  const blob = await store.spool(one(Buffer.from(JSON.stringify(manifest))));
  return { ...parts, manifest: { blob, mediaType } };
}
