import type { Database } from '../../database.ts';
import type { EngineEvent } from './event.ts';

const schema = [
  `CREATE TABLE event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    time INTEGER NOT NULL,
    record TEXT NOT NULL
  ) STRICT;`,
];

/** How many events are kept at least. */
const kept = 10_000;
/** Old events are dropped once this many have come together. */
const dropEvery = 1000;

interface Row {
  sequence: number;
  time: number;
  record: string;
}

/** The events of the past, bounded, kept over restarts. */
export class Journal {
  readonly #database: Database;
  #last: number;
  #lastTime: number;

  constructor(database: Database) {
    this.#database = database;
    database.migrate('events', schema);
    const newest = database.get<Row>('SELECT * FROM event ORDER BY sequence DESC LIMIT 1');
    this.#last = newest?.sequence ?? 0;
    this.#lastTime = newest?.time ?? 0;
  }

  /** Sequence number of the newest event. */
  get last(): number {
    return this.#last;
  }

  /** Keeps the event; gives it its number, and a time behind the one before. */
  append(event: Omit<EngineEvent, 'sequence' | 'time'>, now: number): EngineEvent {
    const time = Math.max(now, this.#lastTime + 1);
    const sequence = this.#last + 1;
    this.#database.run(
      'INSERT INTO event (sequence, time, record) VALUES (?, ?, ?)',
      sequence,
      time,
      JSON.stringify(event),
    );
    if (sequence % dropEvery === 0)
      this.#database.run('DELETE FROM event WHERE sequence <= ?', sequence - kept);
    this.#last = sequence;
    this.#lastTime = time;
    return { ...event, sequence, time };
  }

  /** Up to `limit` events behind the given one, oldest first. */
  after(sequence: number, limit: number): EngineEvent[] {
    return this.#database
      .all<Row>('SELECT * FROM event WHERE sequence > ? ORDER BY sequence LIMIT ?', sequence, limit)
      .map((row) => ({
        ...(JSON.parse(row.record) as EngineEvent),
        sequence: row.sequence,
        time: row.time,
      }));
  }
}
