import { BadParameter } from '../../errors.ts';
import { parseReference, repositoryOf } from '../../storage/reference.ts';
import type { Reference } from '../../storage/reference.ts';
import type { Tree } from '../containers/view.ts';
import type { ShortNames } from '../../registry/registries-conf.ts';

/**
 * Repositories that a client may mean, the likeliest first. A name with a registry means itself.
 * One without is looked for under `localhost`, where images that are built or loaded without a
 * registry stand, then where the tree's engine would look: Docker in docker.io, Podman after its
 * aliases and search registries.
 */
export function candidates(reference: Reference, tree: Tree, shortNames: ShortNames): string[] {
  if (reference.registry !== undefined) return [repositoryOf(reference)];
  const under = (registry: string) => repositoryOf(reference, registry);
  if (tree === 'compat') return [under('localhost'), under('docker.io')];
  const alias = shortNames.aliases.get(reference.path);
  const places = [
    under('localhost'),
    ...(alias === undefined ? [] : [repositoryOf(parseReference(alias))]),
    ...shortNames.registries.map(under),
    under('docker.io'),
  ];
  return [...new Set(places)];
}

/**
 * The full name that a client gives to an image. Without a registry it goes under `localhost` in
 * Podman's tree, under `docker.io` in Docker's. Without `tag` the one in `repo` holds, else latest.
 *
 * @throws BadParameter when it cannot be a name.
 */
export function newName(repo: string, tag: string | undefined, tree: Tree): string {
  const registry = tree === 'compat' ? 'docker.io' : 'localhost';
  const reference = parseReference(tree === 'libpod' && tag ? `${repo}:${tag}` : repo);
  if (reference.digest !== undefined) {
    throw new BadParameter(`refusing to create a tag with a digest reference: "${repo}"`);
  }
  const name = `${repositoryOf(reference, registry)}:${(tag || reference.tag) ?? 'latest'}`;
  parseReference(name);
  return name;
}

/** `registry/path` of a full name, with tag or digest. */
export function repositoryOfName(name: string): string {
  const bare = name.split('@', 1)[0] ?? '';
  const colon = bare.lastIndexOf(':');
  return colon > bare.lastIndexOf('/') ? bare.slice(0, colon) : bare;
}

/** As Docker shows a full name: without `docker.io/` and `library/`, where that is told apart. */
export function familiar(name: string): string {
  const short = name.replace(/^docker\.io\/(?:library\/(?=[^/]+$))?/, '');
  return /^(?:localhost|[^/]*[.:][^/]*)\//.test(short) ? name : short;
}
