import { lstatSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { lgetxattr } from '../../kernel/xattr.ts';
import { bytesOf } from '../tar/entry.ts';
import type { ByteString } from '../tar/entry.ts';
import { OPAQUE_XATTR } from '../unpack/names.ts';

/** An overlay whiteout: a character device 0:0 (kernel, filesystems/overlayfs.rst). */
export function isWhiteout(status: BigIntStats): boolean {
  return status.isCharacterDevice() && status.rdev === 0n;
}

/** A folder that hides what layers below have in its place. */
export function isOpaque(path: string | Buffer): boolean {
  return lgetxattr(path, OPAQUE_XATTR)?.toString() === 'y';
}

export interface Found {
  path: Buffer;
  status: BigIntStats;
}

/**
 * Finds what a stack of layers shows at a path, by overlayfs's rules, without mounting it.
 * @param layers folders, top first.
 * @returns the entry of the topmost layer that shows it; undefined when none does.
 */
export function lookUp(layers: readonly Buffer[], path: readonly ByteString[]): Found | undefined {
  let folders: readonly Buffer[] = layers;
  let found: Found | undefined = firstFolder(layers);
  for (const name of path) {
    const level = descend(folders, name);
    found = level.found;
    if (!found) return undefined;
    folders = level.folders;
  }
  return found;
}

function firstFolder(layers: readonly Buffer[]): Found | undefined {
  const [path] = layers;
  return path && { path, status: lstatSync(path, { bigint: true }) };
}

/** One step down: the entry that shows, and the folders that are merged into it, top first. */
export function descend(folders: readonly Buffer[], name: ByteString) {
  let found: Found | undefined;
  const merged: Buffer[] = [];
  for (const folder of folders) {
    const path = join(folder, name);
    const status = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (!status) continue;
    if (isWhiteout(status)) break;
    if (found && !status.isDirectory()) break;
    found ??= { path, status };
    if (!status.isDirectory()) break;
    merged.push(path);
    if (isOpaque(path)) break;
  }
  return { found, folders: merged };
}

export function join(folder: Buffer, name: ByteString): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), bytesOf(name)]);
}
