import type { RunningTarget } from '../targets/target.ts';

type Kind = 'images' | 'volumes';
type Side = 'look' | 'remove';

const LOOKING: Record<Kind, RegExp> = {
  images: /\/(images|build|commit|manifests)\b/,
  volumes: /\/volumes(\/json)?(\?|$)/,
};
const REMOVING: Record<Kind, RegExp> = {
  images: /^DELETE .*\/(images|manifests)\b|\/images\/prune\b/,
  volumes: /^DELETE .*(\/volumes\/|\/containers\/.*\bv=true)/,
};

/** Lets those of one side work together, and those of the other after them, first come, first served. */
export class Turns {
  #side: Side = 'look';
  #working = 0;
  readonly #waiting: { side: Side; go: () => void }[] = [];

  async take<T>(side: Side, work: () => Promise<T>): Promise<T> {
    const isFree = this.#working === 0 || (this.#side === side && this.#waiting.length === 0);
    if (isFree) this.#begin(side);
    else await new Promise<void>((go) => this.#waiting.push({ side, go }));
    try {
      return await work();
    } finally {
      this.#working -= 1;
      if (this.#working === 0) this.#change();
    }
  }

  #begin(side: Side): void {
    this.#side = side;
    this.#working += 1;
  }

  #change(): void {
    const side = this.#waiting[0]?.side;
    if (side === undefined) return;
    while (this.#waiting[0]?.side === side) {
      this.#begin(side);
      this.#waiting.shift()?.go();
    }
  }
}

const turns = new WeakMap<RunningTarget, Record<Kind, Turns>>();

/**
 * Sends a request of a test when no other disturbs it: Podman's lists, builds and loads fail when an
 * image or volume of somebody else goes meanwhile. Other engines have to bear it.
 */
export async function inTurn<T>(
  target: RunningTarget,
  method: string,
  path: string,
  send: () => Promise<T>,
): Promise<T> {
  if (!target.facts.product.startsWith('Podman')) return send();
  const mine = turns.get(target) ?? { images: new Turns(), volumes: new Turns() };
  turns.set(target, mine);
  const request = `${method} ${path}`;
  for (const kind of ['images', 'volumes'] as const) {
    if (REMOVING[kind].test(request)) return mine[kind].take('remove', send);
    if (LOOKING[kind].test(request)) return mine[kind].take('look', send);
  }
  return send();
}
