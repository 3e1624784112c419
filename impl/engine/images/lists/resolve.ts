import { BadParameter, NotFound } from '../../../errors.ts';
import { RegistryError } from '../../../registry/errors.ts';
import { placesOf } from '../../../registry/places.ts';
import type { FetchedManifest, Repository } from '../../../registry/repository.ts';
import { parseConfig, parseJson } from '../../../storage/images/config.ts';
import { MEDIA, parseManifest } from '../../../storage/images/manifest.ts';
import { parseReference, repositoryOf } from '../../../storage/reference.ts';
import type { Descriptor, Image, ImageConfig } from '../../../storage/types.ts';
import { downloadBlob } from '../../../registry/blob-download.ts';
import type { Context } from '../context.ts';
import { choose } from '../registry/platform.ts';
import type { RegistryRequest } from '../registry/access.ts';
import type { EntryPlatform, ListedImage, ManifestList } from './list.ts';

const LISTS: readonly string[] = [MEDIA.oci.index, MEDIA.docker.index];

/** Configurations beyond this are an attack. */
const LARGEST_CONFIG = 16 * 1024 * 1024;

export interface ResolveOptions extends RegistryRequest {
  /** Every image of a list that is named, not only the one for this host. */
  all: boolean;
  /** Lists that are made here. */
  findList: (name: string) => ManifestList | undefined;
}

/**
 * The entries that an image, or a list, becomes: one that is here, else one of a registry.
 * `docker://` before the name means a registry, `containers-storage:` this host.
 *
 * @throws NotFound when nobody has it
 */
export async function entriesOf(
  context: Context,
  name: string,
  options: ResolveOptions,
): Promise<ListedImage[]> {
  const remote = /^docker:\/\/(.*)$/.exec(name)?.[1];
  if (remote !== undefined) return remoteEntries(context, remote, options);
  const local = name.replace(/^containers-storage:/, '');
  const list = options.findList(local);
  if (list) return options.all ? list.entries : oneOf(list.entries, local);
  try {
    const { image } = context.finder.find(local, 'libpod');
    return [await localEntry(context, image)];
  } catch (error) {
    const { registry } = parseReference(local);
    const isHereAlone = local !== name || registry === undefined || registry === 'localhost';
    if (!(error instanceof NotFound) || isHereAlone) throw error;
    return remoteEntries(context, local, options);
  }
}

function oneOf(entries: readonly ListedImage[], name: string): ListedImage[] {
  const chosen = choose(entries, {});
  if (chosen) return entries.filter((entry) => entry === chosen);
  throw new NotFound(`${name}: no image for this host's platform in the list`);
}

async function localEntry(context: Context, image: Image): Promise<ListedImage> {
  const { length: size } = await context.storage.images.manifest(image);
  const { digest, manifestMediaType: mediaType } = image;
  return { mediaType, size, digest, platform: platformOf(image.config) };
}

function platformOf(config: Partial<ImageConfig>): EntryPlatform {
  const version = config['os.version'];
  return {
    architecture: config.architecture ?? '',
    os: config.os ?? '',
    ...(typeof version === 'string' && version ? { 'os.version': version } : {}),
    ...(config.variant ? { variant: config.variant } : {}),
  };
}

/** What a registry has under a name. Throws NotFound when that is nothing. */
export async function remoteManifest<T>(
  context: Context,
  name: string,
  options: RegistryRequest,
  work: (at: Repository, manifest: FetchedManifest) => Promise<T>,
): Promise<T> {
  const reference = parseReference(name);
  const tag = reference.digest ?? reference.tag ?? 'latest';
  const place = placesOf(repositoryOf(reference), 'tag', context.registries.conf).at(-1);
  if (!place) throw new BadParameter(`${name} is served nowhere`);
  try {
    return await context.registries.with(place, options, async (at) =>
      work(at, await at.manifest(tag, options.signal)),
    );
  } catch (error) {
    const isMissing = error instanceof RegistryError && error.failure === 'not-found';
    if (!isMissing) throw error;
    throw new NotFound(`reading image "docker://${name}": ${error.message}`, { cause: error });
  }
}

function remoteEntries(
  context: Context,
  name: string,
  options: ResolveOptions,
): Promise<ListedImage[]> {
  const origin = repositoryOf(parseReference(name));
  return remoteManifest(context, name, options, async (at, manifest) => {
    const entries = await listedIn(at, manifest, origin, options.signal);
    return options.all || !LISTS.includes(manifest.mediaType) ? entries : oneOf(entries, name);
  });
}

/** All images of a registry's list, or the one that the manifest is of. */
export async function listedIn(
  at: Repository,
  { digest, mediaType, data }: FetchedManifest,
  origin: string,
  signal?: AbortSignal,
): Promise<ListedImage[]> {
  if (LISTS.includes(mediaType)) {
    const { manifests = [] } = parseJson<{ manifests?: Descriptor[] }>(data, 'list');
    return manifests.map((entry) => listed(entry, origin));
  }
  const platform = platformOf(await remoteConfig(at, data, signal));
  return [{ mediaType, size: data.length, digest, platform, origin }];
}

function listed({ platform, ...entry }: Descriptor, origin: string): ListedImage {
  return { ...entry, platform: { architecture: '', os: '', ...platform }, origin };
}

async function remoteConfig(at: Repository, data: Buffer, signal?: AbortSignal) {
  const { config } = parseManifest(data);
  if (config.size > LARGEST_CONFIG) throw new BadParameter('the configuration is too large');
  return parseConfig(Buffer.concat(await Array.fromAsync(downloadBlob(at, config, signal))));
}
