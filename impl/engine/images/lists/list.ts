import { MEDIA } from '../../../storage/images/manifest.ts';
import type { Family } from '../../../storage/images/manifest.ts';
import { digestOf } from '../../../storage/blobs.ts';
import type { Digest, Image } from '../../../storage/types.ts';

/** What an entry's image runs on, in the words of manifests. */
export interface EntryPlatform {
  architecture: string;
  os: string;
  'os.version'?: string;
  'os.features'?: string[];
  variant?: string;
  features?: string[];
}

/** One image of a list, as manifests have it. */
export interface ListEntry {
  mediaType: string;
  size: number;
  digest: Digest;
  platform: EntryPlatform;
  annotations?: Record<string, string>;
}

/** A manifest list that is made here. */
export interface ManifestList {
  /** 64 hexadecimal digits that mean nothing. */
  id: string;
  /** Milliseconds since 1970. */
  created: number;
  /** Full names with tag, in order of tagging. */
  names: string[];
  entries: ListedImage[];
}

/** An entry, and where its image is when it is not here. */
export interface ListedImage extends ListEntry {
  /** `registry/path`. */
  origin?: string;
}

/** The media type that has a word for all that is in the list; Docker's where both have. */
export function familyOf(entries: readonly ListEntry[]): Family {
  if (entries.some(({ annotations }) => annotations)) return 'oci';
  if (entries.some(({ platform }) => platform.features)) return 'docker';
  const isOci = ({ mediaType }: ListEntry) =>
    mediaType === MEDIA.oci.manifest || mediaType === MEDIA.oci.index;
  return entries.length > 0 && entries.every(isOci) ? 'oci' : 'docker';
}

/** The list as engines and registries exchange it. */
export function listBody(entries: readonly ListedImage[], family: Family = familyOf(entries)) {
  return {
    schemaVersion: 2,
    mediaType: MEDIA[family].index,
    manifests: entries.map((entry) => listEntry(entry, family)),
  };
}

/** Docker's form has no annotations, the OCI's no features. */
function listEntry(entry: ListedImage, family: Family): ListEntry {
  const { mediaType, size, digest, annotations } = entry;
  const { features, ...rest } = entry.platform;
  return {
    mediaType,
    size,
    digest,
    platform: family === 'docker' && features ? { ...rest, features } : rest,
    ...(family === 'oci' && annotations ? { annotations } : {}),
  };
}

/** A list as one more image without layers: how Podman shows it among images. */
export function asImage({ id, created, names, entries }: ManifestList): Image {
  const { digest, mediaType, size } = encodeList(entries, familyOf(entries));
  const config = { architecture: '', os: '', rootfs: { type: 'layers' as const, diff_ids: [] } };
  return {
    id,
    digest,
    manifestMediaType: mediaType,
    names,
    repoDigests: [],
    config,
    layers: [],
    size,
    archiveSize: size,
    created,
  };
}

export function encodeList(entries: readonly ListedImage[], family: Family) {
  const data = Buffer.from(JSON.stringify(listBody(entries, family)));
  const mediaType = MEDIA[family].index;
  return { data, mediaType, digest: digestOf(data), size: data.length };
}
