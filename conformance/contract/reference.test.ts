import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPERATIONS } from '../../spec/index.ts';
import type { RunEvent } from '../suite/events.ts';
import { conform } from '../suite/conform.ts';
import { breaksConformance } from '../suite/verdict.ts';
import type { Result } from '../suite/verdict.ts';
import { reference } from '../targets/reference.ts';
import { loadContract } from './index.ts';

/** The whole contract takes about a minute on two idle cores. */
const timeout = 600_000;

test('the reference daemon does what the clauses say', { timeout }, async (t) => {
  const results: Result[] = [];
  const listener = (event: RunEvent) => {
    if (event.kind === 'test-end') results.push(event.result);
  };
  await conform({ target: reference, tests: await loadContract(), listener });
  const counts = Map.groupBy(results, ({ verdict }) => verdict);
  t.diagnostic([...counts].map(([verdict, list]) => `${list.length} ${verdict}`).join(', '));
  for (const { clause, reason = '' } of counts.get('skipped') ?? []) {
    t.diagnostic(`skipped ${clause}: ${reason}`);
  }
  assert.deepEqual(
    results.filter(breaksConformance).map(({ clause, reason }) => `${clause}: ${reason}`),
    [],
  );
  assert.ok(new Set(results.map(({ operation }) => operation)).size > OPERATIONS.length / 2);
});
