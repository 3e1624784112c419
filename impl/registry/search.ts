import { json } from 'node:stream/consumers';
import { RegistryError } from './errors.ts';
import { nextPage } from './repository.ts';
import type { Session } from './session.ts';

/** A repository that was found. */
export interface SearchHit {
  /** Without the registry. */
  name: string;
  description: string;
  stars: number;
  official: boolean;
  automated: boolean;
}

/** Docker's search form, which registries with an index of their own still serve. */
interface IndexAnswer {
  results?: {
    name?: string;
    description?: string | null;
    star_count?: number;
    is_official?: boolean;
    is_automated?: boolean;
  }[];
}

/** Docker's own index is another server than its registry. */
export const DOCKER_INDEX = 'index.docker.io';

/**
 * The repositories whose name has the term: asked of the registry's index, and where it has none
 * looked for in the catalog of all. Throws RegistryError.
 */
export async function searchRegistry(
  session: Session,
  term: string,
  limit: number,
  signal?: AbortSignal,
): Promise<SearchHit[]> {
  try {
    return await searchIndex(session, term, limit, signal);
  } catch (error) {
    const hasNone = error instanceof RegistryError && error.failure === 'not-found';
    if (!hasNone) throw error;
    return searchCatalog(session, term, limit, signal);
  }
}

async function searchIndex(session: Session, term: string, limit: number, signal?: AbortSignal) {
  const query = new URLSearchParams({ q: term, n: String(limit) });
  const what = `searching ${session.endpoint.registry}`;
  const response = await session.expect(`/v1/search?${query.toString()}`, what, [200], {
    method: 'GET',
    signal,
  });
  const { results = [] } = (await json(response)) as IndexAnswer;
  return results.slice(0, limit).map((result) => ({
    name: result.name ?? '',
    description: result.description ?? '',
    stars: result.star_count ?? 0,
    official: result.is_official ?? false,
    automated: result.is_automated ?? false,
  }));
}

async function searchCatalog(
  session: Session,
  term: string,
  limit: number,
  signal?: AbortSignal,
): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  let path: string | undefined = '/v2/_catalog';
  while (path !== undefined && hits.length < limit) {
    const what = `reading the catalog of ${session.endpoint.registry}`;
    const response = await session.expect(path, what, [200], {
      method: 'GET',
      scopes: ['registry:catalog:*'],
      signal,
    });
    const { repositories } = (await json(response)) as { repositories?: string[] | null };
    const found = (repositories ?? []).filter((name) => name.includes(term));
    const bare = { description: '', stars: 0, official: false, automated: false };
    hits.push(...found.map((name) => ({ name, ...bare })));
    path = nextPage(response.headers.link);
  }
  return hits.slice(0, limit);
}
