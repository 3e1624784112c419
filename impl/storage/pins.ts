/**
 * Things that work under way relies on though no row does yet: a clean-up passes them over.
 */
export class Pins {
  readonly #held = new Map<string, number>();

  /** Holds them until the returned function is called. */
  hold(keys: Iterable<string>): () => void {
    const held = [...keys];
    for (const key of held) this.#held.set(key, (this.#held.get(key) ?? 0) + 1);
    return () => {
      for (const key of held.splice(0)) {
        const count = (this.#held.get(key) ?? 1) - 1;
        if (count === 0) this.#held.delete(key);
        else this.#held.set(key, count);
      }
    };
  }

  has(key: string): boolean {
    return this.#held.has(key);
  }
}
