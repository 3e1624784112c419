import type { Credentials } from '../../../registry/credentials.ts';
import { placesOf } from '../../../registry/places.ts';
import type { Context } from '../context.ts';
import type { RegistryRequest } from './access.ts';

/**
 * Asks a registry whether it takes the credentials. Nothing is kept.
 * @param registry as names have it: `docker.io`
 * @returns a token that stands for the user from now on, where the registry gives one
 * @throws RegistryError when it does not take them
 */
export async function login(
  context: Context,
  registry: string,
  credentials: Credentials | undefined,
  request: RegistryRequest,
): Promise<string | undefined> {
  const place = placesOf(`${registry}/login`, 'tag', context.registries.conf).at(-1);
  if (!place) return undefined;
  const own = { ...request, credentials: () => credentials };
  return context.registries.with(place, own, async ({ session }) => {
    await session.login(request.signal);
    return session.identityToken(request.signal);
  });
}
