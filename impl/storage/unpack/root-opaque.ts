import { constants, readdirSync } from 'node:fs';
import { mknodat } from '../../kernel/entries.ts';
import { hasCode } from '../../kernel/libc.ts';
import { lsetxattr } from '../../kernel/xattr.ts';
import { bytesOf } from '../tar/entry.ts';
import { entryPath, statEntry } from './folder.ts';
import { OPAQUE_XATTR } from './names.ts';

/**
 * Makes a layer's top folder opaque. Overlayfs does not look for the attribute there, so each name
 * of the layers below is hidden by itself.
 */
export function hideRootContents(root: number, lowerDirs: readonly Buffer[]): void {
  const names = new Set(lowerDirs.flatMap((folder) => readdirSync(folder, 'latin1')));
  for (const name of names) {
    try {
      mknodat(root, bytesOf(name), constants.S_IFCHR);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      if (statEntry(root, name)?.isDirectory())
        lsetxattr(entryPath(root, name), OPAQUE_XATTR, Buffer.from('y'));
    }
  }
}
