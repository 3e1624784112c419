import { chownSync, statSync } from 'node:fs';

/**
 * Gives /dev/null back to root. crun makes the standard streams of a container with a user
 * namespace its root's, and conmon's input, which is the host's own device, is one of them: nobody
 * inside may decide who opens that.
 */
export function reclaimNullDevice(): void {
  const { uid, gid } = statSync('/dev/null');
  if (uid !== 0 || gid !== 0) chownSync('/dev/null', 0, 0);
}
