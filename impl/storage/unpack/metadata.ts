import type { BigIntStats } from 'node:fs';
import { lstatSync } from 'node:fs';
import { fchmodat, fchownat, utimensat } from '../../kernel/entries.ts';
import { hasCode } from '../../kernel/libc.ts';
import { lgetxattr, llistxattr, lsetxattr } from '../../kernel/xattr.ts';
import { bytesOf } from '../tar/entry.ts';
import type { ByteString } from '../tar/entry.ts';
import { entryPath } from './folder.ts';
import { isPlainXattr } from './names.ts';

/** What an entry has besides its name and content. */
export interface Metadata {
  mode: number;
  uid: number;
  gid: number;
  modified: bigint;
  xattrs: Map<string, Buffer>;
}

/**
 * Gives an entry its owner, attributes, mode and time, in the order that loses nothing: a change
 * of owner drops setuid and capabilities.
 */
export function applyMetadata(
  folder: number,
  name: ByteString,
  data: Metadata,
  isLink = false,
): void {
  const bytes = bytesOf(name);
  fchownat(folder, bytes, data.uid, data.gid);
  for (const [attribute, value] of data.xattrs) setXattr(entryPath(folder, name), attribute, value);
  if (!isLink) fchmodat(folder, bytes, data.mode);
  setTime(folder, name, data.modified);
}

export function setTime(folder: number, name: ByteString, modified: bigint): void {
  utimensat(folder, bytesOf(name), modified, modified);
}

/** What the file system or the kernel's security modules cannot hold is left out, as Docker does. */
function setXattr(path: Buffer, name: string, value: Buffer): void {
  if (!isPlainXattr(name)) return;
  try {
    lsetxattr(path, name, value);
  } catch (error) {
    if (!hasCode(error, 'ENOTSUP', 'EOPNOTSUPP', 'EPERM')) throw error;
  }
}

/** Reads what {@link applyMetadata} writes. */
export function readMetadata(path: string | Buffer, status?: BigIntStats): Metadata {
  const { mode, uid, gid, mtimeNs } = status ?? lstatSync(path, { bigint: true });
  return {
    mode: Number(mode) & 0o7777,
    uid: Number(uid),
    gid: Number(gid),
    modified: mtimeNs,
    xattrs: readXattrs(path),
  };
}

/** Attributes that belong to the file itself, overlayfs's own left out. */
export function readXattrs(path: string | Buffer): Map<string, Buffer> {
  const xattrs = new Map<string, Buffer>();
  for (const name of llistxattr(path).filter(isPlainXattr)) {
    const value = lgetxattr(path, name);
    if (value) xattrs.set(name, value);
  }
  return xattrs;
}
