import { closeSync, openSync } from 'node:fs';
import { mount } from '../../kernel/mount.ts';
import { FOLDER } from '../unpack/folder.ts';

/** mount(2) takes one page of options, its end included. */
const PAGE = 4096;

export interface OverlayFolders {
  /** Top first, at least one. */
  lowerDirs: readonly string[];
  upperDir?: string;
  workDir?: string;
  /** Nothing is synced to disk, also not at the unmount (Linux 5.10). */
  volatile?: boolean | undefined;
}

/**
 * Mounts an overlay of any number of layers. When their paths do not fit in the page that mount(2)
 * takes, the folders are opened and named by descriptor (some 220 layers), as the working folder of
 * a daemon with threads cannot be changed.
 */
export function mountOverlay(target: string, folders: OverlayFolders): void {
  const plain = optionsOf(folders, folders.lowerDirs);
  if (plain.length < PAGE) {
    mount('overlay', target, { type: 'overlay', data: plain });
    return;
  }
  const open: number[] = [];
  try {
    for (const folder of folders.lowerDirs) open.push(openSync(folder, FOLDER));
    const names = open.map((descriptor) => `/proc/self/fd/${descriptor}`);
    mount('overlay', target, { type: 'overlay', data: optionsOf(folders, names) });
  } finally {
    for (const descriptor of open) closeSync(descriptor);
  }
}

/**
 * Whatever the kernel's defaults are, upper folders hold plain files and whiteouts alone, which is
 * what `changes` and `diff` read; without an index a layer can be mounted again while the end of
 * its last mount is still being written back.
 */
const PLAIN = ['redirect_dir=nofollow', 'metacopy=off', 'index=off'];

function optionsOf(
  { upperDir, workDir, volatile }: OverlayFolders,
  lowerDirs: readonly string[],
): string {
  const options = [...PLAIN, `lowerdir=${lowerDirs.map(escape).join(':')}`];
  if (upperDir !== undefined) options.push(`upperdir=${escape(upperDir)}`);
  if (workDir !== undefined) options.push(`workdir=${escape(workDir)}`);
  if (volatile) options.push('volatile');
  return options.join(',');
}

/** Colons part layers and commas part options (kernel, filesystems/overlayfs.rst). */
function escape(path: string): string {
  return path.replace(/[\\:,]/g, '\\$&');
}
