import type { Readable } from 'node:stream';
import { InternalError } from '../../errors.ts';
import type { Image, ImageFormat } from '../../storage/types.ts';
import type { Tree } from '../containers/view.ts';
import type { Context } from './context.ts';
import { tell } from './context.ts';
import type { Found } from './find.ts';
import { familiar } from './names.ts';

export interface ExportOptions {
  tree: Tree;
  /** `docker-archive`, `oci-archive`, `docker-dir` or `oci-dir`. */
  format: string;
  /** Of the layers, in the folder forms. */
  compress: boolean;
  signal: AbortSignal;
}

const formats: readonly string[] = [
  'docker-archive',
  'oci-archive',
  'docker-dir',
  'oci-dir',
] satisfies ImageFormat[];

/**
 * Images as one archive, each with the names that it was asked for by. In Docker's tree a name
 * without a tag stands for all its tags.
 *
 * @throws NotFound; InternalError for a format that there is not, or that has no place for several
 * images.
 */
export function exportImages(
  context: Context,
  names: readonly string[],
  { tree, format, compress, signal }: ExportOptions,
): Readable {
  if (!formats.includes(format)) throw new InternalError(`unknown format "${format}"`);
  if (names.length > 1 && format !== 'docker-archive')
    throw new InternalError('multi-image archives must use format of docker-archive');
  const wanted = grouped(names.flatMap((name) => meant(context, name, tree)));
  for (const { image } of wanted) tell(context, 'save', image, image.names[0]);
  if (tree === 'compat') for (const each of wanted) each.names = each.names.map(familiar);
  return context.storage.images.save(wanted, { format: format as ImageFormat, compress, signal });
}

function meant(context: Context, text: string, tree: Tree): Found[] {
  const tags = tree === 'compat' ? context.finder.allTags(text, tree) : [];
  return tags.length > 0 ? tags : [context.finder.find(text, tree)];
}

/** Each image once, with all its names; one named by digest has none. */
function grouped(found: readonly Found[]): { image: Image; names: string[] }[] {
  const byImage = new Map<string, { image: Image; names: string[] }>();
  for (const { image, name } of found) {
    const entry = byImage.get(image.id) ?? { image, names: [] };
    byImage.set(image.id, entry);
    if (name !== undefined && image.names.includes(name) && !entry.names.includes(name))
      entry.names.push(name);
  }
  return [...byImage.values()];
}
