import { BadParameter, InternalError } from '../../../errors.ts';
import { placesOf } from '../../../registry/places.ts';
import { DOCKER_INDEX, searchRegistry } from '../../../registry/search.ts';
import type { SearchHit } from '../../../registry/search.ts';
import { parseReference } from '../../../storage/reference.ts';
import type { Context } from '../context.ts';
import type { RegistryRequest } from './access.ts';

/** What is looked for besides the term. */
export interface SearchFilters {
  stars?: number;
  official?: boolean;
  automated?: boolean;
}

export interface SearchOptions extends RegistryRequest {
  /** Most hits of each registry. */
  limit: number;
  filters: SearchFilters;
  /** The tags of the one repository that the term names, instead. */
  listTags?: boolean | undefined;
}

/** What was found, and in which registry. */
export interface Hit extends SearchHit {
  registry: string;
  tag?: string;
}

/**
 * Asks the registry that the term begins with, else each that registries.conf searches in (in
 * Docker's tree Docker's own).
 * @throws RegistryError when none of them answers
 */
export async function searchImages(
  context: Context,
  term: string,
  options: SearchOptions,
): Promise<Hit[]> {
  if (options.listTags) return listTags(context, term, options);
  const { registry, words } = splitTerm(term);
  const registries = registry === undefined ? searched(context, options) : [registry];
  const found = await Promise.allSettled(
    registries.map((each) => searchOne(context, each, words, options)),
  );
  const failed = found.filter((one) => one.status === 'rejected');
  const [first] = failed;
  if (first && failed.length === found.length) throw first.reason;
  return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
}

function searched(context: Context, { tree }: RegistryRequest): readonly string[] {
  if (tree === 'compat') return ['docker.io'];
  const { registries } = context.registries.conf;
  if (registries.length > 0) return registries;
  throw new InternalError(
    "couldn't find any registries to search: no unqualified-search registries are defined",
  );
}

/** The registry is there where a name would have one; the words need be no name. */
function splitTerm(term: string): { registry?: string; words: string } {
  const bare = term.replace(/^https?:\/\//, '');
  const slash = bare.indexOf('/');
  const host = slash < 0 ? '' : bare.slice(0, slash);
  const isHost = host === 'localhost' || /[.:]/.test(host);
  return isHost ? { registry: host, words: bare.slice(slash + 1) } : { words: bare };
}

async function searchOne(
  context: Context,
  registry: string,
  words: string,
  options: SearchOptions,
): Promise<Hit[]> {
  const place = placesOf(`${registry}/search`, 'tag', context.registries.conf).at(-1);
  if (!place) return [];
  const asked = registry === 'docker.io' ? { ...place, registry: DOCKER_INDEX } : place;
  const { limit, filters, signal } = options;
  const hits = await context.registries.with(asked, options, ({ session }) =>
    searchRegistry(session, words, limit, signal),
  );
  return hits
    .filter((hit) => fits(hit, filters))
    .map((hit) => ({ ...hit, registry, name: nameIn(registry, hit.name) }));
}

function fits({ stars, official, automated }: SearchHit, filters: SearchFilters): boolean {
  if (filters.stars !== undefined && stars < filters.stars) return false;
  if (filters.official !== undefined && official !== filters.official) return false;
  return filters.automated === undefined || automated === filters.automated;
}

/** The whole name; Docker's index leaves `library/` out. */
function nameIn(registry: string, name: string): string {
  const bare = registry === 'docker.io' && !name.includes('/');
  return `${registry}/${bare ? 'library/' : ''}${name}`;
}

async function listTags(context: Context, term: string, options: SearchOptions): Promise<Hit[]> {
  const reference = parseReference(term.replace(/^docker:\/\//, ''));
  const { registry, path, tag, digest } = reference;
  if (registry === undefined)
    throw new BadParameter(`reference "${term}" must be a docker reference with a registry`);
  if (tag !== undefined || digest !== undefined)
    throw new BadParameter(`reference "${term}" must not have a tag or digest`);
  const name = nameIn(registry, path);
  const place = placesOf(name, 'tag', context.registries.conf).at(-1);
  if (!place) return [];
  const tags = await context.registries.with(place, options, (at) => at.tags(options.signal));
  const hit = { registry, name, description: '', stars: 0, official: false, automated: false };
  return tags.slice(0, options.limit).map((each) => ({ ...hit, tag: each }));
}
