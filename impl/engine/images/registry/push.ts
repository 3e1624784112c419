import { BadParameter } from '../../../errors.ts';
import { placesOf } from '../../../registry/places.ts';
import type { Repository } from '../../../registry/repository.ts';
import { digestOf } from '../../../storage/blobs.ts';
import type { Outgoing, OutgoingLayer } from '../../../storage/images/outgoing.ts';
import { MEDIA, encodeManifest, layerMediaType } from '../../../storage/images/manifest.ts';
import type { Family } from '../../../storage/images/manifest.ts';
import { parseReference, repositoryOf } from '../../../storage/reference.ts';
import type { Descriptor, Digest, Image } from '../../../storage/types.ts';
import { tell } from '../context.ts';
import type { Context } from '../context.ts';
import { repositoryOfName } from '../names.ts';
import type { RegistryRequest } from './access.ts';
import { pushConfig, pushLayer } from './push-blob.ts';
import type { Arrival, PushCompression, PushContext } from './push-blob.ts';
import { sideBySide } from './side-by-side.ts';

/** What is told while an image is pushed. */
export type PushEvent =
  | { kind: 'pushing'; repository: string; layers: { digest: Digest; diffId: Digest }[] }
  | { kind: 'layer'; diffId: Digest; done: number; size: number }
  | { kind: 'arrived'; diffId: Digest; arrival: Arrival }
  | { kind: 'config'; digest: Digest }
  | { kind: 'pushed'; tag: string; digest: Digest; size: number };

export interface PushOptions extends RegistryRequest {
  /** Of the manifest; as it is stored when left out. */
  format?: Family | undefined;
  /** Of the layers; those that are compressed stay as they are when left out. */
  compression?: PushCompression | undefined;
  onProgress?: ((event: PushEvent) => void) | undefined;
}

/** A manifest where it went. */
export interface Pushed extends Descriptor {
  data: Buffer;
}

/** Layers of one image on their way at a time. */
const SIDE_BY_SIDE = 4;

/**
 * Sends an image to a registry under a name.
 * @param destination full name; `latest` without a tag
 * @throws BadParameter for what cannot be a name, RegistryError
 */
export async function pushImage(
  context: Context,
  image: Image,
  destination: string,
  options: PushOptions,
): Promise<Pushed> {
  const reference = parseReference(destination);
  const { digest, tag = 'latest' } = reference;
  if (digest !== undefined)
    throw new BadParameter(`"${destination}": an image cannot be pushed to a digest`);
  const name = repositoryOf(reference);
  const pushed = await withRepository(context, name, options, (at) =>
    pushTo(context, at, image, { name, tag }, options),
  );
  // It goes by that name only where it has one of the repository: a copy elsewhere is not this one.
  if (image.names.some((own) => repositoryOfName(own) === name))
    context.storage.images.addRepoDigest(image.id, `${name}@${pushed.digest}`);
  tell(context, 'push', image, `${name}:${tag}`);
  options.onProgress?.({ kind: 'pushed', tag, digest: pushed.digest, size: pushed.size });
  return pushed;
}

/** Works with a repository to write to: never a mirror. */
export function withRepository<T>(
  context: Context,
  name: string,
  options: RegistryRequest,
  work: (at: Repository) => Promise<T>,
): Promise<T> {
  const place = placesOf(name, 'tag', context.registries.conf).at(-1);
  if (!place) throw new BadParameter(`${name} is served nowhere`);
  return context.registries.with(place, options, work);
}

