import { accessSync, constants } from 'node:fs';
import { Readable } from 'node:stream';
import { BadParameter, Forbidden } from '../../../errors.ts';
import { hostOwner } from '../../../kernel/id-map.ts';
import { hasCode } from '../../../kernel/libc.ts';
import { withDescriptor } from '../../../kernel/openat2.ts';
import { peek, plain } from '../../../storage/plain.ts';
import { ArchiveError } from '../../../storage/tar/entry.ts';
import type { TarEntry } from '../../../storage/tar/entry.ts';
import { TarReader } from '../../../storage/tar/reader.ts';
import { componentsOf } from '../../../storage/unpack/names.ts';
import { unpackTar } from '../../../storage/unpack/unpack.ts';
import type { Container } from '../container.ts';
import type { Context } from '../context.ts';
import type { Tree } from '../view.ts';
import { ownerOf } from './owner.ts';
import { findFolder, wantedPath } from './place.ts';
import { renameBy } from './rename.ts';
import { withView } from './view.ts';

export interface WriteOptions {
  tree: Tree;
  /** Refuse to put a file in a folder's place, and the other way round. */
  keepKinds: boolean;
  /** All belongs to the container's user, whatever the archive says. */
  toUser: boolean;
  /** Map of member names to new ones. */
  rename?: unknown;
  signal?: AbortSignal;
}

/** Archives up to this size, in bytes unpacked, are read to their end before the first file is made. */
const CHECKED_FIRST = 1024 * 1024;

/**
 * Unpacks an archive, compressed in any way or not, into a folder of a container. Members and links
 * are resolved inside the container's root. When an archive larger than a megabyte turns out to be
 * damaged, what came before stays.
 *
 * Docker leaves the folder itself as it is; for Podman a member `./` gives it owner, mode and time.
 * Throws NotFound without the folder, BadParameter for a file in its place or a damaged archive,
 * Forbidden when the folder is read-only.
 */
export async function writeArchive(
  context: Context,
  container: Container,
  text: string,
  source: AsyncIterable<Uint8Array>,
  options: WriteOptions,
): Promise<void> {
  const path = wantedPath(text);
  const rename = renameBy(options.rename);
  await withView(context, container, async (root) => {
    const { folder, path: directory } = findFolder(root, path);
    withDescriptor(folder, () => checkWritable(folder, text));
    const owner = options.toUser ? ownerOf(container.record, root) : {};
    const { idMappings } = container.record.config.namespaces;
    const owned = (entry: TarEntry): TarEntry => ({
      ...entry,
      ...hostOwner(idMappings, { ...entry, ...owner }),
    });
    const rewrite = (entry: TarEntry): TarEntry | undefined => {
      const components = componentsOf(entry.name);
      if (components.length === 0) {
        if (entry.type !== 'directory') throw new ArchiveError("the archive's top is not a folder");
        return options.tree === 'compat' ? undefined : owned(entry);
      }
      const linkName = entry.type === 'link' ? rename(cleaned(entry.linkName)) : entry.linkName;
      return { ...owned(entry), name: rename(components.join('/')), linkName };
    };
    try {
      await unpackTar(await checked(source), `/proc/self/fd/${root}`, {
        whiteouts: 'plain',
        directory,
        keepKinds: options.keepKinds,
        rewrite,
        ...(options.signal ? { signal: options.signal } : {}),
      });
    } catch (error) {
      throw explained(error, text);
    }
  });
  context.emit({ action: 'extract-to-dir', record: container.record, only: 'compat' });
}

const cleaned = (name: string) => componentsOf(name).join('/');

function checkWritable(folder: number, text: string): void {
  try {
    accessSync(`/proc/self/fd/${folder}`, constants.W_OK);
  } catch (error) {
    throw explained(error, text);
  }
}

/** A small archive is looked through before anything of it is unpacked. */
async function checked(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const { head, all } = await peek(await plain(source), CHECKED_FIRST);
  if (head.length >= CHECKED_FIRST) return all;
  const reader = new TarReader(Readable.from([head]));
  for (let entry = await reader.next(); entry; entry = await reader.next()) {
    componentsOf(entry.name);
    if (entry.type === 'link') componentsOf(entry.linkName);
  }
  return all;
}

/** System errors that are the request's fault get its status. */
function explained(error: unknown, text: string): unknown {
  if (hasCode(error, 'EROFS'))
    return new Forbidden(`cannot write to ${text}: read-only file system`, {
      rootCause: 'read-only file system',
      cause: error,
    });
  if (error instanceof Error && 'code' in error && /^Z(STD)?_/.test(String(error.code)))
    return new BadParameter(`the archive cannot be decompressed: ${error.message}`, {
      cause: error,
    });
  return error;
}
