import type { Log } from '../../log.ts';
import type { Composition } from '../../storage/images/compose.ts';
import type { Image, Storage } from '../../storage/types.ts';
import type { Containers } from '../containers/containers.ts';
import type { Tree } from '../containers/view.ts';
import type { ManifestLists } from '../images/lists/lists.ts';
import type { Images } from '../images/images.ts';
import type { PullOptions, Pulled } from '../images/registry/pull.ts';

/** The neighbours of builds. */
export interface BuildNeighbours {
  readonly storage: Storage;
  readonly images: BuildImages;
  readonly containers: Pick<
    Containers,
    'create' | 'start' | 'attach' | 'wait' | 'remove' | 'exists'
  >;
  /** Folder of work in progress and of caches. */
  readonly root: string;
  readonly log: Log;
}

export interface BuildImages {
  find(name: string, tree: Tree): { image: Image; name: string | undefined };
  /** What a registry has under a name. */
  distribution: Images['distribution'];
  /** Sees to it that an image is here. */
  pull(name: string, options: PullOptions): Promise<Pulled[]>;
  /** Which image was built here on which. */
  parents(): ReadonlyMap<string, string>;
  compose(wish: Composition, name?: string): Promise<Image>;
  give(image: Image, name: string): void;
  readonly lists: Pick<ManifestLists, 'create'>;
  /** Removes an image that no name or child needs; another one stays. */
  dropUnneeded(id: string): Promise<void>;
  /** Tells that a build is done. */
  tellBuilt(image: Image, name: string | undefined): void;
}
