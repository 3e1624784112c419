import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Conflict } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { MNT, MS, mount, umount } from '../../kernel/mount.ts';
import { DEFAULT_SHM_SIZE } from '../../runtime/spec/mounts.ts';
import type { ContainerConfig } from '../../container-config.ts';
import type { Directories } from './context.ts';
import type { ContainerRecord } from './record.ts';

/**
 * Whether other containers may join the container's ipc namespace: then its /dev/shm is mounted
 * here on the host, from where it can be bound into them. Any may with Podman, with Docker those
 * that say so.
 */
export function sharesShm({ namespaces: { ipc }, tree }: ContainerConfig): boolean {
  return ipc?.mode === 'shareable' || (ipc === undefined && tree === 'libpod');
}

/** Where the mount is. Throws Conflict for a container whose ipc namespace is its own alone. */
export function shmFolder(directories: Directories, { id, config }: ContainerRecord): string {
  if (sharesShm(config)) return join(directories.bundle(id), 'shm');
  throw new Conflict(
    `cannot join the ipc namespace of container ${id}: non-shareable IPC (hint: use IpcMode:shareable for the donor container)`,
  );
}

/** Mounts the /dev/shm of a run. */
export async function mountShm(directories: Directories, record: ContainerRecord): Promise<void> {
  if (!sharesShm(record.config)) return;
  const folder = shmFolder(directories, record);
  await mkdir(folder, { recursive: true });
  const size = record.config.storage.shmSize || DEFAULT_SHM_SIZE;
  const flags = MS.NOSUID | MS.NODEV | MS.NOEXEC;
  mount('shm', folder, { type: 'tmpfs', flags, data: `mode=1777,size=${size}` });
}

/** Unmounts it, whichever daemon mounted it; those that have joined keep theirs. */
export function unmountShm(directories: Directories, record: ContainerRecord): void {
  if (!sharesShm(record.config)) return;
  const folder = shmFolder(directories, record);
  try {
    // Whatever lies there: a start that was cut off may have left its own below the next one's.
    for (;;) umount(folder, MNT.DETACH);
  } catch (error) {
    if (!hasCode(error, 'EINVAL', 'ENOENT')) throw error;
  }
}
