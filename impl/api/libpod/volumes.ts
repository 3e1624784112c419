import type { LibpodVolume } from '../../../spec/generated/schemas.gen.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Volume } from '../../engine/volumes/volume.ts';
import type { Volumes } from '../../engine/volumes/volumes.ts';
import type { Handlers } from '../handler.ts';
import { asInternal } from '../shared/internal-failure.ts';

const listFilters = [
  'after',
  'dangling',
  'driver',
  'label',
  'label!',
  'name',
  'opt',
  'scope',
  'since',
  'until',
];

export function libpodVolumes({ volumes, containers }: Pick<Engine, 'volumes' | 'containers'>) {
  const query = (filters?: Readonly<Record<string, readonly string[]>>) => ({
    filters,
    allowed: listFilters,
    namesArePatterns: true,
  });
  return {
    'libpod.volume.list': async ({ query: { filters } }) => {
      const found = await asInternal(() => volumes.list(query(filters)));
      return { kind: 'json', status: 200, value: found.map((one) => encode(volumes, one)) };
    },
    'libpod.volume.inspect': ({ path }) => ({
      kind: 'json',
      status: 200,
      value: encode(volumes, volumes.find(path.name)),
    }),
    'libpod.volume.exists': ({ path }) => {
      volumes.find(path.name);
      return { kind: 'empty', status: 204 };
    },
    'libpod.volume.create': async ({ body }) => {
      const { Name: name, Driver: driver, Label, Labels, Options: options } = body;
      const wanted = {
        ...(name ? { name } : {}),
        ...(driver ? { driver } : {}),
        ...(options ? { options } : {}),
        labels: { ...Labels, ...Label },
      };
      const volume = await asInternal(() => volumes.create(wanted));
      return { kind: 'json', status: 201, value: encode(volumes, volume) };
    },
    'libpod.volume.remove': async ({ path, query: { force, timeout } }) => {
      const volume = volumes.find(path.name);
      const options = { tree: 'libpod', force: true, volumes: false, ignore: true } as const;
      for (const id of force ? volumes.users(volume) : [])
        await containers.remove(id, { ...options, ...(timeout === undefined ? {} : { timeout }) });
      await volumes.remove(volume.name);
      return { kind: 'empty', status: 204 };
    },
    'libpod.volume.export': async ({ path, signal }) => ({
      kind: 'stream',
      status: 200,
      contentType: 'application/x-tar',
      source: await volumes.export(path.name, signal),
    }),
    'libpod.volume.import': async ({ path, input, signal }) => {
      await volumes.import(path.name, input, signal);
      return { kind: 'empty', status: 204 };
    },
    'libpod.volume.prune': async ({ query: { filters } }) => {
      const removed = await asInternal(() => volumes.prune(query(filters)));
      return {
        kind: 'json',
        status: 200,
        value: removed.map(({ name, size }) => ({ Id: name, Size: size })),
      };
    },
  } satisfies Handlers;
}

function encode(volumes: Volumes, volume: Volume): LibpodVolume {
  const { uid, gid } = volume;
  return {
    Name: volume.name,
    Driver: volume.driver,
    Mountpoint: volumes.path(volume),
    CreatedAt: new Date(volume.created).toISOString(),
    Labels: volume.labels,
    Scope: 'local',
    Options: {
      ...volume.options,
      // Podman repeats the owner that `o` names.
      ...(uid === undefined ? {} : { UID: String(uid) }),
      ...(gid === undefined ? {} : { GID: String(gid) }),
    },
    ...(uid ? { UID: uid } : {}),
    ...(gid ? { GID: gid } : {}),
    ...(volume.anonymous ? { Anonymous: true } : {}),
    MountCount: volumes.mountCount(volume),
    ...(volume.needsCopyUp ? { NeedsCopyUp: true } : {}),
    ...(volume.needsCopyUp && uid === undefined && gid === undefined ? { NeedsChown: true } : {}),
  };
}
