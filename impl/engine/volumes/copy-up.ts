import { execFile } from 'node:child_process';
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import fs from 'node:fs/promises';
import { promisify } from 'node:util';
import { hasCode } from '../../kernel/libc.ts';
import { openInRoot } from '../../kernel/openat2.ts';

/**
 * Fills a volume with what a container's root file system has at the mount's destination, with
 * owners, modes, times, links, devices and extended attributes; the folder itself gets the owner
 * and mode of the one that it hides. A destination that is not there, or no folder, gives nothing.
 *
 * Links on the way are followed as inside the container, so an image cannot lead us out of it.
 *
 * @returns whether there was a folder to take after
 */
export async function copyUp(
  rootfs: string,
  destination: string,
  target: string,
): Promise<boolean> {
  const source = openSource(rootfs, destination);
  if (source === undefined) return false;
  try {
    const { uid, gid, mode } = fstatSync(source);
    // cp(1) of coreutils keeps everything that a file can have; through our descriptor it reads
    // the folder that was looked at, whatever happens to its path.
    const from = `/proc/${process.pid}/fd/${source}/.`;
    await promisify(execFile)('cp', ['--archive', '--reflink=auto', '--', from, target]);
    await fs.chown(target, uid, gid);
    await fs.chmod(target, mode & 0o7777);
    return true;
  } finally {
    closeSync(source);
  }
}

function openSource(rootfs: string, destination: string): number | undefined {
  const root = openSync(rootfs, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    return openInRoot(root, destination, constants.O_RDONLY | constants.O_DIRECTORY);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
    throw error;
  } finally {
    closeSync(root);
  }
}
