import type { DockerHostConfig, DockerMount } from '../../../../spec/generated/schemas.gen.ts';
import type { MountConfig, StorageConfig } from '../../../container-config.ts';
import { BadParameter } from '../../../errors.ts';

type Found = Pick<StorageConfig, 'mounts' | 'volumes' | 'imageVolumes'>;
type Options = string[];
type Volume = StorageConfig['volumes'][number];

const VOLUME_NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;
const BIND_OPTION =
  /^(ro|rw|z|Z|nocopy|consistent|cached|delegated|r?bind|r?private|r?shared|r?slave)$/;

/**
 * All of Docker's ways to ask for a mount: Binds, Mounts, Tmpfs, and Config.Volumes for anonymous
 * volumes. Throws BadParameter for one that cannot be understood.
 */
export function decodeMounts(host: DockerHostConfig, anonymous: readonly string[]): Found {
  const found: Found = { mounts: [], volumes: [], imageVolumes: [] };
  for (const bind of host.Binds ?? []) addBind(found, bind);
  for (const mount of host.Mounts ?? []) addMount(found, mount);
  for (const [destination, options] of Object.entries(host.Tmpfs ?? {})) {
    found.mounts.push({ type: 'tmpfs', destination, options: words(options) });
  }
  const taken = new Set([...found.mounts, ...found.volumes].map((mount) => mount.destination));
  for (const destination of anonymous) {
    if (!taken.has(destination)) addVolume(found, '', destination, []);
  }
  return found;
}

/** `source:target[:options]`, or only a target for an anonymous volume. */
function addBind(found: Found, bind: string): void {
  const parts = bind.split(':');
  const [source = '', target = '', mode = ''] = parts.length === 1 ? ['', bind] : parts;
  if (parts.length > 3 || target === '') {
    throw new BadParameter(`invalid volume specification: '${bind}'`);
  }
  const options = words(mode).filter((option) => option !== 'rw');
  const wrong = options.find((option) => !BIND_OPTION.test(option));
  const both = words(mode).includes('ro') && words(mode).includes('rw');
  if (wrong !== undefined || both) throw new BadParameter(`invalid mode: ${mode}`);
  if (source.startsWith('/')) {
    found.mounts.push({ type: 'bind', source, destination: target, options, makeSource: true });
  } else {
    addVolume(found, source, target, options);
  }
}

function volumeOptions({ VolumeOptions: options }: DockerMount): Volume['made'] {
  if (!options?.Labels && !options?.DriverConfig) return undefined;
  const { Name: driver = '', Options: driverOptions } = options.DriverConfig ?? {};
  return { labels: options.Labels ?? {}, driver, options: driverOptions ?? {} };
}

function addVolume(
  found: Found,
  name: string,
  destination: string,
  options: Options,
  made?: Volume['made'],
): void {
  if (name !== '' && !VOLUME_NAME.test(name)) {
    throw new BadParameter(
      `"${name}" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed`,
    );
  }
  const volume = { name, destination, options, anonymous: name === '' };
  found.volumes.push(made ? { ...volume, made } : volume);
}

function addMount(found: Found, mount: DockerMount): void {
  const { Type: type = '', Source: source = '', Target: destination = '' } = mount;
  if (destination === '') throw invalid(type, 'field Target must not be empty');
  const readOnly = mount.ReadOnly ? ['ro'] : [];
  if (type === 'bind') {
    if (source === '') throw invalid(type, 'field Source must not be empty');
    const options = [...readOnly, ...bindOptions(mount)];
    const bind = { type, source, destination, options };
    found.mounts.push(mount.BindOptions?.CreateMountpoint ? { ...bind, makeSource: true } : bind);
  } else if (type === 'volume') {
    if (mount.BindOptions) throw invalid(type, 'field BindOptions must not be specified');
    const options = mount.VolumeOptions?.NoCopy ? ['nocopy'] : [];
    addVolume(found, source, destination, [...readOnly, ...options], volumeOptions(mount));
  } else if (type === 'tmpfs') {
    if (source !== '') throw invalid(type, 'field Source must not be specified');
    found.mounts.push(tmpfs(mount, destination, readOnly));
  } else if (type === 'image') {
    found.imageVolumes.push({ image: source, destination, readWrite: !mount.ReadOnly });
  } else {
    throw invalid(type, `mount type unknown: "${type}"`);
  }
}

const PROPAGATION = /^r?(private|shared|slave)$/;

function bindOptions({ BindOptions: options }: DockerMount): Options {
  if (options?.Propagation && !PROPAGATION.test(options.Propagation)) {
    throw invalid('bind', `invalid propagation mode: ${options.Propagation}`);
  }
  return [
    ...(options?.NonRecursive ? ['bind'] : []),
    ...(options?.Propagation ? [options.Propagation] : []),
  ];
}

function tmpfs(mount: DockerMount, destination: string, readOnly: Options): MountConfig {
  const { SizeBytes: size, Mode: mode } = mount.TmpfsOptions ?? {};
  const options = [
    ...readOnly,
    ...(size ? [`size=${size}`] : []),
    ...(mode ? [`mode=${mode.toString(8)}`] : []),
  ];
  return { type: 'tmpfs', destination, options };
}

function invalid(type: string, why: string): BadParameter {
  return new BadParameter(`invalid mount config for type "${type}": ${why}`);
}

function words(list: string): Options {
  return list.split(',').filter((word) => word !== '');
}
