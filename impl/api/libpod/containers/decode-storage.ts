import type { ContainerCreate, SpecDevice } from '../../../../spec/generated/schemas.gen.ts';
import type { StorageConfig } from '../../../engine/containers/config.ts';
import { BadParameter } from '../../../errors.ts';
import { given, nonZero } from '../../shared/given.ts';

/** Mounts, volumes and devices of a libpod create request. */
export function decodeStorage(body: ContainerCreate): StorageConfig {
  return given({
    mounts: (body.mounts ?? []).map(({ type, source, destination, options }) =>
      given({
        type: type || 'bind',
        source: nonZero(source),
        destination: absolute('mounts', destination),
        options: options ?? [],
      }),
    ),
    volumes: (body.volumes ?? []).map(({ Name = '', Dest, Options, IsAnonymous }) =>
      given({
        name: Name,
        destination: absolute('volumes', Dest),
        options: Options ?? [],
        anonymous: Name === '' || IsAnonymous ? true : undefined,
      }),
    ),
    overlayVolumes: (body.overlay_volumes ?? []).map(({ source = '', destination, options }) => ({
      source,
      destination: absolute('overlay_volumes', destination),
      options: options ?? [],
    })),
    imageVolumes: (body.image_volumes ?? []).map(({ Source = '', Destination, ReadWrite }) => ({
      image: Source,
      destination: absolute('image_volumes', Destination),
      readWrite: ReadWrite ?? false,
    })),
    volumesFrom: body.volumes_from ?? [],
    imageVolumeMode: body.image_volume_mode || ('anonymous' as const),
    devices: [...(body.devices ?? []), ...(body.host_device_list ?? [])].map(decodeDevice),
    deviceCgroupRules: (body.device_cgroup_rule ?? []).map((rule) =>
      given({
        allow: rule.allow ?? true,
        type: deviceType(rule.type),
        major: rule.major ?? undefined,
        minor: rule.minor ?? undefined,
        access: rule.access ?? 'rwm',
      }),
    ),
    shmSize: nonZero(body.shm_size),
    storageOptions: body.storage_opts ?? {},
  });
}

function absolute(member: string, destination: string | undefined): string {
  if (destination?.startsWith('/')) return destination;
  throw new BadParameter(
    `${member}: destination "${destination ?? ''}" must be an absolute path: invalid argument`,
  );
}

/** Clients put the whole of `--device source:destination:permissions` into the path. */
function decodeDevice({ path = '' }: SpecDevice): StorageConfig['devices'][number] {
  const [source = '', second = '', third = ''] = path.split(':');
  const isPath = second === '' || second.startsWith('/');
  const permissions = (isPath ? third : second) || 'rwm';
  if (!source.startsWith('/') || !/^[rwm]{1,3}$/.test(permissions)) {
    throw new BadParameter(`invalid device specification: ${path}: invalid argument`);
  }
  return { source, destination: isPath && second !== '' ? second : source, permissions };
}

function deviceType(type = 'a'): 'a' | 'b' | 'c' {
  if (type === 'a' || type === 'b' || type === 'c') return type;
  throw new BadParameter(`device_cgroup_rule: invalid device type ${type}: invalid argument`);
}
