import { readUserFiles, resolveUser } from '../../../runtime/spec/users.ts';
import type { ContainerRecord } from '../record.ts';

/** Who the container's process is, by the files below `root`. Throws BadParameter for an unknown user. */
export function ownerOf({ config }: ContainerRecord, root: number): { uid: number; gid: number } {
  const { uid, gid } = resolveUser(config.process.user, [], readUserFiles(`/proc/self/fd/${root}`));
  return { uid, gid };
}
