import { mkdirSync, rmSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { InternalError } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { mountIdMapped } from '../../kernel/mount-tree.ts';
import { MNT, umount } from '../../kernel/mount.ts';
import { userNamespace } from '../../kernel/user-namespace.ts';
import type { ContainerLayer } from '../types.ts';
import { mountOverlay } from './mount-data.ts';

/**
 * Mounts a container's layer. With maps of a user namespace the layers below, which other containers
 * share, are shown through mounts that translate their owners; what the container itself writes
 * bears the host's numbers.
 * @param home the container's folder, for mounts that are there for a moment
 */
export function mountLayer(home: string, layer: ContainerLayer): void {
  const { mountPoint, mappings, workDir } = layer;
  // What an earlier mount left there would refuse the next one: its layer may have lost writes, which
  // is what was agreed to.
  if (layer.volatile) rmSync(path.join(workDir, 'work/incompat'), { recursive: true, force: true });
  if (!mappings) return mountOverlay(mountPoint, layer);
  const owners = userNamespace(mappings);
  const shown: string[] = [];
  try {
    for (const [index, folder] of layer.lowerDirs.entries()) {
      const target = path.join(home, `lower${index}`);
      mkdirSync(target, { recursive: true });
      shown.push(target);
      showMapped(folder, target, owners);
    }
    mountOverlay(mountPoint, { ...layer, lowerDirs: shown });
  } finally {
    // The overlay has copies of its own.
    for (const target of shown) forget(target);
  }
}

function showMapped(folder: string, target: string, owners: number): void {
  try {
    mountIdMapped(folder, target, owners);
  } catch (error) {
    if (!hasCode(error, 'EINVAL', 'ENOSYS')) throw error;
    throw new InternalError(
      `the file system of ${folder} knows no id-mapped mounts, which user namespaces need here`,
      { cause: error },
    );
  }
}

function forget(target: string): void {
  try {
    umount(target, MNT.DETACH | MNT.UMOUNT_NOFOLLOW);
  } catch (error) {
    if (!hasCode(error, 'EINVAL')) throw error;
  }
  rmdirSync(target);
}
