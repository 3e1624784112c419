import { statSync } from 'node:fs';
import { given } from '../../../given.ts';
import type { ContainerView, MountView } from '../../containers/view.ts';
import type { KubeContainer, KubeVolume } from '../objects.ts';

type KubeMount = NonNullable<KubeContainer['volumeMounts']>[number];

/** What a container mounts, and the Pod's volumes that these mounts are of. */
export function volumesOf(view: ContainerView): { mounts: KubeMount[]; volumes: KubeVolume[] } {
  const found = [...view.mounts.flatMap(mountOf), ...devicesOf(view)];
  return {
    mounts: found.map(({ mount, volume: { name } }) => given({ name, ...mount })),
    volumes: found.map(({ volume }) => volume),
  };
}

interface Found {
  mount: KubeMount;
  volume: KubeVolume;
}

function mountOf(view: MountView, at: number): Found[] {
  const mount: KubeMount = given({
    mountPath: view.destination,
    readOnly: view.readWrite ? undefined : true,
    mountPropagation: propagation(view),
  });
  const volume = volumeOf(view, at);
  return volume ? [{ mount, volume }] : [];
}

function volumeOf(view: MountView, at: number): KubeVolume | undefined {
  const { name, source, readWrite } = view;
  switch (view.type) {
    case 'volume': {
      const claim = given({ claimName: name, readOnly: readWrite ? undefined : true });
      return { name: `${name}-pvc`, persistentVolumeClaim: claim };
    }
    case 'bind':
      return {
        name: `${pathName(source)}-host-${at}`,
        hostPath: { path: source, type: kindOf(source) },
      };
    case 'tmpfs':
      return { name: `${pathName(view.destination)}-tmpfs-${at}`, emptyDir: { medium: 'Memory' } };
    case 'image':
      return { name: `image-${at}`, image: { reference: source } };
    default:
      return undefined;
  }
}

/** Devices that were asked for are files of the host. */
function devicesOf({ config }: ContainerView): Found[] {
  if (config.security.privileged) return [];
  return config.storage.devices.map(({ source, destination }, at) => ({
    mount: { mountPath: destination || source },
    volume: {
      name: `${pathName(source)}-dev-${at}`,
      hostPath: { path: source, type: kindOf(source) },
    },
  }));
}

const PROPAGATIONS: Readonly<Record<string, string>> = {
  rslave: 'HostToContainer',
  rshared: 'Bidirectional',
};

function propagation({ type, options }: MountView): string | undefined {
  if (type !== 'bind') return undefined;
  return options.map((option) => PROPAGATIONS[option]).find(Boolean);
}

/** `/mnt/data/` is `mnt-data`; Kubernetes wants small letters, digits and dashes. */
function pathName(path: string): string {
  const name = path.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return name.replaceAll(/^-+|-+$/g, '') || 'root';
}

function kindOf(path: string): string {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status || status.isDirectory()) return status ? 'Directory' : 'DirectoryOrCreate';
  if (status.isCharacterDevice()) return 'CharDevice';
  if (status.isBlockDevice()) return 'BlockDevice';
  return status.isSocket() ? 'Socket' : 'File';
}
