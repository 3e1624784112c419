import { InternalError } from '../../../errors.ts';
import { emptyContainerConfig } from '../../../container-config.ts';
import type { StorageConfig } from '../../../container-config.ts';
import type { KubeContainer } from '../objects.ts';
import type { PlannedVolume } from './volumes.ts';

type KubeMount = NonNullable<KubeContainer['volumeMounts']>[number];

/** A Pod's volumes as they were made: what lives with the pod has got a volume of the engine. */
export type MadeVolume =
  | Exclude<PlannedVolume, { kind: 'own' | 'memory' }>
  | { kind: 'own'; name: string }
  | { kind: 'memory'; size: number | undefined };

/** What a container mounts. Throws InternalError for a volume that the Pod does not have. */
export function storageOf(
  mounts: readonly KubeMount[],
  volumes: ReadonlyMap<string, MadeVolume>,
): StorageConfig {
  const { storage } = emptyContainerConfig('libpod');
  for (const mount of mounts) {
    const volume = volumes.get(mount.name ?? '');
    if (!volume) {
      throw new InternalError(
        `volume mount ${mount.name} specified for container but not configured in volumes`,
      );
    }
    add(storage, volume, mount);
  }
  return storage;
}

function add(storage: StorageConfig, volume: MadeVolume, mount: KubeMount): void {
  const { destination, options } = placeOf(mount);
  const part = mount.subPath ? { subPath: mount.subPath } : {};
  switch (volume.kind) {
    case 'bind':
      storage.mounts.push({ type: 'bind', source: volume.source, destination, options, ...part });
      break;
    case 'device':
      storage.devices.push({ source: volume.source, destination, permissions: '' });
      break;
    case 'named': {
      const readOnly = volume.readOnly && !options.includes('ro') ? ['ro'] : [];
      storage.volumes.push({
        name: volume.name,
        destination,
        options: [...options, ...readOnly],
        ...part,
      });
      break;
    }
    case 'own':
      // It begins empty, or with its own files; never with the image's.
      storage.volumes.push({
        name: volume.name,
        destination,
        options: [...options, 'nocopy'],
        anonymous: true,
        ...part,
      });
      break;
    case 'memory': {
      const size = volume.size === undefined ? [] : [`size=${volume.size}`];
      storage.mounts.push({ type: 'tmpfs', destination, options: [...options, ...size] });
      break;
    }
    case 'image':
      storage.imageVolumes.push({ image: volume.reference, destination, readWrite: false });
      break;
    case 'absent':
      break;
  }
}

const PROPAGATIONS: Readonly<Record<string, string[]>> = {
  None: ['private'],
  HostToContainer: ['rslave'],
  Bidirectional: ['rshared'],
};

/** Podman takes mount options behind a colon, as its command line does. */
function placeOf(mount: KubeMount): { destination: string; options: string[] } {
  const { mountPath = '', readOnly, mountPropagation } = mount;
  const [destination = '', written = '', ...more] = mountPath.split(':');
  if (more.length > 0 || destination === '') {
    throw new InternalError(`"${mountPath}" incorrect volume format, should be ctr-dir[:option]`);
  }
  if (!destination.startsWith('/')) {
    throw new InternalError(`parsing MountPath: invalid container path "${destination}"`);
  }
  const options = written.split(',').filter((option) => option !== '');
  if (readOnly) options.push('ro');
  if (mountPropagation !== undefined) {
    const propagation = Object.hasOwn(PROPAGATIONS, mountPropagation)
      ? PROPAGATIONS[mountPropagation]
      : undefined;
    if (!propagation) throw new InternalError(`unknown propagation mode "${mountPropagation}"`);
    options.push(...propagation);
  }
  return { destination, options };
}
