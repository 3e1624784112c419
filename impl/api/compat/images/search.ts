import type { Engine } from '../../../engine/engine.ts';
import type { Hit } from '../../../engine/images/registry/search.ts';
import { BadParameter, Unauthorized } from '../../../errors.ts';
import { credentialsOf, registryOfKey } from '../../../registry/credentials.ts';
import { RegistryError } from '../../../registry/errors.ts';
import type { Handlers } from '../../handler.ts';
import { credentialsIn } from '../../shared/registry-headers.ts';
import { searchFilters } from '../../shared/search-filters.ts';

/** What Docker asks a registry for besides images themselves. */
export function compatRegistries({ images }: Pick<Engine, 'images'>) {
  return {
    'compat.image.search': async ({ query, headers, signal }) => {
      const { term, limit = 25, filters, listTags, tlsVerify } = query;
      if (!term) throw new BadParameter('query parameter "term" is required');
      if (limit < 0 || limit > 100)
        throw new BadParameter(`limit ${limit} is outside the range of [1, 100]`);
      const hits = await images.search(term, {
        tree: 'compat',
        credentials: credentialsIn(headers, 'compat'),
        limit: limit || 25,
        filters: searchFilters(filters),
        listTags,
        tlsVerify,
        signal,
      });
      return { kind: 'json', status: 200, value: hits.map(encodeHit) };
    },
    'compat.image.distribution': async ({ path, headers, signal }) => {
      const credentials = credentialsIn(headers, 'compat');
      const request = { tree: 'compat' as const, credentials, signal };
      const { descriptor, platforms } = await images
        .distribution(path.name, request)
        .catch((error: unknown) => Promise.reject(refused(error)));
      return { kind: 'json', status: 200, value: { Descriptor: descriptor, Platforms: platforms } };
    },
    'compat.system.auth': async ({ body, signal }) => {
      const credentials = credentialsOf(body);
      const registry = registryOfKey(body.serveraddress ?? '') || 'docker.io';
      const token = await images.login(registry, credentials, { tree: 'compat', signal });
      const value = { IdentityToken: token ?? '', Status: 'Login Succeeded' };
      return { kind: 'json', status: 200, value };
    },
  } satisfies Handlers;
}

/** What Docker's clients ask the user for other credentials on. */
function refused(error: unknown): unknown {
  const failures: readonly string[] = ['unauthorized', 'denied'];
  if (!(error instanceof RegistryError) || !failures.includes(error.failure)) return error;
  return new Unauthorized(error.message, { cause: error });
}

/** Names of Docker's own registry are short, others whole, so that they can be pulled. */
function encodeHit({ name, description, stars, official, automated, tag }: Hit) {
  const short = name.replace(/^docker\.io\/(?:library\/)?/, '');
  return {
    name: tag === undefined ? short : `${short}:${tag}`,
    description,
    star_count: stars,
    is_official: official,
    is_automated: automated,
  };
}
