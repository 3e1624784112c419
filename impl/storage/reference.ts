import { BadParameter } from '../errors.ts';
import type { Digest } from './types.ts';

/** An image reference taken apart: `registry/path:tag@digest` (distribution reference grammar). */
export interface Reference {
  /** Host with port, or undefined where the text names none (`busybox`, `library/busybox`). */
  registry: string | undefined;
  path: string;
  tag: string | undefined;
  digest: Digest | undefined;
}

const REGISTRY =
  /^(?:localhost|(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+|\[[0-9a-fA-F:]+\])(?::\d+)?$|^[a-zA-Z0-9-]+:\d+$/;
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;

/**
 * Takes a reference apart.
 * @throws BadParameter in Podman's words when it is none.
 */
export function parseReference(text: string): Reference {
  const [rest, digest] = cutAt(text, text.indexOf('@'));
  const colon = rest.lastIndexOf(':');
  const [name, tag] = cutAt(rest, colon > rest.lastIndexOf('/') ? colon : -1);
  const slash = name.indexOf('/');
  const host = slash > 0 ? name.slice(0, slash) : undefined;
  const registry = host !== undefined && REGISTRY.test(host) ? host : undefined;
  const path = registry === undefined ? name : name.slice(slash + 1);
  if (/[A-Z]/.test(path)) throw invalid(text, 'repository name must be lowercase');
  const fits = PATH.test(path) && name.length <= 255;
  if (!fits || (tag !== undefined && !TAG.test(tag))) throw invalid(text);
  if (digest !== undefined && !DIGEST.test(digest)) throw invalid(text);
  return { registry, path, tag, digest };
}

function invalid(text: string, reason = 'invalid reference format'): BadParameter {
  return new BadParameter(`parsing reference ${JSON.stringify(text)}: ${reason}`, {
    rootCause: reason,
  });
}

function cutAt(text: string, at: number): [string, string | undefined] {
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** `registry/path`; a short name gets the registry given. */
export function repositoryOf(reference: Reference, registry = 'docker.io'): string {
  const host = reference.registry === 'index.docker.io' ? 'docker.io' : reference.registry;
  const owner = host ?? registry;
  const bare = owner === 'docker.io' && !reference.path.includes('/');
  return `${owner}/${bare ? 'library/' : ''}${reference.path}`;
}

/**
 * The full name with tag (`latest` where none is given), or `repository@digest` for a digest.
 * @param registry for short names: Docker's is `docker.io`, Podman's for new names `localhost`.
 */
export function fullName(text: string, registry = 'docker.io'): string {
  const reference = parseReference(text);
  const repository = repositoryOf(reference, registry);
  if (reference.digest !== undefined) return `${repository}@${reference.digest}`;
  return `${repository}:${reference.tag ?? 'latest'}`;
}
