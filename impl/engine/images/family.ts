import type { Image } from '../../storage/types.ts';

/** Which image was made on which. Ids throughout. */
export class Family {
  readonly #parents: ReadonlyMap<string, string>;
  readonly #children = new Map<string, string[]>();

  /** @param parents child to parent. */
  constructor(parents: ReadonlyMap<string, string>) {
    this.#parents = parents;
    for (const [child, parent] of parents) {
      const siblings = this.#children.get(parent);
      if (siblings) siblings.push(child);
      else this.#children.set(parent, [child]);
    }
  }

  parentOf(id: string): string | undefined {
    return this.#parents.get(id);
  }

  hasChildren(id: string): boolean {
    return this.#children.has(id);
  }

  /** Neither named nor built on. */
  isDangling({ id, names }: Image): boolean {
    return names.length === 0 && !this.hasChildren(id);
  }

  /** A step on the way to another image: without a name, but built on. */
  isIntermediate({ id, names }: Image): boolean {
    return names.length === 0 && this.hasChildren(id);
  }
}

/**
 * Podman's view: an image whose layers and history begin another's, with at most one layer less,
 * is its parent, whoever made them and wherever.
 */
export function lineage(images: readonly Image[]): Family {
  const byTop = Map.groupBy(images, (image) => image.layers.at(-1));
  const parents = new Map<string, string>();
  for (const child of images) {
    if (child.layers.length === 0) continue;
    const likely = [child.layers.at(-1), child.layers.at(-2)].flatMap((top) =>
      top === undefined ? [] : (byTop.get(top) ?? []),
    );
    const older = likely.filter((candidate) => beginsAs(child, candidate));
    const parent = older.reduce<Image | undefined>(nearer, undefined);
    if (parent) parents.set(child.id, parent.id);
  }
  return new Family(parents);
}

/** The one with more steps done; the first of equals. */
function nearer(one: Image | undefined, other: Image): Image {
  const steps = (image: Image) => image.config.history?.length ?? 0;
  return one && steps(one) >= steps(other) ? one : other;
}

/** The child's history has all of the parent's, and more. */
function beginsAs(child: Image, parent: Image): boolean {
  const [longer, shorter] = [child.config.history ?? [], parent.config.history ?? []];
  return (
    longer.length > shorter.length &&
    shorter.every((step, at) => JSON.stringify(step) === JSON.stringify(longer[at]))
  );
}
