import type { Digest, Image } from '../../storage/types.ts';
import type { Context } from './context.ts';
import { tell } from './context.ts';

/** An image that is gone. */
export interface Deleted {
  image: Image;
  /** Names that went with it. */
  names: string[];
  /** Chain ids of the layers that nothing needs any more, the top first. */
  layers: Digest[];
  /** Bytes of those layers. */
  freed: number;
}

/**
 * Removes an image with all its names; whoever calls has asked in the same turn of the event loop
 * whether it may go.
 *
 * @param as what it was called; for the event.
 */
export async function deleteImage(context: Context, image: Image, as: string): Promise<Deleted> {
  const { layers, images } = context.storage;
  const before = images.layersOf(image).toReversed();
  const names = [...image.names];
  await images.remove(image.id);
  context.notes.forget(image.id);
  const gone = before.filter(({ chainId }) => layers.get(chainId) === undefined);
  for (const name of names) tell(context, 'untag', image, name);
  tell(context, 'remove', image, as);
  return {
    image,
    names,
    layers: gone.map(({ chainId }) => chainId),
    freed: gone.reduce((sum, { size }) => sum + size, 0),
  };
}

/** Takes one name away. */
export function untagImage(context: Context, image: Image, name: string): void {
  context.storage.images.untag(name);
  tell(context, 'untag', image, name);
}
