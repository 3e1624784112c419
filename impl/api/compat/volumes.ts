import type { DockerVolume } from '../../../spec/generated/schemas.gen.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Volume } from '../../engine/volumes/volume.ts';
import type { Volumes } from '../../engine/volumes/volumes.ts';
import { BadParameter, NotFound } from '../../errors.ts';
import type { Handlers } from '../handler.ts';
import { atLeast } from '../version.ts';

const listFilters = ['dangling', 'driver', 'label', 'name', 'opt'];
const pruneFilters = ['label', 'label!', 'until'];
/** What Docker marks the volumes with that it makes for one container. */
const anonymousLabel = 'com.docker.volume.anonymous';

export function compatVolumes({ volumes }: Pick<Engine, 'volumes'>) {
  return {
    'compat.volume.list': ({ query: { filters } }) => {
      const query = { filters, allowed: listFilters, namesArePatterns: false };
      const found = volumes.list(query).map((volume) => encodeVolume(volumes, volume));
      return { kind: 'json', status: 200, value: { Volumes: found, Warnings: [] } };
    },
    'compat.volume.inspect': ({ path }) => ({
      kind: 'json',
      status: 200,
      value: encodeVolume(volumes, find(volumes, path.name)),
    }),
    'compat.volume.create': async ({ body }) => {
      const { Name: name, Driver: driver, DriverOpts: options, Labels: labels } = body;
      const wanted = {
        ...(name ? { name } : {}),
        ...(driver ? { driver } : {}),
        ...(options ? { options } : {}),
        ...(labels ? { labels } : {}),
        anonymous: !name,
      };
      const volume = (name ? volumes.get(name) : undefined) ?? (await volumes.create(wanted));
      return { kind: 'json', status: 201, value: encodeVolume(volumes, volume) };
    },
    'compat.volume.remove': async ({ path, query: { force } }) => {
      const name = force ? path.name : find(volumes, path.name).name;
      await volumes.remove(name);
      return { kind: 'empty', status: 204 };
    },
    'compat.volume.prune': async ({ query, version }) => {
      const { all, ...filters } = query.filters ?? {};
      // From 1.42 on named volumes are spared; whoever names no version means what we announce.
      const sparesNamed = version !== undefined && atLeast(version, '1.42');
      const onlyAnonymous = sparesNamed && !isTrue(all);
      const removed = await volumes.prune({
        filters,
        allowed: pruneFilters,
        namesArePatterns: false,
        onlyAnonymous,
      });
      const reclaimed = removed.reduce((sum, { size }) => sum + size, 0);
      const names = removed.map(({ name }) => name);
      return {
        kind: 'json',
        status: 200,
        value: { VolumesDeleted: names, SpaceReclaimed: reclaimed },
      };
    },
  } satisfies Handlers;
}

function isTrue(values: readonly string[] | undefined): boolean {
  const value = values?.[0] ?? 'false';
  if (['1', 'true'].includes(value)) return true;
  if (['0', 'false'].includes(value)) return false;
  throw new BadParameter(`invalid filter 'all=${value}': not a boolean`);
}

/** Docker has no shorter forms of a volume's name. */
function find(volumes: Volumes, name: string): Volume {
  const volume = volumes.get(name);
  if (volume) return volume;
  throw new NotFound(`get ${name}: no such volume`, { rootCause: 'no such volume' });
}

export function encodeVolume(volumes: Volumes, volume: Volume): DockerVolume {
  return {
    // Docker's times of volumes have whole seconds.
    CreatedAt: `${new Date(volume.created).toISOString().slice(0, 19)}Z`,
    Driver: volume.driver,
    Labels: volume.anonymous ? { ...volume.labels, [anonymousLabel]: '' } : volume.labels,
    Mountpoint: volumes.path(volume),
    Name: volume.name,
    Options: volume.options,
    Scope: 'local',
  };
}
