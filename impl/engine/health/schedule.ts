/** A longer delay would overflow Node's timers. */
const longest = 2 ** 31 - 1;

/** What is to be done when, one thing per key. Nothing ticks: the timer that is set is the next to fire. */
export class Schedule {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** Does `work` at a moment (milliseconds since 1970), at once if it has passed; instead of what was due for the key. */
  at(key: string, moment: number, work: () => void): void {
    this.cancel(key);
    const delay = Math.max(0, moment - Date.now());
    const timer = setTimeout(
      () => {
        if (delay > longest) return this.at(key, moment, work);
        this.#timers.delete(key);
        work();
      },
      Math.min(delay, longest),
    );
    this.#timers.set(key, timer);
  }

  cancel(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  close(): void {
    for (const key of this.#timers.keys()) this.cancel(key);
  }
}
