import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { once } from 'node:events';
import type { Headers } from './exchange.ts';
import type { Violation } from './validate.ts';

/** One exchange as the ledger keeps it: a JSON line, without secrets. */
export interface LedgerEntry {
  readonly number: number;
  readonly at: string;
  readonly milliseconds: number;
  /** Operation id, or undefined when the path is not in the spec. */
  readonly operation: string | undefined;
  readonly clause: string | undefined;
  readonly method: string;
  readonly target: string;
  readonly requestHeaders: Headers;
  readonly requestBody: string;
  readonly requestBytes: number;
  readonly status: number | undefined;
  readonly responseHeaders: Headers;
  readonly responseBody: string;
  readonly responseBytes: number;
  readonly hijacked: boolean;
  readonly cut: 'client' | 'engine' | undefined;
  /** What of the exchange is not as the spec says. */
  readonly violations: readonly Violation[];
}

/** Collects entries by clause, and writes them to a file where one is named. */
export class Ledger {
  readonly #byClause = new Map<string, LedgerEntry[]>();
  readonly #byNumber = new Map<number, LedgerEntry>();
  readonly #file: WriteStream | undefined;
  readonly entries: LedgerEntry[] = [];

  /** @param file JSON lines are appended to it */
  constructor(file?: string) {
    this.#file = file === undefined ? undefined : createWriteStream(file, { flags: 'a' });
  }

  add(entry: LedgerEntry): void {
    this.#file?.write(`${JSON.stringify(entry)}\n`);
    if (entry.clause === undefined && this.#file) return;
    this.entries.push(entry);
    this.#byNumber.set(entry.number, entry);
    if (entry.clause === undefined) return;
    const known = this.#byClause.get(entry.clause);
    if (known) known.push(entry);
    else this.#byClause.set(entry.clause, [entry]);
  }

  /** The exchanges of one clause's test, in order. */
  ofClause(clause: string): readonly LedgerEntry[] {
    return this.#byClause.get(clause) ?? [];
  }

  /** The exchanges with these numbers, in their order. */
  numbered(numbers: readonly number[]): readonly LedgerEntry[] {
    return numbers.flatMap((number) => this.#byNumber.get(number) ?? []);
  }

  async close(): Promise<void> {
    if (!this.#file) return;
    this.#file.end();
    await once(this.#file, 'close');
  }
}
