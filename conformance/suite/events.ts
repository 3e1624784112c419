import type { LedgerEntry } from '../tap/ledger.ts';
import type { TargetFacts } from '../targets/target.ts';
import type { Result } from './verdict.ts';

/** What a run says while it goes; every writer of reports only consumes these. */
export type RunEvent =
  | {
      readonly kind: 'run-start';
      readonly target: string;
      readonly facts: TargetFacts;
      readonly tests: number;
      readonly at: number;
    }
  | { readonly kind: 'test-start'; readonly clause: string }
  | {
      readonly kind: 'test-end';
      readonly result: Result;
      /** The result's exchanges, without secrets. */
      readonly exchanges: readonly LedgerEntry[];
    }
  | { readonly kind: 'run-end'; readonly milliseconds: number };

export type Listener = (event: RunEvent) => void;
