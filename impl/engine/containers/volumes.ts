import { hostOwner } from '../../kernel/id-map.ts';
import { readUserFiles, resolveUser } from '../../runtime/spec/users.ts';
import type { Context } from './context.ts';
import type { ContainerRecord } from './record.ts';

/**
 * Makes every volume of a container ready for a run; on its first use a volume takes the image's
 * files. `holder` is whose use it is, to be named to {@link releaseVolumes}.
 */
export async function useVolumes(
  context: Context,
  record: ContainerRecord,
  rootfs: string,
  holder = record.id,
): Promise<void> {
  for (const { type, name, destination, options, subPath } of record.mounts) {
    if (type !== 'volume') continue;
    // What the image has at the place of a part is not the volume's.
    const copy = !options.includes('nocopy') && subPath === undefined;
    const owner = volumeOwner(record, rootfs);
    await context.volumes.use(name, holder, { rootfs, destination, copy, ...owner });
  }
}

/** Podman gives a new volume to the container's user; Docker leaves it to root. */
function volumeOwner(
  { config }: ContainerRecord,
  rootfs: string,
): { owner?: { uid: number; gid: number } } {
  const { idMappings } = config.namespaces;
  if (config.tree === 'compat') {
    return idMappings ? { owner: hostOwner(idMappings, { uid: 0, gid: 0 }) } : {};
  }
  const { user, groups } = config.process;
  const owner = resolveUser(user, groups, readUserFiles(rootfs));
  return { owner: hostOwner(idMappings, owner) };
}

/** The run is over: what only it needed is unmounted. */
export async function releaseVolumes(
  context: Context,
  record: ContainerRecord,
  holder = record.id,
): Promise<void> {
  for (const { type, name } of record.mounts) {
    if (type === 'volume') await context.volumes.release(name, holder);
  }
}
