import { newId } from '../containers/names.ts';
import type { Image, Storage } from '../../storage/types.ts';

/** Folders that COPY and RUN's mounts take files from: the context, and images mounted for reading. */
export class SourceTrees {
  /** The context's folder. */
  readonly context: string;
  readonly #storage: Storage;
  readonly #mounted = new Map<string, { layer: string; folder: string }>();

  constructor(storage: Storage, context: string) {
    this.#storage = storage;
    this.context = context;
  }

  /** The files of an image, mounted as long as the build lasts. */
  ofImage(image: Image): string {
    const known = this.#mounted.get(image.id);
    if (known) return known.folder;
    const layer = newId();
    this.#storage.layers.createContainerLayer(layer, image);
    this.#mounted.set(image.id, { layer, folder: '' });
    const folder = this.#storage.layers.mount(layer);
    this.#mounted.set(image.id, { layer, folder });
    return folder;
  }

  async close(): Promise<void> {
    for (const { layer } of this.#mounted.values())
      await this.#storage.layers.removeContainerLayer(layer);
    this.#mounted.clear();
  }
}
