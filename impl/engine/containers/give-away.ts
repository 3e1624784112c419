import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { hostOwner } from '../../kernel/id-map.ts';
import { readUserFiles, resolveUser } from '../../runtime/spec/users.ts';
import type { Directories } from './context.ts';
import { isGivenAway } from './mount-options.ts';
import { mountSource } from './overlays.ts';
import type { ContainerRecord } from './record.ts';
import type { MountView } from './view.ts';

/**
 * Podman's option `U`: before each run, all files of the mount are given to the container's user.
 * chown(1), as it cannot be led elsewhere by a folder that is swapped for a link meanwhile.
 */
export async function giveAway(
  directories: Directories,
  record: ContainerRecord,
  rootfs: string,
): Promise<void> {
  for (const mount of record.mounts) {
    if (mount.type === 'tmpfs' || !isGivenAway(mount.options)) continue;
    const { uid, gid } = ownerOnHost(record, rootfs);
    const folder = mountSource(directories, record.id, mount);
    await promisify(execFile)('chown', ['-R', '-h', '--', `${uid}:${gid}`, folder]);
  }
}

/** The options that the runtime gets: a tmpfs that is given away is mounted as its user's. */
export function ownedOptions(
  { config }: ContainerRecord,
  { type, options }: MountView,
  rootfs: string,
): string[] {
  if (type !== 'tmpfs' || !isGivenAway(options)) return options;
  const { user, groups } = config.process;
  // The kernel reads these ids as the user namespace has them.
  const { uid, gid } = resolveUser(user, groups, readUserFiles(rootfs));
  return [...options, `uid=${uid}`, `gid=${gid}`];
}

function ownerOnHost({ config }: ContainerRecord, rootfs: string): { uid: number; gid: number } {
  const { user, groups } = config.process;
  const owner = resolveUser(user, groups, readUserFiles(rootfs));
  return hostOwner(config.namespaces.idMappings, owner);
}
