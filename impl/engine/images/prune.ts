import { BadParameter } from '../../errors.ts';
import type { Image } from '../../storage/types.ts';
import type { Tree } from '../containers/view.ts';
import type { Context } from './context.ts';
import { familyOf } from './context.ts';
import type { Filters, Test } from './filters.ts';
import { imageFilter } from './filters.ts';
import { asImage } from './lists/list.ts';
import type { ManifestLists } from './lists/lists.ts';
import type { Removed } from './remove-compat.ts';
import { removeCompat } from './remove-compat.ts';
import { removeLibpod } from './remove-libpod.ts';

export interface PruneOptions {
  /** Images with names too. */
  all: boolean;
  filters: Filters;
}

export interface Pruned {
  id: string;
  /** Bytes, as Podman counts an image. */
  size: number;
}

/**
 * Removes images that no container uses: those without a name that nothing is built on, or with
 * `all` every one. What is left dangling by that goes too. By Podman's rules, to which manifest
 * lists are images that nobody uses.
 */
export async function pruneLibpod(
  context: Context,
  lists: ManifestLists,
  options: PruneOptions,
): Promise<Pruned[]> {
  const pruned = pruneLists(context, lists, options);
  for (;;) {
    const image = unused(context, 'libpod', options);
    if (!image) return pruned;
    const target = { image, name: undefined };
    const { deleted } = await removeLibpod(context, target, { force: false, noprune: false });
    pruned.push(...deleted.map(({ image: { id, archiveSize } }) => ({ id, size: archiveSize })));
  }
}

function pruneLists(context: Context, lists: ManifestLists, options: PruneOptions): Pruned[] {
  const gone = lists
    .all()
    .map(asImage)
    .filter(mayGo(context, 'libpod', options));
  for (const { id } of gone) lists.delete(id);
  return gone.map(({ id, archiveSize }) => ({ id, size: archiveSize }));
}

const compatFilters = ['until', 'label', 'label!'];

/**
 * The same by Docker's rules.
 * @returns what went, and the bytes of the layers that went with it.
 * @throws BadParameter for a filter other than `until`, `label` and `label!`.
 */
export async function pruneCompat(
  context: Context,
  options: PruneOptions,
): Promise<{ removed: Removed[]; freed: number }> {
  for (const name of Object.keys(options.filters)) {
    if (!compatFilters.includes(name)) throw new BadParameter(`invalid filter '${name}'`);
  }
  const removed: Removed[] = [];
  for (;;) {
    const image = unused(context, 'compat', options);
    if (!image) break;
    const target = { image, name: undefined };
    removed.push(...(await removeCompat(context, target, { force: true, noprune: false })));
  }
  const freed = removed.reduce((sum, one) => sum + (one.kind === 'deleted' ? one.freed : 0), 0);
  const attributes = { reclaimed: String(freed) };
  context.emit({ type: 'image', action: 'prune', id: '', name: '', attributes, only: 'compat' });
  return { removed, freed };
}

/** The first image that may go. */
function unused(context: Context, tree: Tree, options: PruneOptions): Image | undefined {
  return context.storage.images.list().find(mayGo(context, tree, options));
}

/** Throws for filters that there are not. */
function mayGo(context: Context, tree: Tree, { all, filters }: PruneOptions): Test {
  const family = familyOf(context, tree);
  const fits = imageFilter(filters, {
    tree,
    family,
    find: (name) => context.finder.find(name, tree).image,
    containers: ({ id }) => context.users(id).length,
  });
  return (image) => {
    if (context.users(image.id).length > 0 || !fits(image)) return false;
    if (!all) return family.isDangling(image);
    // Docker removes no image that another is built on; its turn comes after that.
    return tree === 'libpod' || !family.hasChildren(image.id);
  };
}
