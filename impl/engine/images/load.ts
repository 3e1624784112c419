import type { Readable } from 'node:stream';
import { BadParameter, InternalError } from '../../errors.ts';
import { ArchiveError } from '../../storage/tar/entry.ts';
import type { LoadedImage } from '../../storage/types.ts';
import type { Tree } from '../containers/view.ts';
import type { Context } from './context.ts';
import { tell } from './context.ts';

/** Takes in the images of an archive, with the names that it has for them. */
export async function loadImages(
  context: Context,
  archive: Readable,
  tree: Tree,
  signal: AbortSignal,
): Promise<LoadedImage[]> {
  const images = await reading(tree, 'failed to load image', () =>
    context.storage.images.load(archive, signal),
  );
  for (const image of images) {
    for (const name of image.loadedNames) context.notes.named(image.id, name);
    tell(context, 'load', image, image.loadedNames[0]);
  }
  return images;
}

/**
 * An archive that cannot be read is the client's mistake (400) in the libpod tree, and a failure
 * (500) in Docker's, as the document says for each.
 */
export async function reading<T>(tree: Tree, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof ArchiveError)) throw cause;
    const Kind = tree === 'compat' ? InternalError : BadParameter;
    throw new Kind(`${what}: ${cause.message}`, { cause, rootCause: cause.message });
  }
}
