import type { Image } from '../../storage/types.ts';
import type { Context } from './context.ts';
import { familyOf } from './context.ts';
import type { Deleted } from './delete.ts';
import { deleteImage, untagImage } from './delete.ts';
import type { Target } from './remove-libpod.ts';
import { conflict, nameInUse } from './users.ts';

export type Removed =
  | { kind: 'untagged'; name: string }
  | { kind: 'deleted'; id: string; freed: number }
  | { kind: 'layer'; chainId: string };

export interface CompatRemoveOptions {
  /** Although it has several names, or containers that do not run use it. */
  force: boolean;
  /** Keep the images without a name that it was built on. */
  noprune: boolean;
}

/**
 * Docker's rules. By name: the name goes, and the image with its last one unless something needs
 * it. By id: the image goes unless it has several names, is built on, or is in use.
 *
 * @throws Conflict in Docker's words.
 */
export async function removeCompat(
  context: Context,
  { image, name, text = image.id }: Target,
  options: CompatRemoveOptions,
): Promise<Removed[]> {
  const removed: Removed[] = [];
  if (name === undefined) {
    const obstacle = obstacleTo(context, image, text, options.force, image.names.length > 1);
    if (obstacle) throw obstacle;
  } else {
    const only = image.names.length + image.repoDigests.length <= 1;
    const user = context.users(image.id)[0];
    if (only && user && !options.force) throw nameInUse(text, image, user);
    untagImage(context, image, name);
    removed.push({ kind: 'untagged', name });
    const rest = context.storage.images.get(image.id);
    // Docker keeps an image without a name when something needs it, and says nothing.
    if (!rest || rest.names.length > 0) return removed;
    if (obstacleTo(context, rest, text, options.force, false)) return removed;
  }
  await removeWithParents(context, image.id, removed, options.noprune);
  return removed;
}

/** Why the image may not go, if it may not. */
function obstacleTo(
  context: Context,
  image: Image,
  text: string,
  force: boolean,
  severalNames: boolean,
): Error | undefined {
  if (familyOf(context, 'compat').hasChildren(image.id))
    return conflict(text, 'image has dependent child images', 'cannot be forced');
  const users = context.users(image.id);
  const used = (kind: string, id: string) =>
    `image is being used by ${kind} container ${id.slice(0, 12)}`;
  const running = users.find((user) => user.running);
  if (running) return conflict(text, used('running', running.id), 'cannot be forced');
  if (force) return undefined;
  if (severalNames)
    return conflict(text, 'image is referenced in multiple repositories', 'must be forced');
  const stopped = users[0];
  return stopped && conflict(text, used('stopped', stopped.id), 'must be forced');
}

async function removeWithParents(
  context: Context,
  first: string,
  removed: Removed[],
  noprune: boolean,
): Promise<void> {
  for (let id: string | undefined = first; id !== undefined; ) {
    const image = context.storage.images.get(id);
    const unneeded = (candidate: Image) =>
      familyOf(context, 'compat').isDangling(candidate) && context.users(candidate.id).length === 0;
    if (!image || (id !== first && !unneeded(image))) return;
    const parent = familyOf(context, 'compat').parentOf(id);
    removed.push(...asRemoved(await deleteImage(context, image, image.id)));
    id = noprune ? undefined : parent;
  }
}

function asRemoved({ image, names, layers, freed }: Deleted): Removed[] {
  return [
    ...names.map((name) => ({ kind: 'untagged' as const, name })),
    { kind: 'deleted', id: image.id, freed },
    ...layers.map((chainId) => ({ kind: 'layer' as const, chainId })),
  ];
}
