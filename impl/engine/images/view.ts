import type { Image } from '../../storage/types.ts';
import type { Context } from './context.ts';
import type { Family } from './family.ts';

/** One image as list and inspect of both trees need it. */
export interface ImageView {
  image: Image;
  /** Id of the image that it was made on, if that is here. */
  parent: string | undefined;
  /** Neither named nor built on. */
  dangling: boolean;
  /** How many containers are made of it. */
  containers: number;
  /** Every name that it has had, the newest first. */
  pastNames: string[];
}

/** What only inspect tells. */
export interface ImageDetails extends ImageView {
  /** Folders of its layers, top first. */
  layerDirs: string[];
  /** Of the manifest. */
  annotations: Record<string, string>;
  /** When a client last named it, in milliseconds since 1970; undefined for never. */
  lastTagged: number | undefined;
}

export function viewer(context: Context, family: Family): (image: Image) => ImageView {
  const pastNames = context.notes.pastNames();
  return (image) => ({
    image,
    parent: family.parentOf(image.id),
    dangling: family.isDangling(image),
    containers: context.users(image.id).length,
    pastNames: pastNames.get(image.id) ?? [],
  });
}

export async function details(context: Context, view: ImageView): Promise<ImageDetails> {
  const manifest = JSON.parse((await context.storage.images.manifest(view.image)).toString()) as {
    annotations?: Record<string, string>;
  };
  return {
    ...view,
    layerDirs: context.storage.images.layerDirs(view.image),
    annotations: manifest.annotations ?? {},
    lastTagged: context.notes.lastTagged(view.image.id),
  };
}
