/**
 * A fair mutual exclusion for asynchronous work: whoever asks first goes first. Hold it for steps,
 * never for a wait on the world outside (a stop's timeout, a client), so that the queue moves.
 */
export class FairLock {
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs `work` once everything asked for earlier has ended, and hands its outcome through. */
  run<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.#tail.then(work);
    // A failure is the caller's to see; the next in the queue only needs the end.
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}
