import { InternalError } from '../../../errors.ts';
import type { RegistriesConf } from '../../../registry/registries-conf.ts';
import { parseReference, repositoryOf } from '../../../storage/reference.ts';
import type { Tree } from '../../containers/view.ts';
import type { Found } from '../find.ts';

/**
 * The full names, with tag or digest, that a name to pull may stand for, the likeliest first.
 * Docker's registry for short names in Docker's tree. In Podman's tree the name that an image
 * here has for it, then its alias, else each of the search registries.
 *
 * @throws BadParameter when it cannot be a name; InternalError when nothing says what it stands for
 */
export function pullNames(
  name: string,
  local: Found | undefined,
  tree: Tree,
  conf: RegistriesConf,
): string[] {
  const reference = parseReference(name);
  const { digest, tag = 'latest' } = reference;
  const suffix = digest === undefined ? `:${tag}` : `@${digest}`;
  const under = (registry: string) => repositoryOf(reference, registry) + suffix;
  if (reference.registry !== undefined || tree === 'compat') return [under('docker.io')];
  if (local?.name?.startsWith('localhost/')) return [local.name];
  const alias = conf.aliases.get(reference.path);
  if (alias !== undefined) return [repositoryOf(parseReference(alias)) + suffix];
  if (conf.registries.length === 0)
    throw new InternalError(
      `short-name "${name}" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"`,
    );
  if (conf.registries.length > 1 && conf.enforcing)
    throw new InternalError(
      `short-name resolution enforced but cannot prompt without a TTY: "${name}" may be at ${conf.registries.join(', ')}`,
    );
  return conf.registries.map(under);
}
