/** Items this far ahead of the reader make the writer wait. */
const MANY = 256;

/** What one side writes and the other reads as it comes. */
export class EventQueue<T> implements AsyncIterable<T> {
  #items: T[] = [];
  #ended = false;
  #wakeReader: () => void = () => undefined;
  #wakeWriter: () => void = () => undefined;

  push(item: T): void {
    if (this.#ended) return;
    this.#items.push(item);
    this.#wakeReader();
  }

  /** Nothing comes after what is there. */
  end(): void {
    this.#ended = true;
    this.#wakeReader();
    this.#wakeWriter();
  }

  /** Resolves when the reader is not far behind. */
  async room(): Promise<void> {
    while (this.#items.length > MANY && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wakeWriter = resolve;
      });
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) {
        const items = this.#items.splice(0);
        this.#wakeWriter();
        yield* items;
        if (this.#items.length > 0) continue;
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          this.#wakeReader = resolve;
        });
      }
    } finally {
      // Who reads no more must not hold the writer up.
      this.#items = [];
      this.end();
    }
  }
}
