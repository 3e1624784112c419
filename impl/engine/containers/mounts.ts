import { mkdir, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { BadParameter } from '../../errors.ts';
import type { Image } from '../../storage/types.ts';
import type { ContainerConfig, MountConfig, StorageConfig } from '../../container-config.ts';
import type { Context } from './context.ts';
import { checkOptions } from './mount-options.ts';
import type { Undo } from './undo.ts';
import { checkSubPath } from './sub-path.ts';
import type { MountView } from './view.ts';

type Volume = StorageConfig['volumes'][number];

/** Where each mount of a container comes from and goes to, volumes made where they were missing. */
export interface ResolvedMounts {
  mounts: MountView[];
  /** With the names that anonymous volumes were given, the image's included. */
  volumes: Volume[];
}

/**
 * Decides all mounts of a container that is being made. What is named for a destination goes
 * before what comes from another container (`volumesFrom`) or the pod, and that before the image's
 * VOLUMEs.
 * Throws BadParameter for a relative path, a missing source or two mounts on one destination.
 */
export async function resolveMounts(
  context: Context,
  config: ContainerConfig,
  image: Image | undefined,
  undo: Undo,
): Promise<ResolvedMounts> {
  const { storage } = config;
  const mounts = new Map<string, MountView>();
  const volumes: Volume[] = [];
  const add = (mount: MountView): void => {
    if (mount.destination === '/') {
      throw new BadParameter("invalid specification: destination can't be '/'");
    }
    if (mounts.has(mount.destination)) {
      throw new BadParameter(`${mount.destination}: duplicate mount destination`);
    }
    mounts.set(mount.destination, mount);
  };
  const addVolume = async (wanted: Volume): Promise<void> => {
    const { mount, volume } = await makeVolume(context, wanted, undo);
    add(mount);
    volumes.push(volume);
  };
  if (config.tree === 'libpod') {
    for (const { options } of [...storage.mounts.filter(isChecked), ...storage.volumes]) {
      checkOptions(options);
    }
  }
  for (const mount of storage.mounts) add(await direct(mount));
  for (const volume of storage.volumes) await addVolume(volume);
  for (const volume of storage.overlayVolumes) add(await throughOverlay(volume));
  for (const volume of storage.imageVolumes) add(ofImage(context, volume));
  for (const mount of borrowed(context, storage.volumesFrom)) {
    if (!mounts.has(mount.destination)) add(mount);
  }
  for (const mount of context.pods.mountsFor(config)) {
    if (!mounts.has(mount.destination)) add(mount);
  }
  for (const destination of Object.keys(image?.config.config?.Volumes ?? {}).map(absolute)) {
    if (mounts.has(destination) || storage.imageVolumeMode === 'ignore') continue;
    if (storage.imageVolumeMode === 'tmpfs') {
      add(await direct({ type: 'tmpfs', destination, options: [] }));
    } else await addVolume({ name: '', destination, options: [], anonymous: true });
  }
  return { mounts: [...mounts.values()], volumes };
}

async function makeVolume(
  context: Context,
  wanted: Volume,
  undo: Undo,
): Promise<{ mount: MountView; volume: Volume }> {
  const destination = absolute(wanted.destination);
  const anonymous = wanted.anonymous ?? wanted.name === '';
  const made = await context.volumes.ensure({
    name: wanted.name,
    anonymous,
    ...wanted.made,
  });
  if (anonymous) undo.add(() => context.volumes.remove(made.name));
  const { name, path: source, driver } = made;
  return {
    mount: {
      type: 'volume',
      name,
      source,
      destination,
      driver,
      ...traits(wanted.options, ['nosuid', 'nodev', 'rbind']),
      ...partOf(wanted),
    },
    volume: { ...wanted, name, destination, anonymous },
  };
}

const isChecked = ({ type }: MountConfig) => type === 'bind' || type === 'tmpfs';

async function direct(mount: MountConfig): Promise<MountView> {
  const destination = absolute(mount.destination);
  const common = { name: '', destination, driver: '', ...traits(mount.options, []) };
  if (mount.type !== 'bind') {
    return { ...common, type: mount.type as MountView['type'], source: mount.source ?? mount.type };
  }
  const source = absolute(mount.source ?? '');
  await checkSource(source, mount.makeSource ?? false);
  const options = mount.options.some((option) => /^r?bind$/.test(option))
    ? mount.options
    : [...mount.options, 'rbind'];
  return { ...common, type: 'bind', source, options, ...partOf(mount) };
}

function partOf({ subPath }: { subPath?: string }): Pick<MountView, 'subPath'> {
  return subPath ? { subPath: checkSubPath(subPath) } : {};
}

async function checkSource(source: string, make: boolean): Promise<void> {
  try {
    await stat(source);
  } catch (error) {
    if (make) await mkdir(source, { recursive: true });
    else throw new BadParameter(`statfs ${source}: no such file or directory`, { cause: error });
  }
}

/** Mounts of other containers, `name[:options]`; of two on one destination the first one counts. */
function borrowed(context: Context, volumesFrom: readonly string[]): MountView[] {
  const found = new Map<string, MountView>();
  for (const text of volumesFrom) {
    const [name = '', options = ''] = text.split(':', 2);
    checkBorrowed(options);
    const readOnly = options.split(',').includes('ro');
    for (const mount of context.registry.find(name).record.mounts) {
      if (!['bind', 'volume'].includes(mount.type) || found.has(mount.destination)) continue;
      const own = mount.options.filter((option) => !(readOnly && option === 'rw'));
      found.set(mount.destination, {
        ...mount,
        options: readOnly ? [...own, 'ro'] : own,
        readWrite: mount.readWrite && !readOnly,
      });
    }
  }
  return [...found.values()];
}

function checkBorrowed(options: string): void {
  const wrong = options.split(',').find((option) => !['', 'ro', 'rw', 'z'].includes(option));
  if (wrong === undefined) return;
  throw new BadParameter(
    `invalid mode: "${wrong}": volumes from another container can only use z,ro,rw options`,
  );
}

/** A folder of the host that the container changes for itself alone. */
async function throughOverlay({
  source: given,
  destination,
  options,
}: StorageConfig['overlayVolumes'][number]): Promise<MountView> {
  const source = absolute(given);
  await checkSource(source, false);
  const valueOf = (key: string) =>
    options.find((option) => option.startsWith(`${key}=`))?.slice(key.length + 1);
  const [upper, work] = [valueOf('upperdir'), valueOf('workdir')];
  if ((upper === undefined) !== (work === undefined)) {
    throw new BadParameter('cannot specify only one of upperdir and workdir: both are required');
  }
  for (const folder of [upper, work]) if (folder) await checkSource(absolute(folder), false);
  return {
    type: 'bind',
    name: '',
    source,
    destination: absolute(destination),
    driver: '',
    ...traits(
      options.filter((option) => option !== 'O'),
      ['rbind'],
    ),
    overlay: { ...(upper ? { upper } : {}), ...(work ? { work } : {}) },
  };
}

/** An image's files, to be read, or changed for the container alone. */
function ofImage(
  { images }: Context,
  { image, destination, readWrite }: StorageConfig['imageVolumes'][number],
): MountView {
  const { image: found } = images.find(image, 'libpod');
  return {
    type: 'image',
    name: found.id,
    source: image,
    destination: absolute(destination),
    driver: '',
    ...traits([readWrite ? 'rw' : 'ro'], ['rbind']),
  };
}

function traits(
  wanted: readonly string[],
  defaults: readonly string[],
): Pick<MountView, 'options' | 'readWrite' | 'propagation'> {
  const propagation = wanted.find((option) =>
    /^(r?(private|shared|slave)|r?unbindable)$/.test(option),
  );
  const options = [...wanted, ...defaults.filter((option) => !wanted.includes(option))];
  return {
    options,
    readWrite: !wanted.includes('ro') && !wanted.includes('readonly'),
    propagation: propagation ?? 'rprivate',
  };
}

function absolute(path: string): string {
  if (!path.startsWith('/')) {
    throw new BadParameter(`invalid mount path "${path}": must be an absolute path`);
  }
  const clean = posix.normalize(path);
  return clean.length > 1 && clean.endsWith('/') ? clean.slice(0, -1) : clean;
}
