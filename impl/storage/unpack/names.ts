import { ArchiveError, textOf } from '../tar/entry.ts';
import type { ByteString } from '../tar/entry.ts';

/**
 * The folders and names on the way to an archive member, `.` and empty ones left out.
 * @throws ArchiveError when `..` leads above the top: such an archive is refused whole, as Docker
 * and Podman do.
 */
export function componentsOf(name: ByteString): ByteString[] {
  const components: ByteString[] = [];
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') components.push(part);
    else if (components.pop() === undefined)
      throw new ArchiveError(`'${textOf(name)}' leads out of the archive's folder`);
  }
  if (name.includes('\0')) throw new ArchiveError('a name in the archive holds a NUL byte');
  return components;
}

/** What a member's name says about the layers below (OCI image-spec layer.md, "Whiteouts"). */
export type Whiteout =
  | { kind: 'none' }
  /** Nothing of the folder in the layers below shows. */
  | { kind: 'opaque' }
  /** The sibling of this name in the layers below does not show. */
  | { kind: 'removed'; name: ByteString }
  /** aufs's own books (`.wh..wh.plnk` …), of no meaning here. */
  | { kind: 'ignored' };

const PREFIX = '.wh.';
const isAufs = (name: ByteString) => name.startsWith('.wh..wh.');

export function whiteoutOf(path: readonly ByteString[]): Whiteout {
  const base = path.at(-1) ?? '';
  if (path.slice(0, -1).some(isAufs)) return { kind: 'ignored' };
  if (!base.startsWith(PREFIX)) return { kind: 'none' };
  if (base === '.wh..wh..opq') return { kind: 'opaque' };
  if (isAufs(base)) return { kind: 'ignored' };
  const name = base.slice(PREFIX.length);
  if (name === '' || name === '.' || name === '..')
    throw new ArchiveError(`'${textOf(base)}' is no whiteout of a name`);
  return { kind: 'removed', name };
}

/** Overlayfs's own attribute for an opaque folder (kernel, filesystems/overlayfs.rst). */
export const OPAQUE_XATTR = 'trusted.overlay.opaque';

/**
 * Attributes that an archive may set. Overlayfs's own ones would let a layer reach into other
 * layers (`redirect`, `metacopy`), so they are dropped.
 */
export function isPlainXattr(name: string): boolean {
  return !name.startsWith('trusted.overlay.') && !name.startsWith('user.overlay.');
}
