import type { LedgerEntry } from '../tap/ledger.ts';
import { isOfAnswer } from '../tap/validate.ts';
import type { Expectations } from './expectations.ts';
import { judge } from './judge.ts';
import type { Result } from './verdict.ts';

/**
 * Every operation and status that was seen gives one more verdict, `<operation>.<status>.schema`:
 * all its answers were as the spec's schema says. No test is written for these; all traffic of the
 * run is the test.
 */
export function shapeResults(
  entries: readonly LedgerEntry[],
  expectations: Expectations,
): Result[] {
  const seen = Map.groupBy(
    entries.filter(({ operation, status }) => operation !== undefined && status !== undefined),
    ({ operation, status }) => `${operation}.${status}`,
  );
  return [...seen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, list]) => shapeResult(`${key}.schema`, list, expectations));
}

function shapeResult(
  clause: string,
  entries: readonly LedgerEntry[],
  expectations: Expectations,
): Result {
  const wrong = entries.filter((entry) => ofAnswer(entry).length > 0);
  const problems = new Set(
    wrong.flatMap((entry) => ofAnswer(entry)).map(({ where, message }) => `${where}: ${message}`),
  );
  const failure = wrong.length > 0 ? [...problems].slice(0, 8).join('\n') : undefined;
  const kind = entries[0]?.status === 501 ? 'unsupported' : 'fail';
  return {
    clause,
    operation: entries[0]?.operation ?? '',
    level: 'MUST',
    ...judge(failure, kind, expectations.get(clause)),
    milliseconds: 0,
    exchanges: (wrong.length > 0 ? wrong : entries).slice(0, 5).map(({ number }) => number),
  };
}

function ofAnswer({ violations }: LedgerEntry): LedgerEntry['violations'] {
  return violations.filter(isOfAnswer);
}
