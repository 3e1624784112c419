import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MNT, bindMount, umount } from '../../kernel/mount.ts';
import { readMountInfo } from '../../kernel/mountinfo.ts';
import { mountOverlay } from '../../storage/overlay/mount-data.ts';
import type { Context, Directories } from './context.ts';
import type { ContainerRecord } from './record.ts';
import { mountSubPath } from './sub-path.ts';
import type { MountView } from './view.ts';

/** What the runtime mounts: for overlays, images and parts of volumes the engine's own mount. */
export function mountSource(directories: Directories, id: string, mount: MountView): string {
  return isMadeHere(mount) ? join(home(directories, id, mount), 'merged') : mount.source;
}

/**
 * Mounts the overlay and image volumes, and the parts of volumes, of a run. What an earlier run wrote into them is gone, as
 * with Podman, unless the client named an upper folder.
 */
export async function mountOverlays(context: Context, record: ContainerRecord): Promise<void> {
  for (const mount of record.mounts.filter(isMadeHere)) {
    const folder = home(context.directories, record.id, mount);
    const at = (name: string) => join(folder, name);
    await rm(folder, { recursive: true, force: true });
    if (mount.subPath !== undefined) {
      mountSubPath(mount, mount.subPath, at('merged'));
      continue;
    }
    await mkdir(at('merged'), { recursive: true });
    const upperDir = mount.overlay?.upper ?? at('upper');
    const workDir = mount.overlay?.work ?? at('work');
    const lowerDirs = lowerDirsOf(context, mount);
    const [only, ...others] = lowerDirs;
    if (!mount.readWrite && only !== undefined && others.length === 0) {
      // An overlay without an upper folder needs two others.
      bindMount(only, at('merged'), { readOnly: true });
      continue;
    }
    if (mount.readWrite)
      for (const made of [upperDir, workDir]) await mkdir(made, { recursive: true });
    mountOverlay(at('merged'), { lowerDirs, ...(mount.readWrite ? { upperDir, workDir } : {}) });
  }
}

/** Unmounts what {@link mountOverlays} mounted, by this daemon or an earlier one. */
export async function unmountOverlays(context: Context, record: ContainerRecord): Promise<void> {
  if (!record.mounts.some(isMadeHere)) return;
  const root = overlays(context.directories, record.id);
  const below = readMountInfo().filter(({ mountPoint }) => mountPoint.startsWith(`${root}/`));
  for (const { mountPoint } of below) umount(mountPoint, MNT.DETACH);
  await rm(root, { recursive: true, force: true });
}

function isMadeHere({ type, overlay, subPath }: MountView): boolean {
  return type === 'image' || overlay !== undefined || subPath !== undefined;
}

/** An image is looked for again at each start: its folders are those that it has now. */
function lowerDirsOf({ images, storage }: Context, { type, name, source }: MountView): string[] {
  if (type !== 'image') return [source];
  return storage.images.layerDirs(images.find(name, 'libpod').image);
}

const overlays = (directories: Directories, id: string) => join(directories.static(id), 'overlays');

function home(directories: Directories, id: string, { destination }: MountView): string {
  const name = createHash('sha256').update(destination).digest('hex').slice(0, 16);
  return join(overlays(directories, id), name);
}
