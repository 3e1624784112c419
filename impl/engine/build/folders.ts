import { constants, openSync } from 'node:fs';
import { BadParameter } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { openInRoot, withDescriptor } from '../../kernel/openat2.ts';
import { byteString } from '../../storage/tar/entry.ts';
import type { TarEntry } from '../../storage/tar/entry.ts';

const FLAGS = constants.O_RDONLY | constants.O_DIRECTORY;

/** Whether there is a folder, links followed inside the root. */
export function isFolder(root: string, target: string): boolean {
  return withDescriptor(openSync(root, FLAGS), (base) => {
    try {
      return withDescriptor(openInRoot(base, target || '/', FLAGS), () => true);
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return false;
      if (hasCode(error, 'ENAMETOOLONG')) throw new BadParameter(`${target}: name too long`);
      throw error;
    }
  });
}

/** A new folder as a member of an archive. */
export function folderEntry(name: string, owner: { uid: number; gid: number }): TarEntry {
  return {
    name: byteString(name),
    type: 'directory',
    linkName: '',
    mode: 0o755,
    ...owner,
    size: 0,
    modified: BigInt(Date.now()) * 1_000_000n,
    device: { major: 0, minor: 0 },
    xattrs: new Map(),
  };
}
