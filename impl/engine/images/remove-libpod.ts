import { Conflict } from '../../errors.ts';
import type { Image } from '../../storage/types.ts';
import type { Context } from './context.ts';
import { familyOf } from './context.ts';
import type { Deleted } from './delete.ts';
import { deleteImage, untagImage } from './delete.ts';
import { noSuchImage } from './find.ts';
import { imageInUse } from './users.ts';

export interface RemoveReport {
  untagged: string[];
  deleted: Deleted[];
}

export interface RemoveOptions {
  /** With all its names, and the containers that use it. */
  force: boolean;
  /** Keep parents that nothing names or needs any more. */
  noprune: boolean;
}

/** What a client asked to remove; without `name` it was named by its id, or by nobody at all. */
export interface Target {
  image: Image;
  name: string | undefined;
  /** The client's words, for messages; absent for "every image". */
  text?: string;
}

/**
 * Podman's rules. One of several names only goes itself; the last one goes with the image, as does
 * an id with at most one name. Parents that are left dangling go too.
 *
 * @throws Conflict when the image has several names or is in use, and `force` is not set.
 */
export async function removeLibpod(
  context: Context,
  { image, name, text }: Target,
  options: RemoveOptions,
): Promise<RemoveReport> {
  const report: RemoveReport = { untagged: [], deleted: [] };
  if (text !== undefined && image.names.length > 1) {
    if (name !== undefined && image.names.includes(name)) {
      untagImage(context, image, name);
      report.untagged.push(name);
      return report;
    }
    if (!options.force) throw severalNames(image);
  }
  const parent = familyOf(context, 'libpod').parentOf(image.id);
  const gone = await removeWhole(context, image, name ?? image.id, options.force);
  report.deleted.push(gone);
  report.untagged.push(...gone.names);
  if (!options.noprune) await removeDanglingParents(context, parent, report);
  return report;
}

function severalNames({ id, names }: Image): Conflict {
  return new Conflict(
    `unable to delete image "${id}" by ID with more than one tag ([${names.join(' ')}]): please force removal`,
  );
}

async function removeWhole(
  context: Context,
  image: Image,
  as: string,
  force: boolean,
): Promise<Deleted> {
  if (force) {
    for (const { id } of context.users(image.id)) await context.removeContainer(id);
  }
  // Meanwhile somebody may have made a container, or removed the image.
  if (!context.storage.images.get(image.id)) throw noSuchImage(image.id, 'libpod');
  const users = context.users(image.id);
  if (users.length > 0) throw imageInUse(users);
  return deleteImage(context, image, as);
}

async function removeDanglingParents(
  context: Context,
  first: string | undefined,
  report: RemoveReport,
): Promise<void> {
  for (let id = first; id !== undefined; ) {
    const image = context.storage.images.get(id);
    const family = familyOf(context, 'libpod');
    if (!image || !family.isDangling(image) || context.users(id).length > 0) return;
    id = family.parentOf(id);
    report.deleted.push(await deleteImage(context, image, image.id));
  }
}
