import { BadParameter } from '../../errors.ts';
import type { Tree } from '../containers/view.ts';
import { familiar, repositoryOfName } from './names.ts';
import { pathPattern } from './pattern.ts';
import type { Image } from '../../storage/types.ts';

/**
 * Whether one of an image's names fits a pattern.
 * @throws BadParameter in the compat tree for a malformed pattern; in libpod's nothing fits it.
 */
export function referenceFilter(pattern: string, tree: Tree): (image: Image) => boolean {
  const fits = nameFilter(pattern, tree);
  return (image) => allNames(image).some(fits);
}

/** The same for one full name; Docker's list shows only the names that fit. */
export function nameFilter(pattern: string, tree: Tree): (name: string) => boolean {
  const matches = compile(pattern, tree);
  return (name) => forms(name, tree).some(matches);
}

function compile(pattern: string, tree: Tree): (text: string) => boolean {
  try {
    return pathPattern(pattern);
  } catch (error) {
    if (tree === 'compat' || !(error instanceof BadParameter)) throw error;
    return () => false;
  }
}

function allNames({ names, repoDigests, digest }: Image): string[] {
  const own = names.map((name) => `${repositoryOfName(name)}@${digest}`);
  return [...names, ...repoDigests, ...own];
}

/**
 * What a pattern is held against. Docker: the name as it shows it, with and without tag; here also
 * without `localhost/`, where its clients' short names are found. Podman: the full name, without
 * the registry, and the last part, each with and without tag.
 */
function forms(name: string, tree: Tree): string[] {
  const repository = repositoryOfName(name);
  const rest = name.slice(repository.length);
  const bases =
    tree === 'compat'
      ? [familiar(repository), repository.replace(/^localhost\//, '')]
      : [
          repository,
          repository.slice(repository.indexOf('/') + 1),
          repository.slice(repository.lastIndexOf('/') + 1),
        ];
  return bases.flatMap((base) => [base, base + rest]);
}
