import type { Database } from '../../database.ts';
import { microseconds } from '../../kernel/clock.ts';
import type { EngineEvent, NewEvent } from './event.ts';
import { Journal } from './journal.ts';

/** Events that are kept in memory, for listeners that keep up. */
const recentSize = 256;
/** A longer delay would overflow Node's timers. */
const longestDelay = 2 ** 31 - 1;

export interface EventQuery {
  /** Milliseconds since 1970. */
  since?: number;
  /** The stream ends there. */
  until?: number;
  /** Begin with the journal, from `since` on or from its start. */
  replay: boolean;
  /** Stay for new events. */
  follow: boolean;
  matches(event: EngineEvent): boolean;
  /** The client left. */
  signal: AbortSignal;
}

/**
 * What happened, for whoever wants to know. The journal is every listener's buffer: a listener is
 * a place in it, so a slow one costs no memory, and is left behind only when the journal drops
 * what it has not read yet.
 */
export class Events {
  readonly #journal: Journal;
  /** The newest events, oldest first. */
  #recent: EngineEvent[] = [];
  #waiting = new Set<() => void>();
  #listeners = 0;

  constructor(database: Database) {
    this.#journal = new Journal(database);
  }

  /** Streams that somebody reads now. */
  get listeners(): number {
    return this.#listeners;
  }

  /** Tells what happened. To be called when it has: after the commit, never inside a transaction. */
  emit(event: NewEvent): void {
    this.#recent.push(this.#journal.append(event, microseconds()));
    if (this.#recent.length > 2 * recentSize) this.#recent = this.#recent.slice(-recentSize);
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake();
  }

  /** Events as the query wants them; what happens after this call is in it, whenever it is read. */
  stream(query: EventQuery): AsyncIterable<EngineEvent> {
    return this.#read(query, query.replay ? 0 : this.#journal.last);
  }

  async *#read(query: EventQuery, from: number): AsyncGenerator<EngineEvent> {
    this.#listeners += 1;
    try {
      yield* this.#readFrom(query, from);
    } finally {
      this.#listeners -= 1;
    }
  }

  async *#readFrom(query: EventQuery, from: number): AsyncGenerator<EngineEvent> {
    const begin = (query.since ?? Number.NEGATIVE_INFINITY) * 1000;
    const end = (query.until ?? Number.POSITIVE_INFINITY) * 1000;
    let place = from;
    while (!query.signal.aborted) {
      for (const event of this.#after(place)) {
        place = event.sequence;
        if (event.time > end) return;
        if (event.time >= begin && query.matches(event)) yield event;
      }
      if (place < this.#journal.last) continue;
      if (!query.follow || query.signal.aborted || microseconds() > end) return;
      await this.#news(query, end / 1000);
    }
  }

  #after(place: number): EngineEvent[] {
    const [first] = this.#recent;
    if (first && place >= first.sequence - 1) return this.#recent.slice(place - first.sequence + 1);
    return this.#journal.after(place, recentSize);
  }

  /** Resolves at the next event, at the moment `end`, or when the client leaves. */
  #news({ signal }: EventQuery, end: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        clearTimeout(timer);
        resolve();
      };
      const delay = Math.min(end - Date.now() + 1, longestDelay);
      const timer = Number.isFinite(end) ? setTimeout(done, delay) : undefined;
      signal.addEventListener('abort', done);
      this.#waiting.add(done);
    });
  }
}
