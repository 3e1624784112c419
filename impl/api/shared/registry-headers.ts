import type { Tree } from '../../engine/containers/view.ts';
import { BadParameter } from '../../errors.ts';
import { credentialsFromHeaders } from '../../registry/credentials.ts';
import type { CredentialSource } from '../../registry/credentials.ts';

/** Credentials travel in one of these. */
export interface RegistryHeaders {
  'X-Registry-Auth'?: string | undefined;
  'X-Registry-Config'?: string | undefined;
}

/**
 * The credentials that came with a request, undefined for none.
 * @throws BadParameter in Podman's tree when they cannot be read; in Docker's they count as none
 */
export function credentialsIn(headers: RegistryHeaders, tree: Tree): CredentialSource | undefined {
  try {
    return credentialsFromHeaders(headers);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    if (tree === 'compat') return undefined;
    const name = headers['X-Registry-Config'] ? 'X-Registry-Config' : 'X-Registry-Auth';
    throw new BadParameter(`failed to parse "${name}" header: ${cause.message}`, { cause });
  }
}
