import type { Image, Storage } from '../../storage/types.ts';
import type { Tree } from '../containers/view.ts';
import type { NewEvent } from '../events/event.ts';
import { Family, lineage } from './family.ts';
import type { Finder } from './find.ts';
import type { Notes } from './notes.ts';
import type { RegistryAccess } from './registry/access.ts';
import type { BlobNotes } from './registry/blob-notes.ts';
import type { Downloads } from './registry/downloads.ts';
import type { ImageUser } from './users.ts';

/** The rooms and neighbours that images need. */
export interface ImageNeighbours {
  readonly storage: Storage;
  /** Containers made of the image. */
  users(imageId: string): ImageUser[];
  /** Removes a container, whether it runs or not. */
  removeContainer(id: string): Promise<void>;
  emit(event: NewEvent): void;
}

/** All that the verbs work with. */
export interface Context extends ImageNeighbours {
  readonly finder: Finder;
  readonly notes: Notes;
  readonly registries: RegistryAccess;
  readonly downloads: Downloads;
  readonly blobNotes: BlobNotes;
}

/** Docker tells only what was built here, Podman what the layers and histories show. */
export function familyOf(context: Context, tree: Tree): Family {
  return tree === 'compat'
    ? new Family(context.notes.parents())
    : lineage(context.storage.images.list());
}

/**
 * Tells that something happened to an image.
 * @param only the tree whose engine has such an event, when the other has not.
 */
export function tell(
  context: Context,
  action: string,
  image: Image,
  name: string = image.id,
  only?: Tree,
): void {
  const labels = image.config.config?.Labels;
  context.emit({
    type: 'image',
    action,
    id: image.id,
    name,
    ...(labels ? { labels } : {}),
    ...(only ? { only } : {}),
  });
}
