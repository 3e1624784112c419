import type { Pins } from '../pins.ts';
import type { Digest } from '../types.ts';

/** How long blobs wait for the next try. */
const PATIENCE = 15 * 60_000;

/** Whole blobs of images that did not come to an end, kept for the next try of a pull. */
export class SpareBlobs {
  readonly #pins: Pins;
  readonly #collect: (digests: readonly Digest[]) => Promise<void>;
  readonly #kept = new Map<Digest, { release: () => void; timer: NodeJS.Timeout }>();

  /** @param collect removes those of the digests that nothing needs */
  constructor(pins: Pins, collect: (digests: readonly Digest[]) => Promise<void>) {
    this.#pins = pins;
    this.#collect = collect;
  }

  keep(digests: readonly Digest[]): void {
    for (const digest of digests) {
      this.#forget(digest);
      const timer = setTimeout(() => {
        // What cannot be removed now is removed by the next start.
        this.drop([digest]).catch(() => undefined);
      }, PATIENCE);
      timer.unref();
      this.#kept.set(digest, { release: this.#pins.hold([digest]), timer });
    }
  }

  /** Removes them; all of them unless some are named. */
  async drop(digests: readonly Digest[] = [...this.#kept.keys()]): Promise<void> {
    this.release(digests);
    await this.#collect(digests);
  }

  /** They have found an image; it keeps them from now on. */
  release(digests: readonly Digest[]): void {
    for (const digest of digests) this.#forget(digest);
  }

  #forget(digest: Digest): void {
    const kept = this.#kept.get(digest);
    if (!kept) return;
    clearTimeout(kept.timer);
    kept.release();
    this.#kept.delete(digest);
  }
}
