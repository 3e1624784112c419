import { statSync } from 'node:fs';
import { given } from '../../../given.ts';
import type { ContainerView, MountView } from '../../containers/view.ts';
import type { KubeContainer, KubeVolume } from '../objects.ts';
import { formatBytes } from '../quantity.ts';

type KubeMount = NonNullable<KubeContainer['volumeMounts']>[number];

/**
 * What a container mounts, and the Pod's volumes that these mounts are of. A volume that goes with
 * its containers is an empty folder, which begins anew when it is played.
 */
export function volumesOf(view: ContainerView): { mounts: KubeMount[]; volumes: KubeVolume[] } {
  const { pod, storage } = view.config;
  const passing = new Map(
    storage.volumes
      .filter(({ anonymous }) => anonymous)
      .map(({ name }) => [name, ownName(name, pod)]),
  );
  const found = [
    ...view.mounts.flatMap((mount, at) => mountOf(mount, at, passing)),
    ...devicesOf(view),
  ];
  return {
    mounts: found.map(({ mount, volume: { name } }) => given({ name, ...mount })),
    volumes: found.map(({ volume }) => volume),
  };
}

interface Found {
  mount: KubeMount;
  volume: KubeVolume;
}

/** Play puts the pod's id before the names of what lives with the pod. */
function ownName(name: string, pod = ''): string {
  const prefix = `${pod.slice(0, 12)}-`;
  return pod !== '' && name.startsWith(prefix)
    ? name.slice(prefix.length)
    : `volume-${name.slice(0, 12)}`;
}

function mountOf(view: MountView, at: number, passing: ReadonlyMap<string, string>): Found[] {
  const mount: KubeMount = given({
    mountPath: view.destination,
    subPath: view.subPath,
    readOnly: view.readWrite ? undefined : true,
    mountPropagation: propagation(view),
  });
  const volume = volumeOf(view, at, passing);
  return volume ? [{ mount, volume }] : [];
}

function volumeOf(
  view: MountView,
  at: number,
  passing: ReadonlyMap<string, string>,
): KubeVolume | undefined {
  const { name, source, readWrite } = view;
  switch (view.type) {
    case 'volume': {
      const own = passing.get(name);
      if (own !== undefined) return { name: own, emptyDir: {} };
      const claim = given({ claimName: name, readOnly: readWrite ? undefined : true });
      return { name: `${name}-pvc`, persistentVolumeClaim: claim };
    }
    case 'bind':
      return {
        name: `${pathName(source)}-host-${at}`,
        hostPath: { path: source, type: kindOf(source) },
      };
    case 'tmpfs':
      return { name: `${pathName(view.destination)}-tmpfs-${at}`, emptyDir: inMemory(view) };
    case 'image':
      return { name: `image-${at}`, image: { reference: source } };
    default:
      return undefined;
  }
}

function inMemory({ options }: MountView): NonNullable<KubeVolume['emptyDir']> {
  const size = options.find((option) => option.startsWith('size='))?.slice('size='.length);
  const bytes = size === undefined ? undefined : sizeInBytes(size);
  return given({ medium: 'Memory', sizeLimit: bytes ? formatBytes(bytes) : undefined });
}

/** `64m`, as tmpfs(5) has it; undefined for a share of the memory. */
function sizeInBytes(size: string): number | undefined {
  const [, number, suffix = ''] = /^(\d+)([kmg]?)b?$/i.exec(size) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * 1024 ** ['', 'k', 'm', 'g'].indexOf(suffix.toLowerCase());
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
