import { EventEmitter, once } from 'node:events';

/** Counts requests in hand, and tells when there have been none for a while. */
export class Activity {
  #running = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #onIdle: { milliseconds: number; call: () => void } | undefined;
  readonly #events = new EventEmitter();

  /** A request begins; call the result when it ended. */
  begin(): () => void {
    this.#running += 1;
    clearTimeout(this.#idleTimer);
    return () => {
      this.#running -= 1;
      if (this.#running > 0) return;
      this.#events.emit('idle');
      this.#arm();
    };
  }

  /** Calls back once there was no request in hand for so long without a break. */
  whenIdleFor(milliseconds: number, call: () => void): void {
    this.#onIdle = { milliseconds, call };
    if (this.#running === 0) this.#arm();
  }

  /** Settles when nothing is in hand, or after so many milliseconds. */
  async idleWithin(milliseconds: number): Promise<void> {
    if (this.#running === 0) return;
    const idle = once(this.#events, 'idle', { signal: AbortSignal.timeout(milliseconds) });
    await idle.catch(() => {});
  }

  #arm(): void {
    if (this.#onIdle === undefined) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(this.#onIdle.call, this.#onIdle.milliseconds);
  }
}