/** Sends layers, configuration and manifest; under its digest alone where there is no tag. */
export async function pushTo(
  context: Context,
  at: Repository,
  image: Image,
  { name, tag }: { name: string; tag?: string | undefined },
  options: PushOptions,
): Promise<Pushed> {
  const outgoing = await context.storage.images.outgoing(image);
  const leave = new AbortController();
  const signals = [leave.signal, ...(options.signal ? [options.signal] : [])];
  const signal = AbortSignal.any(signals);
  const pushing = { repository: at, outgoing, notes: context.blobNotes, signal };
  const own = { ...options, signal };
  try {
    const layers = await pushLayers(pushing, image, name, own, () => leave.abort());
    await pushConfig(pushing);
    own.onProgress?.({ kind: 'config', digest: outgoing.manifest.config.digest });
    const manifest = manifestFor(outgoing, layers, familyOf(outgoing, options));
    await at.putManifest(tag ?? manifest.digest, manifest, signal);
    const blobs = [...layers, outgoing.manifest.config].map(({ digest }) => digest);
    context.blobNotes.seen(blobs, at.session.endpoint.registry, at.name);
    return manifest;
  } finally {
    await outgoing.close();
  }
}

/** @param giveUp called when one fails, so that the others end too. */
async function pushLayers(
  pushing: PushContext,
  image: Image,
  name: string,
  options: PushOptions,
  giveUp: () => void,
): Promise<Descriptor[]> {
  const { onProgress = () => undefined } = options;
  const { layers } = pushing.outgoing;
  const family = familyOf(pushing.outgoing, options);
  const diffIds = image.config.rootfs.diff_ids;
  const diffIdAt = (at: number) => diffIds[at] ?? '';
  onProgress({
    kind: 'pushing',
    repository: name,
    layers: layers.map(({ digest }, at) => ({ digest, diffId: diffIdAt(at) })),
  });
  const arrivals = sideBySide(layers, SIDE_BY_SIDE, async (layer, at) => {
    const diffId = diffIdAt(at);
    const wanted = formFor(layer, family, options.compression);
    const tellBytes = (done: number) =>
      onProgress({ kind: 'layer', diffId, done, size: layer.size });
    const { digest, size, ...arrival } = await pushLayer(pushing, layer, wanted, tellBytes);
    onProgress({ kind: 'arrived', diffId, arrival });
    const compression = wanted === 'keep' ? layer.compression : wanted;
    const { annotations } = layer;
    const mediaType = layerMediaType(family, compression);
    return { mediaType, digest, size, ...(annotations ? { annotations } : {}) };
  });
  try {
    return await Promise.all(arrivals);
  } catch (error) {
    giveUp();
    await Promise.allSettled(arrivals);
    throw error;
  }
}

/** The manifest's family: what is asked for, else as it is stored. */
function familyOf({ mediaType }: Outgoing, { format }: PushOptions): Family {
  return format ?? (mediaType === MEDIA.docker.manifest ? 'docker' : 'oci');
}

/** Plain layers are compressed, as both engines do; Docker's manifests have no word for zstd. */
function formFor(
  { compression }: OutgoingLayer,
  family: Family,
  asked: PushCompression | undefined,
): PushCompression | 'keep' {
  const wanted = asked === 'zstd' && family === 'docker' ? 'gzip' : asked;
  if (wanted !== undefined && wanted !== 'none') return compression === wanted ? 'keep' : wanted;
  if (compression === 'none') return wanted === 'none' ? 'keep' : 'gzip';
  return compression === 'zstd' && family === 'docker' ? 'gzip' : 'keep';
}

/** The stored bytes where they still say what is there, so that the digest stays. */
function manifestFor(
  { manifest, data, mediaType }: Outgoing,
  layers: Descriptor[],
  family: Family,
): Pushed {
  const isGzip = ({ mediaType: type }: Descriptor) => type.endsWith('gzip');
  const isSame = (layer: Descriptor, stored: Descriptor | undefined) =>
    // Plain layers of an archive are said to be compressed; a registry has to be told the truth.
    stored?.digest === layer.digest && isGzip(stored) === isGzip(layer);
  const same =
    mediaType === MEDIA[family].manifest &&
    layers.every((layer, at) => isSame(layer, manifest.layers[at]));
  const bytes = same ? data : encodeManifest(family, manifest.config, layers, manifest.annotations);
  const type = MEDIA[family].manifest;
  return { mediaType: type, digest: digestOf(bytes), size: bytes.length, data: bytes };
}
