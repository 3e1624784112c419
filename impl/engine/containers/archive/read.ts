import { closeSync } from 'node:fs';
import { Readable } from 'node:stream';
import { packPath } from '../../../storage/pack/pack.ts';
import { byteString } from '../../../storage/tar/entry.ts';
import type { ByteString } from '../../../storage/tar/entry.ts';
import { writeTar } from '../../../storage/tar/writer.ts';
import type { TarMember } from '../../../storage/tar/writer.ts';
import type { Container } from '../container.ts';
import type { Context } from '../context.ts';
import type { Tree } from '../view.ts';
import { ownerOf } from './owner.ts';
import { findPlace, wantedPath } from './place.ts';
import type { WantedPath } from './place.ts';
import { renameBy } from './rename.ts';
import { describePlace } from './stat.ts';
import type { PathStat } from './stat.ts';
import { openView } from './view.ts';

export interface ReadOptions {
  tree: Tree;
  /** Map of member names to new ones. */
  rename?: unknown;
  signal?: AbortSignal;
}

/**
 * The tar of a file, or of a folder with all below it, named by the path's last element.
 *
 * Docker's way: a link at the end is packed as a link, owners are kept, and a path that ends in
 * `/.` gives `./` and what is in it. Podman's: such a link is followed, all belongs to the
 * container's user, and `/.` gives the names in the folder alone.
 * Throws NotFound and BadParameter before the stream begins.
 */
export async function readArchive(
  context: Context,
  container: Container,
  text: string,
  options: ReadOptions,
): Promise<{ stat: PathStat; archive: Readable }> {
  const { tree, signal } = options;
  const path = wantedPath(text);
  const rename = renameBy(options.rename);
  const view = await openView(context, container);
  try {
    const place = findPlace(view.root, path, { follow: tree === 'libpod' });
    const stat = describePlace(view.root, path, place);
    const owner = tree === 'libpod' ? ownerOf(container.record, view.root) : {};
    const members = packPath(place.folder, place.name, {
      whiteouts: false,
      kernelFiles: false,
      mappings: container.record.config.namespaces.idMappings,
      as: shownName(path),
      ...(signal ? { signal } : {}),
    });
    const naming = path.ending === '/.' && tree === 'libpod' ? withoutTop(rename) : rename;
    const source = writeTar(changed(members, naming, owner));
    const archive = Readable.from(source, { objectMode: false });
    // Also when nobody ever read from it.
    archive.once('close', () => {
      closeSync(place.folder);
      view.close().catch((error: unknown) => context.log.error('closing files failed', error));
    });
    context.emit({ action: 'archive-path', record: container.record, only: 'compat' });
    return { stat, archive };
  } catch (error) {
    await view.close();
    throw error;
  }
}

/** Names of the root's entries begin with a slash, as both engines have it. */
function shownName({ name, ending }: WantedPath): ByteString {
  if (ending === '/.') return '.';
  return name === '/' ? '' : byteString(name);
}

type Naming = (name: ByteString) => ByteString | undefined;

/** Leaves the folder itself out, and `./` before the names. */
function withoutTop(rename: (name: ByteString) => ByteString): Naming {
  return (name) => (name === '.' ? undefined : rename(name.slice('./'.length)));
}

async function* changed(
  members: AsyncIterable<TarMember>,
  naming: Naming,
  owner: { uid?: number; gid?: number },
): AsyncGenerator<TarMember, void, undefined> {
  for await (const { entry, ...content } of members) {
    const name = naming(entry.name);
    if (name === undefined) continue;
    const linkName = entry.type === 'link' ? (naming(entry.linkName) ?? '') : entry.linkName;
    yield { entry: { ...entry, ...owner, name, linkName }, ...content };
  }
}
