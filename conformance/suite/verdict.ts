import type { Level } from '../../spec/operation.ts';

/** What became of one test on one target. */
export type Verdict =
  | 'pass'
  /** The engine does not do what the clause says. */
  | 'fail'
  /** The suite broke; says nothing about the engine. */
  | 'error'
  /** The engine says properly that it has no such operation. */
  | 'unsupported'
  | 'skipped'
  /** Fails as the target's ledger of expectations says. */
  | 'expected-failure'
  /** Passes although the ledger expects a failure: the ledger is out of date. */
  | 'unexpected-pass';

export interface Result {
  readonly clause: string;
  readonly operation: string;
  readonly level: Level;
  readonly verdict: Verdict;
  /** Why it is not a pass; of a skip, what is missing. */
  readonly reason?: string;
  readonly milliseconds: number;
  /** Numbers of the exchanges in the ledger, in order. */
  readonly exchanges: readonly number[];
}

/** A run conforms when nothing with this verdict is among the MUST clauses. */
export function breaksConformance(result: Result): boolean {
  return (
    result.verdict === 'fail' || result.verdict === 'error' || result.verdict === 'unexpected-pass'
  );
}
