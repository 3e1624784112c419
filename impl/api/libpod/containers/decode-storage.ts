import type {
  ContainerCreate,
  DeviceCgroupRule,
  SpecDevice,
} from '../../../../spec/generated/schemas.gen.ts';
import type { StorageConfig } from '../../../container-config.ts';
import { BadParameter } from '../../../errors.ts';
import { given } from '../../shared/given.ts';
import { oneOf } from './spec-rules.ts';

const PROPAGATIONS = ['shared', 'slave', 'private', 'unbindable'].flatMap((name) =>
  name === 'unbindable' ? [name, 'runbindable'] : [name, `r${name}`],
);

/** Mounts, volumes and devices of a SpecGenerator. Throws BadParameter. */
export function decodeStorage(spec: ContainerCreate): StorageConfig {
  return given({
    mounts: (spec.mounts ?? []).map((mount) =>
      given({
        type: mount.type || 'bind',
        source: mount.source || undefined,
        destination: mount.destination ?? '',
        options: mount.options ?? [],
      }),
    ),
    volumes: (spec.volumes ?? []).map((volume) =>
      given({
        name: volume.Name ?? '',
        destination: volume.Dest ?? '',
        options: volume.Options ?? [],
        anonymous: volume.IsAnonymous || !volume.Name,
        subPath: volume.SubPath || undefined,
      }),
    ),
    overlayVolumes: (spec.overlay_volumes ?? []).map((volume) => ({
      source: volume.source ?? '',
      destination: volume.destination ?? '',
      options: volume.options ?? [],
    })),
    imageVolumes: (spec.image_volumes ?? []).map((volume) => ({
      image: volume.Source ?? '',
      destination: volume.Destination ?? '',
      readWrite: volume.ReadWrite ?? false,
    })),
    volumesFrom: spec.volumes_from ?? [],
    imageVolumeMode:
      oneOf(spec, 'image_volume_mode', ['anonymous', 'tmpfs', 'ignore']) ?? 'anonymous',
    devices: [...(spec.devices ?? []), ...(spec.host_device_list ?? [])].map(decodeDevice),
    devicesFrom: spec.devices_from,
    deviceCgroupRules: (spec.device_cgroup_rule ?? []).map(decodeRule),
    shmSize: spec.shm_size,
    storageOptions: spec.storage_opts ?? {},
    rootPropagation: oneOf(spec, 'rootfs_propagation', PROPAGATIONS),
    volatile: spec.volatile || undefined,
  });
}

/** Podman's clients write `source[:destination][:permissions]` into the path. */
function decodeDevice({ path = '' }: SpecDevice): StorageConfig['devices'][number] {
  const [source = '', ...rest] = path.split(':');
  const permissions = rest.find((part) => /^[rwm]{1,3}$/.test(part)) ?? '';
  const destination = rest.find((part) => part.startsWith('/')) ?? '';
  if (!source.startsWith('/') || rest.length > 2) {
    throw new BadParameter(`invalid device specification: ${path}: invalid argument`);
  }
  return { source, destination, permissions };
}

function decodeRule(rule: DeviceCgroupRule): StorageConfig['deviceCgroupRules'][number] {
  const { type = 'a' } = rule;
  if (type !== 'a' && type !== 'b' && type !== 'c') {
    throw new BadParameter(`invalid device type "${type}" in device_cgroup_rule: invalid argument`);
  }
  const { allow = false, major = -1, minor = -1, access = '' } = rule;
  return {
    allow,
    type,
    // Any number, in the runtime spec as in the kernel, is none.
    ...(major < 0 ? {} : { major }),
    ...(minor < 0 ? {} : { minor }),
    access: access || 'rwm',
  };
}
