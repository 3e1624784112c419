import type { RegistriesConf, RegistryRule } from './registries-conf.ts';
import { RegistryError } from './errors.ts';
import type { Endpoint } from './session.ts';

/** Where a repository can be had. */
export interface Place extends Endpoint {
  /** Path of the repository there. */
  repository: string;
}

/**
 * Where a repository is to be asked for, the mirrors first, as registries.conf says.
 * @param name `registry/path`
 * @param kind whether a tag or a digest is wanted: some mirrors serve one only
 * @throws RegistryError when the registry is blocked
 */
export function placesOf(
  name: string,
  kind: 'tag' | 'digest',
  { rules }: Pick<RegistriesConf, 'rules'>,
): Place[] {
  const rule = ruleFor(name, rules);
  if (!rule) return [placeAt(name, false)];
  if (rule.blocked)
    throw new RegistryError('denied', `registry ${rule.prefix} is blocked in registries.conf`);
  const moved = (location: string) => {
    // A rule for all hosts below one has nothing to put in their place.
    if (rule.prefix.startsWith('*.')) {
      return location === rule.prefix ? name : location + name.slice(hostOf(name).length);
    }
    return location + name.slice(rule.prefix.length);
  };
  const mirrors = rule.mirrors.filter(({ pulls }) => pulls === 'all' || pulls === `${kind}-only`);
  return [...mirrors, rule].map(({ location, insecure }) => placeAt(moved(location), insecure));
}

/** The rule with the longest prefix that the name begins with. */
export function ruleFor(name: string, rules: readonly RegistryRule[]): RegistryRule | undefined {
  const fitting = rules.filter(({ prefix }) =>
    prefix.startsWith('*.')
      ? hostOf(name).endsWith(prefix.slice(1))
      : name === prefix || name.startsWith(`${prefix}/`),
  );
  return fitting.toSorted((one, other) => other.prefix.length - one.prefix.length)[0];
}

function hostOf(name: string): string {
  return name.split('/', 1)[0] ?? '';
}

function placeAt(name: string, insecure: boolean): Place {
  const registry = hostOf(name);
  return { registry, repository: name.slice(registry.length + 1), insecure };
}
