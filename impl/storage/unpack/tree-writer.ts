import { closeSync, constants } from 'node:fs';
import { InternalError } from '../../errors.ts';
import { linkat, mkdirat, mknodat, symlinkat } from '../../kernel/entries.ts';
import { hasCode } from '../../kernel/libc.ts';
import { O, openInRoot } from '../../kernel/openat2.ts';
import { lsetxattr } from '../../kernel/xattr.ts';
import { isWhiteout, lookUp } from '../overlay/lookup.ts';
import { ArchiveError, bytesOf, textOf } from '../tar/entry.ts';
import type { ByteString, TarEntry } from '../tar/entry.ts';
import { entryPath, isMountPoint, namesIn, openEntry, removing, statEntry } from './folder.ts';
import { applyMetadata, readMetadata, setTime } from './metadata.ts';
import { OPAQUE_XATTR, componentsOf } from './names.ts';

export interface TreeOptions {
  /** Layers below, top first: where a folder that no member names gets its owner and mode from. */
  lowerDirs: readonly Buffer[];
  /** Refuse to put a file where a folder is, and the other way round (the archive endpoint's rule). */
  keepKinds: boolean;
}

/** Folders kept open, as members of one folder mostly follow each other. */
const OPEN_PARENTS = 64;

const PARENT = O.PATH | constants.O_DIRECTORY;

/**
 * Writes archive members into a folder and nowhere else. Every parent is opened as a process whose
 * root is that folder would resolve it (openat2 with RESOLVE_IN_ROOT), and entries are made
 * relative to that descriptor by a name that is no path and is not followed. So neither names nor
 * links, nor links that take a folder's place half-way, lead out.
 */
export class TreeWriter {
  readonly #root: number;
  readonly #options: TreeOptions;
  readonly #parents = new Map<string, number>();
  /** Times of folders, set at the end as later members change them. */
  readonly #times = new Map<string, { path: ByteString[]; inode: bigint; modified: bigint }>();

  #rootOpaque = false;

  /** @param root descriptor of the folder, owned by the caller. */
  constructor(root: number, options: TreeOptions) {
    this.#root = root;
    this.#options = options;
  }

  /**
   * Makes the entry, in place of what was there, with owner, mode, time and attributes.
   * @returns for a file, a descriptor to write its content to; pass it to {@link finishFile}.
   */
  place(path: ByteString[], entry: TarEntry): number | undefined {
    const name = path.at(-1);
    if (name === undefined) return this.#placeRoot(entry);
    const parent = this.parentOf(path);
    if (entry.type === 'file') return this.#createFile(parent, name, path);
    this.#create(parent, name, path, entry);
    if (entry.type === 'link') return undefined;
    applyMetadata(parent, name, entry, entry.type === 'symlink');
    if (entry.type === 'directory') this.#rememberTime(parent, path, entry.modified);
    return undefined;
  }

  /** Closes a file that {@link place} opened. */
  finishFile(path: ByteString[], entry: TarEntry, file: number): void {
    closeSync(file);
    applyMetadata(this.parentOf(path), path.at(-1) ?? '', entry);
  }

  /** Hides what layers below have under this name; what this layer itself has there stays. */
  hide(path: ByteString[]): void {
    const [parent, name] = [this.parentOf(path), path.at(-1) ?? ''];
    try {
      mknodat(parent, bytesOf(name), constants.S_IFCHR);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      if (statEntry(parent, name)?.isDirectory()) this.#setOpaque(parent, name);
    }
  }

  /** Removes an entry and all below it; missing is no error. */
  remove(path: ByteString[]): void {
    const parent = this.parentOf(path);
    // Runs the removal to its end.
    Array.from(removing(parent, path.at(-1) ?? ''));
    // Parents held open may have led through what is gone now.
    this.#forgetParents();
  }

  /** Removes all that is in a folder. */
  removeContents(path: ByteString[]): void {
    for (const name of namesIn(this.parentOf([...path, '']))) this.remove([...path, name]);
  }

  /** Hides all that layers below have in this folder. */
  hideContents(path: ByteString[]): void {
    if (path.length === 0) this.#rootOpaque = true;
    const folder = this.parentOf([...path, '']);
    lsetxattr(entryPath(folder, '.'), OPAQUE_XATTR, Buffer.from('y'));
  }

  /** Whether the layer hides all that lies below it. */
  get isRootOpaque(): boolean {
    return this.#rootOpaque;
  }

  /** Sets the folders' times; nothing may be placed afterwards. */
  finish(): void {
    this.close();
    for (const { path, inode, modified } of this.#times.values()) {
      const parent = this.#openExisting(path.slice(0, -1));
      if (parent === undefined) continue;
      const name = path.at(-1) ?? '.';
      // Later members may have put something else in its place.
      if (statEntry(parent, name)?.ino === inode) setTime(parent, name, modified);
      closeSync(parent);
    }
  }

  close(): void {
    this.#forgetParents();
  }

  /**
   * A descriptor of the folder that holds `path`'s last name; folders that are missing are made.
   * It stays open until other folders push it out: use it at once.
   */
  parentOf(path: readonly ByteString[]): number {
    const components = path.slice(0, -1);
    const key = components.join('/');
    const known = this.#parents.get(key);
    if (known !== undefined) return known;
    const parent = this.#openParent(components);
    if (this.#parents.size >= OPEN_PARENTS) this.#forgetParents();
    this.#parents.set(key, parent);
    return parent;
  }

  #openParent(components: ByteString[]): number {
    try {
      return this.#open(components);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw unusable(components, error);
    }
    this.#makeImplied(components);
    try {
      return this.#open(components);
    } catch (error) {
      throw unusable(components, error);
    }
  }

