import type { Clause, Difference, Operation } from '../../spec/operation.ts';
import type { Listed } from '../parity/listed.ts';
import type { Result, Verdict } from '../suite/verdict.ts';
import type { RunResults } from './results.ts';

/** What every report is made from. */
export interface ReportInput {
  readonly runs: readonly RunResults[];
  readonly clauses: readonly Clause[];
  readonly differences: readonly Difference[];
  /** Known differences of answers and states between two engines. */
  readonly divergences: readonly Listed[];
  readonly operations: readonly Operation[];
}

export const VERDICTS: readonly Verdict[] = [
  'pass',
  'fail',
  'error',
  'unsupported',
  'skipped',
  'expected-failure',
  'unexpected-pass',
];

export interface Section {
  readonly name: string;
  readonly operations: readonly Operation[];
}

/** The document's sections in its order, those of the compat tree marked so. */
export function sectionsOf(operations: readonly Operation[]): Section[] {
  return [...Map.groupBy(operations, sectionName)].map(([name, operations]) => ({
    name,
    operations,
  }));
}

function sectionName({ section, tree }: Operation): string {
  return tree === 'compat' && !section.includes('compat') ? `${section} (compat)` : section;
}

export interface Share {
  readonly passed: number;
  /** Skipped ones and those where the suite broke were not. */
  readonly judged: number;
}

/** Passed of judged; expected failures and unsupported operations count as not passed. */
export function share(results: readonly Result[]): Share {
  const judged = results.filter(({ verdict }) => verdict !== 'skipped' && verdict !== 'error');
  const passed = judged.filter(
    ({ verdict }) => verdict === 'pass' || verdict === 'unexpected-pass',
  );
  return { passed: passed.length, judged: judged.length };
}

/** How many results have each verdict; without those that none has. */
export function counts(results: readonly Result[]): Map<Verdict, number> {
  const groups = Map.groupBy(results, ({ verdict }) => verdict);
  return new Map(
    VERDICTS.flatMap((verdict) => {
      const count = groups.get(verdict)?.length ?? 0;
      return count === 0 ? [] : [[verdict, count] as const];
    }),
  );
}
