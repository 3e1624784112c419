import { BadParameter, InternalError } from '../../errors.ts';
import type { IdMappings, IdRange } from '../../kernel/id-map.ts';
import type { NamespaceConfig } from '../../container-config.ts';
import { hostFile } from './etc-files.ts';
import type { Registry } from './registry.ts';

/** Whose lines in /etc/subuid and /etc/subgid the ids of `auto` are taken from, as with Podman. */
const OWNER = 'containers';
/** Where nobody has said which: above what users and their subordinate ids have (subuid(5)). */
const SPARE: IdRange[] = [{ container: 0, host: 0x8000_0000, size: 0x4000_0000 }];
/** Ids of a namespace that nobody has said the size of: up to `nobody` and its group. */
const USUAL_SIZE = 65_536;

/**
 * The namespaces with the maps that the users' one needs: those given, those of the container that
 * is joined, or, with `auto`, ids that no other container has. Throws BadParameter for maps that no
 * process could begin in, InternalError when no ids are left.
 */
export function mapUsers(registry: Registry, namespaces: NamespaceConfig): NamespaceConfig {
  const { idMappings, ...rest } = namespaces;
  const user = namespaces.user ?? { mode: 'host' };
  if (user.mode === 'private') return { ...rest, idMappings: checked(idMappings) };
  if (user.mode === 'auto') return { ...rest, idMappings: freeIds(registry, user.value) };
  if (user.mode === 'container') {
    const joined = registry.find(user.container).record.config.namespaces.idMappings;
    return joined ? { ...rest, idMappings: joined } : rest;
  }
  if (user.mode === 'keep-id' || user.mode === 'no-map') {
    throw new BadParameter(`${user.mode} is only supported in rootless mode`);
  }
  return rest;
}

function checked(given: IdMappings | undefined): IdMappings {
  const { uids = [], gids = [] } = given ?? {};
  if (uids.length + gids.length === 0) {
    throw new BadParameter(
      'userns "private" needs idmappings, and there are none: invalid configuration',
    );
  }
  // One list given alone serves for both, as newuidmap's callers expect.
  const mappings = {
    uids: uids.length > 0 ? uids : gids,
    gids: gids.length > 0 ? gids : uids,
  };
  for (const [kind, ranges] of Object.entries(mappings)) {
    if (ranges.some(({ container, host, size }) => size < 1 || container < 0 || host < 0)) {
      throw new BadParameter(`idmappings has a range of ${kind} with a negative number or no size`);
    }
    if (!ranges.some(({ container }) => container === 0)) {
      throw new BadParameter(`idmappings maps no ${kind} 0, which the container begins as`);
    }
  }
  return mappings;
}

/** The first gap between what other containers have that is large enough. */
function freeIds(registry: Registry, options = ''): IdMappings {
  const size = sizeOf(options);
  const taken = registry
    .all()
    .filter(({ record }) => record.config.namespaces.user?.mode === 'auto')
    .flatMap(({ record }) => record.config.namespaces.idMappings?.uids ?? [])
    .sort((one, other) => one.host - other.host);
  for (const { host, size: room } of subordinateIds()) {
    let start = host;
    for (const range of taken) {
      if (range.host + range.size > start && range.host < start + size) {
        start = range.host + range.size;
      }
    }
    if (start + size > host + room) continue;
    const range = [{ container: 0, host: start, size }];
    return { uids: range, gids: range };
  }
  throw new InternalError(`no ${size} ids are free for a user namespace: not enough available IDs`);
}

/** `size=2000` among the options of `auto`. */
function sizeOf(options: string): number {
  for (const option of options.split(',').filter(Boolean)) {
    const size = Number(/^size=(\d{1,9})$/.exec(option)?.[1]);
    if (size > 0) return size;
    throw new BadParameter(`unknown option specified for userns auto: "${option}"`);
  }
  return USUAL_SIZE;
}

function subordinateIds(): IdRange[] {
  const ranges = (file: string) =>
    hostFile(file)
      .split('\n')
      .map((line) => line.split(':'))
      .filter(([owner]) => owner === OWNER)
      .map(([, host, size]) => ({ container: 0, host: Number(host), size: Number(size) }));
  const uids = ranges('/etc/subuid');
  const groups = ranges('/etc/subgid');
  const both = uids.filter(({ host, size }) =>
    groups.some((range) => range.host === host && range.size === size),
  );
  return both.length > 0 ? both : SPARE;
}
