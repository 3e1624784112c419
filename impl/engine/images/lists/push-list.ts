import { BadParameter, NotFound } from '../../../errors.ts';
import { downloadBlob } from '../../../registry/blob-download.ts';
import { hasBlob, uploadBlob } from '../../../registry/blob-upload.ts';
import { placesOf } from '../../../registry/places.ts';
import type { Repository } from '../../../registry/repository.ts';
import { parseManifest } from '../../../storage/images/manifest.ts';
import type { Family } from '../../../storage/images/manifest.ts';
import { parseReference, repositoryOf } from '../../../storage/reference.ts';
import type { Descriptor, Digest, Image } from '../../../storage/types.ts';
import type { Context } from '../context.ts';
import { pushTo, withRepository } from '../registry/push.ts';
import type { PushEvent, PushOptions } from '../registry/push.ts';
import { encodeList, familyOf } from './list.ts';
import type { ListedImage, ManifestList } from './list.ts';

/** What is told while a list is pushed. */
export type PushListEvent =
  | PushEvent
  | { kind: 'images'; count: number; of: number }
  | { kind: 'image'; digest: Digest; at: number; of: number }
  | { kind: 'list' };

export interface PushListOptions extends Omit<PushOptions, 'format' | 'onProgress'> {
  /** The images too; without it the registry has to have them. */
  all: boolean;
  /** Of the list; what fits its content when left out. */
  format?: Family | undefined;
  onProgress?: ((event: PushListEvent) => void) | undefined;
}

/**
 * Sends a list to a registry.
 * @param destination full name; `latest` without a tag
 * @returns its digest there, where the images' manifests may differ from those here: plain layers
 *   are compressed
 * @throws RegistryError; NotFound for an image that is not here any more
 */
export function pushList(
  context: Context,
  list: ManifestList,
  destination: string,
  options: PushListOptions,
): Promise<Digest> {
  const reference = parseReference(destination);
  const { tag = 'latest', digest } = reference;
  if (digest !== undefined) throw new BadParameter('a list cannot be pushed to a digest');
  const name = repositoryOf(reference);
  const { onProgress = () => undefined } = options;
  return withRepository(context, name, options, async (at) => {
    const of = list.entries.length;
    onProgress({ kind: 'images', count: options.all ? of : 0, of });
    const entries: ListedImage[] = [];
    for (const [index, entry] of list.entries.entries()) {
      if (options.all) onProgress({ kind: 'image', digest: entry.digest, at: index + 1, of });
      const sent = options.all ? await pushEntry(context, at, name, entry, options) : entry;
      const { digest: there, size, mediaType } = sent;
      entries.push({ ...entry, digest: there, size, mediaType });
    }
    onProgress({ kind: 'list' });
    const manifest = encodeList(entries, options.format ?? familyOf(entries));
    await at.putManifest(tag, manifest, options.signal);
    return manifest.digest;
  });
}

function pushEntry(
  context: Context,
  at: Repository,
  name: string,
  entry: ListedImage,
  listOptions: PushListOptions,
): Promise<Descriptor> {
  // The format is the list's; each image keeps its own.
  const options = { ...listOptions, format: undefined };
  const image = imageOf(context, entry.digest);
  if (image) return pushTo(context, at, image, { name }, options);
  if (entry.origin === undefined)
    throw new NotFound(`${entry.digest}: image not known`, { rootCause: 'image not known' });
  return copyEntry(context, at, entry, entry.origin, options);
}

function imageOf(context: Context, digest: Digest): Image | undefined {
  return context.storage.images.list().find((image) => image.digest === digest);
}

/** Brings an image from one registry to the other, past this host's storage. */
async function copyEntry(
  context: Context,
  to: Repository,
  entry: ListedImage,
  origin: string,
  options: PushOptions,
): Promise<Descriptor> {
  const place = placesOf(origin, 'digest', context.registries.conf).at(-1);
  if (!place) throw new NotFound(`${origin} is served nowhere`);
  return context.registries.with(place, options, async (from) => {
    const { signal } = options;
    const fetched = await from.manifest(entry.digest, signal);
    const { config, layers } = parseManifest(fetched.data);
    for (const blob of [...layers, config]) {
      if (await hasBlob(to, blob.digest, signal)) continue;
      await uploadBlob(to, downloadBlob(from, blob, signal), signal);
    }
    await to.putManifest(fetched.digest, fetched, signal);
    return entry;
  });
}
