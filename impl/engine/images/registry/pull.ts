import { BadParameter, NotFound, RefpodError } from '../../../errors.ts';
import { RegistryError } from '../../../registry/errors.ts';
import { placesOf } from '../../../registry/places.ts';
import type { Repository } from '../../../registry/repository.ts';
import { isDigest } from '../../../registry/repository.ts';
import { parseManifest } from '../../../storage/images/manifest.ts';
import { parseReference, repositoryOf } from '../../../storage/reference.ts';
import type { Image } from '../../../storage/types.ts';
import { tell } from '../context.ts';
import type { Context } from '../context.ts';
import type { Found } from '../find.ts';
import { noSuchImage } from '../find.ts';
import type { RegistryRequest } from './access.ts';
import { fetchImage, manifestFor } from './fetch-image.ts';
import { runsOn } from './platform.ts';
import type { Platform } from './platform.ts';
import type { PullEvent } from './progress.ts';
import { pullNames } from './pull-names.ts';

/** When a registry is asked: always, if the image is missing, if the registry has another one, never. */
export type PullPolicy = 'always' | 'missing' | 'newer' | 'never';

export interface PullOptions extends RegistryRequest {
  /** `always` when left out. */
  policy?: PullPolicy | undefined;
  /** Which image of a list; the host's when left out. */
  platform?: Platform | undefined;
  /** Every tag of the repository. */
  allTags?: boolean | undefined;
  onProgress?: ((event: PullEvent) => void) | undefined;
}

export interface Pulled {
  image: Image;
  /** Full, with tag or digest; the image's id where it was asked for by that. */
  name: string;
}

/**
 * Sees to it that an image is here, by the policy. A short name means what it does in the tree.
 * Concurrent pulls share what they fetch; one that fails or is left leaves nothing half done.
 *
 * @throws BadParameter for what cannot be a name, NotFound when nobody has the image, RegistryError
 */
export async function pullImages(
  context: Context,
  name: string,
  options: PullOptions,
): Promise<Pulled[]> {
  const { policy = 'always', tree, platform = {}, allTags } = options;
  const local = findLocal(context, name, options);
  const isEnough = local && (policy === 'missing' || policy === 'never' || isId(local, options));
  if (isEnough && !allTags) return [{ image: local.image, name: local.name ?? local.image.id }];
  if (policy === 'never') throw noSuchImage(name, tree);
  const names = pullNames(name, local, tree, context.registries.conf);
  const errors: Error[] = [];
  for (const full of names) {
    try {
      if (allTags) return await pullAllTags(context, full, options);
      return [await pullOne(context, full, { ...options, policy, platform, local })];
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof RefpodError)) throw error;
      errors.push(error);
    }
  }
  // What is here is good enough when only news was wanted.
  if (policy === 'newer' && local) return [{ image: local.image, name: local.name ?? '' }];
  throw together(errors);
}

/** Podman pulls no image that it is told by its id. */
function isId({ name }: Found, { tree }: PullOptions): boolean {
  return tree === 'libpod' && name === undefined;
}

function findLocal(
  context: Context,
  name: string,
  { tree, platform = {} }: PullOptions,
): Found | undefined {
  try {
    const found = context.finder.find(name, tree);
    return runsOn(found.image.config, platform) ? found : undefined;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** One error, or as many as there were candidates. */
function together(errors: readonly Error[]): Error {
  const [first] = errors;
  if (first && errors.length === 1) return first;
  const list = errors.map(({ message }) => `\n\t* ${message}`).join('');
  const text = `${errors.length} errors occurred while pulling:${list}\n\n`;
  const failures = errors.map((error) => error instanceof RegistryError && error.failure);
  const same = failures.every((failure) => failure === failures[0]) && failures[0];
  return new RegistryError(same || 'refused', text);
}

async function pullAllTags(
  context: Context,
  full: string,
  options: PullOptions,
): Promise<Pulled[]> {
  const reference = parseReference(full);
  const repository = repositoryOf(reference);
  const tags = await atPlaces(context, repository, 'tag', options, (at) => at.tags(options.signal));
  const pulled: Pulled[] = [];
  for (const tag of tags.toSorted())
    pulled.push(await pullOne(context, `${repository}:${tag}`, options));
  return pulled;
}

/** Asks the mirrors and then the registry itself; the last one's error is told. */
async function atPlaces<T>(
  context: Context,
  name: string,
  kind: 'tag' | 'digest',
  options: PullOptions,
  work: (repository: Repository) => Promise<T>,
): Promise<T> {
  const places = placesOf(name, kind, context.registries.conf);
  for (const place of places.slice(0, -1)) {
    try {
      return await context.registries.with(place, options, work);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof RefpodError)) throw error;
    }
  }
  const last = places.at(-1);
  if (!last) throw new BadParameter(`${name} is served nowhere`);
  return context.registries.with(last, options, work);
}

/** @param full name with tag or digest. */
async function pullOne(
  context: Context,
  full: string,
  options: PullOptions & { local?: Found | undefined },
): Promise<Pulled> {
  const reference = parseReference(full);
  const repository = repositoryOf(reference);
  const tag = reference.digest ?? reference.tag ?? 'latest';
  options.onProgress?.({ kind: 'trying', name: full });
  const kind = isDigest(tag) ? 'digest' : 'tag';
  const pulled = atPlaces(context, repository, kind, options, async (at) => {
    if (options.policy === 'newer' && options.local && (await isSame(at, tag, options.local)))
      return { image: options.local.image, name: full };
    return fetchOne(context, at, { full, repository, tag }, options);
  });
  return options.tree === 'compat'
    ? pulled
    : pulled.catch((error) => Promise.reject(named(error, full)));
}

/** Podman says what it was about before the registry's reason. */
function named(error: unknown, full: string): unknown {
  if (!(error instanceof RegistryError)) return error;
  const message = `initializing source docker://${full}: ${error.message}`;
  return new RegistryError(error.failure, message, { cause: error });
}

async function isSame(at: Repository, tag: string, { image }: Found): Promise<boolean> {
  const digest = await at.digestOf(tag);
  const known = [image.digest, ...image.repoDigests.map((name) => name.split('@')[1])];
  return digest !== undefined && known.includes(digest);
}

async function fetchOne(
  context: Context,
  at: Repository,
  { full, repository, tag }: { full: string; repository: string; tag: string },
  { platform = {}, onProgress = () => undefined, signal }: PullOptions,
): Promise<Pulled> {
  const { storage, downloads, notes } = context;
  const top = await at.manifest(tag, signal);
  const manifest = await manifestFor(at, top, platform, signal);
  onProgress({ kind: 'found', name: full, repository, tag });
  const before = storage.images.byName(full);
  const fetching = { storage, downloads, platform, onProgress, signal };
  const { id } = await fetchImage(at, manifest, fetching);
  signal?.throwIfAborted();
  onProgress({ kind: 'stored' });
  if (!isDigest(tag)) {
    storage.images.tag(id, full);
    notes.named(id, full);
  }
  storage.images.addRepoDigest(id, `${repository}@${top.digest}`);
  const { config, layers } = parseManifest(manifest.data);
  const blobs = [config, ...layers].map(({ digest }) => digest);
  context.blobNotes.seen(blobs, at.session.endpoint.registry, at.name);
  const image = storage.images.get(id);
  if (!image) throw noSuchImage(full, 'libpod');
  tell(context, 'pull', image, full);
  onProgress({ kind: 'pulled', name: full, digest: top.digest, id, isNew: before?.id !== id });
  return { image, name: full };
}