  #openExisting(components: ByteString[]): number | undefined {
    try {
      return this.#open(components);
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
      throw error;
    }
  }

  #open(components: ByteString[]): number {
    return openInRoot(this.#root, bytesOf(components.join('/') || '.'), PARENT);
  }

  /** Makes a folder that no member named (yet): like the one below, or a plain one. */
  #makeImplied(path: ByteString[]): void {
    const parent = this.parentOf(path);
    const name = path.at(-1) ?? '';
    try {
      mkdirat(parent, bytesOf(name), 0o755);
    } catch (error) {
      throw unusable(path, error);
    }
    const below = lookUp(this.#options.lowerDirs, path);
    if (!below?.status.isDirectory()) return;
    const metadata = readMetadata(below.path, below.status);
    applyMetadata(parent, name, metadata);
    this.#rememberTime(parent, path, metadata.modified);
  }

  #createFile(parent: number, name: ByteString, path: ByteString[]): number {
    const flags = constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY;
    return this.#making(parent, name, path, false, () => openEntry(parent, name, flags));
  }

  #create(parent: number, name: ByteString, path: ByteString[], entry: TarEntry): void {
    const isFolder = entry.type === 'directory';
    this.#making(parent, name, path, isFolder, () => this.#make(parent, name, entry));
  }

  #make(parent: number, name: ByteString, entry: TarEntry): void {
    const bytes = bytesOf(name);
    if (entry.type === 'directory') mkdirat(parent, bytes, 0o700);
    else if (entry.type === 'symlink') symlinkat(bytesOf(entry.linkName), parent, bytes);
    else if (entry.type === 'link') this.#link(entry, parent, name);
    else mknodat(parent, bytes, entry.mode | (KIND[entry.type] ?? 0), entry.device);
  }

  #link(entry: TarEntry, parent: number, name: ByteString): void {
    const target = componentsOf(entry.linkName);
    const base = target.at(-1);
    if (base === undefined) throw new ArchiveError(`'${textOf(name)}' is a hard link to a folder`);
    const folder = this.#openExisting(target.slice(0, -1));
    if (folder === undefined)
      throw new ArchiveError(
        `'${textOf(name)}' is a hard link to '${textOf(entry.linkName)}', which is missing`,
      );
    try {
      linkat(folder, bytesOf(base), parent, bytesOf(name));
    } catch (error) {
      if (hasCode(error, 'EEXIST')) throw error;
      throw unusable(target, error);
    } finally {
      closeSync(folder);
    }
  }

  /** Runs `make`; when the name is taken, clears it first. A folder over a folder stays as it is. */
  #making<T>(
    parent: number,
    name: ByteString,
    path: ByteString[],
    isFolder: boolean,
    make: () => T,
  ): T {
    try {
      return make();
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
    const old = statEntry(parent, name);
    if (isFolder && old?.isDirectory()) return undefined as T;
    if (old && this.#options.keepKinds && isFolder !== old.isDirectory())
      throw new ArchiveError(
        isFolder
          ? `cannot overwrite non-directory '${textOf(path.join('/'))}' with a directory`
          : `cannot overwrite directory '${textOf(path.join('/'))}' with a non-directory`,
      );
    if (isMountPoint(parent, name)) throw busy(path);
    // Runs the removal to its end.
    Array.from(removing(parent, name));
    // Parents held open may have led through what is gone now.
    if (old?.isDirectory() || old?.isSymbolicLink()) this.#forgetParents(parent);
    const made = make();
    if (isFolder && old && isWhiteout(old)) this.#setOpaque(parent, name);
    return made;
  }

  #placeRoot(entry: TarEntry): undefined {
    if (entry.type !== 'directory') throw new ArchiveError("the archive's top is not a folder");
    applyMetadata(this.#root, '.', entry);
    this.#rememberTime(this.#root, [], entry.modified);
  }

  #setOpaque(parent: number, name: ByteString): void {
    lsetxattr(entryPath(parent, name), OPAQUE_XATTR, Buffer.from('y'));
  }

  #rememberTime(parent: number, path: ByteString[], modified: bigint): void {
    const inode = statEntry(parent, path.at(-1) ?? '.')?.ino ?? 0n;
    this.#times.set(path.join('/'), { path, inode, modified });
  }

  /** Closes the parents held open, but for one still in use. */
  #forgetParents(except?: number): void {
    for (const [key, descriptor] of this.#parents) {
      if (descriptor === except) continue;
      closeSync(descriptor);
      this.#parents.delete(key);
    }
  }
}

const KIND: Readonly<Record<string, number>> = {
  'character-device': constants.S_IFCHR,
  'block-device': constants.S_IFBLK,
  fifo: constants.S_IFIFO,
};

/** What both engines answer with where a removal meets a mount. */
function busy(path: readonly ByteString[]): InternalError {
  const rootCause = 'device or resource busy';
  return new InternalError(`unlinkat /${textOf(path.join('/'))}: ${rootCause}`, { rootCause });
}

/** A parent or link target that is missing, no folder, or a loop of links: the archive's fault. */
function unusable(path: readonly ByteString[], error: unknown): unknown {
  if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'EEXIST', 'ENAMETOOLONG', 'EPERM'))
    return error;
  const reason = error instanceof Error ? error.message : '';
  return new ArchiveError(`'${textOf(path.join('/'))}' cannot be used: ${reason}`);
}
