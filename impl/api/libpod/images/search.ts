import type { Engine } from '../../../engine/engine.ts';
import type { Handlers } from '../../handler.ts';
import { credentialsIn } from '../../shared/registry-headers.ts';
import { searchFilters } from '../../shared/search-filters.ts';

/** Podman's own number of hits per registry. */
const USUAL_LIMIT = 25;

export function libpodImageSearch({ images }: Pick<Engine, 'images'>) {
  return {
    'libpod.image.search': async ({ query, headers, signal }) => {
      const { term, limit, filters, listTags, tlsVerify } = query;
      const options = {
        tree: 'libpod' as const,
        credentials: credentialsIn(headers, 'libpod'),
        limit: limit || USUAL_LIMIT,
        filters: searchFilters(filters),
        listTags,
        tlsVerify,
        signal,
      };
      const hits = term ? await images.search(term, options) : [];
      const mark = (is: boolean) => (is ? '[OK]' : '');
      const value = hits.map((hit) => ({
        Index: hit.registry,
        Name: hit.name,
        Description: hit.description,
        Stars: hit.stars,
        Official: mark(hit.official),
        Automated: mark(hit.automated),
        Tag: hit.tag ?? '',
      }));
      return { kind: 'json', status: 200, value };
    },
  } satisfies Handlers;
}
