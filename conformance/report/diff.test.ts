import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../suite/verdict.ts';
import { compareRuns } from './diff.ts';
import { recordedInput } from './recorded.ts';
import type { RunResults } from './results.ts';

const [recorded] = recordedInput().runs;

function run(verdicts: Record<string, Verdict>): RunResults {
  const results = Object.entries(verdicts).map(([clause, verdict]) => {
    return {
      clause,
      operation: 'o',
      level: 'MUST',
      verdict,
      milliseconds: 0,
      exchanges: [],
    } as const;
  });
  return { ...recorded!, results };
}

test('two runs: worse, mended, changed, added and gone', () => {
  const old = run({ a: 'pass', b: 'fail', c: 'skipped', d: 'pass', e: 'pass', f: 'fail' });
  const now = run({ a: 'fail', b: 'pass', c: 'unsupported', d: 'pass', g: 'fail', f: 'error' });
  const clauses = (changes: readonly { now: { clause: string } }[]) =>
    changes.map(({ now }) => now.clause);
  const { worse, mended, changed, added, gone } = compareRuns(old, now);
  assert.deepEqual(clauses(worse), ['a']);
  assert.deepEqual(clauses(mended), ['b']);
  assert.deepEqual(clauses(changed), ['c', 'f']);
  assert.deepEqual([added[0]?.clause, gone[0]?.clause], ['g', 'e']);
});

test('a pass that is skipped now is worse, an expected failure that passes is mended', () => {
  const old = run({ a: 'pass', b: 'expected-failure' });
  const { worse, mended } = compareRuns(old, run({ a: 'skipped', b: 'unexpected-pass' }));
  assert.deepEqual([worse.length, mended.length], [1, 1]);
});
