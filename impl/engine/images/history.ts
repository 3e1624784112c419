import type { HistoryEntry, Image } from '../../storage/types.ts';
import type { Tree } from '../containers/view.ts';
import type { Context } from './context.ts';

/** A step that made an image. */
export interface HistoryView extends HistoryEntry {
  /** The image after this step, when it is here. */
  after: Image | undefined;
}

/**
 * The steps that made an image, the newest first. Docker names the images that were built here on
 * the way; Podman every image whose top layer a step made.
 */
export function historyView(context: Context, image: Image, tree: Tree): HistoryView[] {
  const entries = context.storage.images.history(image);
  const imageAfter = tree === 'compat' ? builtOnTheWay(context, image) : tops(context, image);
  return entries.map((entry, at) => ({
    ...entry,
    after: at === 0 ? image : imageAfter(entry, entries.length - at),
  }));
}

/** @param steps how many of the image's steps are done. */
type ImageAfter = (entry: HistoryEntry, steps: number) => Image | undefined;

function builtOnTheWay({ storage, notes }: Context, image: Image): ImageAfter {
  const parents = notes.parents();
  const bySteps = new Map<number, Image>();
  for (let id = parents.get(image.id); id !== undefined; id = parents.get(id)) {
    const parent = storage.images.get(id);
    if (parent) bySteps.set(storage.images.history(parent).length, parent);
  }
  return (_entry, steps) => bySteps.get(steps);
}

function tops({ storage }: Context, image: Image): ImageAfter {
  const all = storage.images.list();
  const used = new Set([image.id]);
  return ({ layer }) => {
    const found = all.find(
      ({ id, layers }) => layer !== undefined && layers.at(-1) === layer.chainId && !used.has(id),
    );
    if (found) used.add(found.id);
    return found;
  };
}
