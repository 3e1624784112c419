import { breaksConformance } from '../suite/verdict.ts';
import type { Result } from '../suite/verdict.ts';
import type { RunResults } from './results.ts';

/** What changed between two runs, clause by clause. */
export interface Difference {
  /** Passed, or was not looked at with a verdict that counts, and now breaks conformance. */
  readonly worse: readonly Change[];
  /** Broke conformance, and passes now. */
  readonly mended: readonly Change[];
  /** Another verdict, neither better nor worse for conformance. */
  readonly changed: readonly Change[];
  readonly added: readonly Result[];
  readonly gone: readonly Result[];
}

export interface Change {
  readonly before: Result;
  readonly now: Result;
}

/** Compares two runs. A clause that is new and fails counts as added and makes nothing worse. */
export function compareRuns(old: RunResults, now: RunResults): Difference {
  const before = new Map(old.results.map((result) => [result.clause, result]));
  const after = new Set(now.results.map(({ clause }) => clause));
  const changes = now.results.flatMap((now) => {
    const known = before.get(now.clause);
    return known && known.verdict !== now.verdict ? [{ before: known, now }] : [];
  });
  const isWorse = ({ before, now }: Change) => rank(now) > rank(before);
  const isMended = ({ before, now }: Change) => rank(now) < rank(before);
  return {
    worse: changes.filter(isWorse),
    mended: changes.filter(isMended),
    changed: changes.filter((change) => !isWorse(change) && !isMended(change)),
    added: now.results.filter(({ clause }) => !before.has(clause)),
    gone: old.results.filter(({ clause }) => !after.has(clause)),
  };
}

/** A pass is best; what nobody judged or everybody knows to fail is between it and a new failure. */
function rank(result: Result): number {
  if (result.verdict === 'pass' || result.verdict === 'unexpected-pass') return 0;
  return breaksConformance(result) ? 2 : 1;
}
