import { FairLock } from '../lock.ts';

/** A fair lock per name; names that nobody waits for take no memory. */
export class KeyedLock {
  readonly #locks = new Map<string, { lock: FairLock; waiting: number }>();

  async run<T>(name: string, work: () => Promise<T> | T): Promise<T> {
    const entry = this.#locks.get(name) ?? { lock: new FairLock(), waiting: 0 };
    this.#locks.set(name, entry);
    entry.waiting += 1;
    try {
      return await entry.lock.run(work);
    } finally {
      entry.waiting -= 1;
      if (entry.waiting === 0) this.#locks.delete(name);
    }
  }
}
