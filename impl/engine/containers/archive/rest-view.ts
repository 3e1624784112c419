import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  rmSync,
  rmdirSync,
  statSync,
} from 'node:fs';
import { hasCode } from '../../../kernel/libc.ts';
import { cloneMounts } from '../../../kernel/mount-tree.ts';
import { MNT, MS, bindMount, mount, setPropagation, umount } from '../../../kernel/mount.ts';
import { readMountInfo } from '../../../kernel/mountinfo.ts';
import { O, openInRoot, withDescriptor } from '../../../kernel/openat2.ts';
import { byteString } from '../../../storage/tar/entry.ts';
import { openEntry } from '../../../storage/unpack/folder.ts';
import { componentsOf } from '../../../storage/unpack/names.ts';
import { TreeWriter } from '../../../storage/unpack/tree-writer.ts';
import type { Context, Directories } from '../context.ts';
import type { ContainerRecord } from '../record.ts';
import { makeFolder } from '../root-files.ts';
import { mountRoot, unmountRoot } from '../root-fs.ts';
import { withSubPath } from '../sub-path.ts';
import type { MountView } from '../view.ts';
import { releaseVolumes, useVolumes } from '../volumes.ts';
import { closeAside } from './process-view.ts';
import type { FilesView } from './view.ts';

/**
 * The files of a container without a process: its root file system with volumes and binds where a
 * start would mount them. A tmpfs has nothing to show, nor has an image volume; what would change an
 * overlay volume would be lost at the start, so its source is there to be read.
 */
export async function viewAtRest(context: Context, record: ContainerRecord): Promise<FilesView> {
  // A run that begins meanwhile holds the volumes by the container's id.
  const holder = `${record.id}+${randomUUID()}`;
  const rootfs = mountRoot(context, record);
  const letGo = async () => {
    await releaseVolumes(context, record, holder);
    unmountRoot(context, record);
  };
  try {
    await useVolumes(context, record, rootfs, holder);
    const root = assemble(context.directories, rootfs, record);
    return {
      root,
      async close() {
        await closeAside(root);
        await letGo();
      },
    };
  } catch (error) {
    await letGo();
    throw error;
  }
}

/**
 * Puts the mounts together in a scratch folder and takes a copy that no path leads to; the folder
 * is gone again before anything else runs. So nothing is left when the daemon is killed later.
 */
function assemble(directories: Directories, rootfs: string, record: ContainerRecord): number {
  const scratch = `${directories.scratch}/${randomUUID()}`;
  mkdirSync(scratch, { recursive: true });
  try {
    bindMount(rootfs, scratch, { recursive: true });
    try {
      setPropagation(scratch, 'private', true);
      mountAll(scratch, record.mounts);
      if (record.config.security.readOnlyRoot) makeReadOnly(scratch);
      return cloneMounts(scratch);
    } finally {
      umount(scratch, MNT.DETACH | MNT.UMOUNT_NOFOLLOW);
    }
  } finally {
    rmdirSync(scratch);
  }
}

/** Outer mounts first, as the runtime does it. */
function mountAll(scratch: string, mounts: readonly MountView[]): void {
  const depth = ({ destination }: MountView) => destination.split('/').length;
  const shown = mounts
    .filter(({ type }) => type !== 'tmpfs' && type !== 'image')
    .map((one) => (one.overlay ? { ...one, readWrite: false } : one));
  withDescriptor(openSync(scratch, O.PATH | constants.O_DIRECTORY), (root) => {
    for (const one of shown.toSorted((a, b) => depth(a) - depth(b))) mountOne(root, one);
  });
}

function mountOne(root: number, mount: MountView): void {
  const { source, subPath } = mount;
  // Sources that were removed since: the container cannot start, but has files all the same.
  const status = statSync(source, { throwIfNoEntry: false });
  if (!status) return;
  if (subPath === undefined) return mountFrom(source, status.isDirectory(), root, mount);
  withSubPath(source, subPath, (part) => {
    mountFrom(`/proc/self/fd/${part}`, fstatSync(part).isDirectory(), root, mount);
  });
}

function mountFrom(
  source: string,
  isFolder: boolean,
  root: number,
  { destination, options, readWrite }: MountView,
): void {
  makeMountPoint(root, destination, isFolder);
  const at = (work: (path: string) => void) =>
    withDescriptor(openInRoot(root, destination, O.PATH), (here) => work(`/proc/self/fd/${here}`));
  at((path) => bindMount(source, path, { recursive: !options.includes('bind') }));
  // Opened again: the descriptor of before is of what lies below the mount.
  if (!readWrite) at(makeReadOnly);
}

function makeReadOnly(path: string): void {
  mount('none', path, { flags: MS.BIND | MS.REMOUNT | MS.RDONLY });
}

/** What the runtime would make at the start. */
function makeMountPoint(root: number, destination: string, isFolder: boolean): void {
  try {
    closeSync(openInRoot(root, destination, O.PATH));
    return;
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  if (isFolder) return makeFolder(root, destination);
  const path = componentsOf(byteString(destination));
  const tree = new TreeWriter(root, { lowerDirs: [], keepKinds: true });
  try {
    closeSync(
      openEntry(tree.parentOf(path), path.at(-1) ?? '', constants.O_CREAT | constants.O_WRONLY),
    );
  } finally {
    tree.close();
  }
}

/** Unmounts and removes what a daemon that was killed within {@link assemble} left. */
export function clearScratch({ scratch }: Directories): void {
  const below = readMountInfo().filter(({ mountPoint }) => mountPoint.startsWith(`${scratch}/`));
  for (const { mountPoint } of below.toReversed()) umount(mountPoint, MNT.DETACH);
  rmSync(scratch, { recursive: true, force: true });
}
