import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { checkOf } from './check.ts';
import { begun, judged, startUpJudged } from './state.ts';
import type { HealthState, Probe } from './state.ts';

const probe = (exitCode: number, seconds = 0): Probe => {
  const time = new Date(seconds * 1000).toISOString();
  return { start: time, end: time, exitCode, output: '' };
};
const check = (retries: number, startPeriod = 0) => ({
  ...checkOf({ test: ['CMD', 'true'] }, 'libpod')!,
  retries,
  startPeriod,
});
const after = (codes: number[], retries: number): HealthState =>
  codes.reduce(
    (state, code) => judged(state, probe(code), check(retries), 0),
    begun(undefined, false),
  );

describe('the state of a health check', () => {
  test('follows from the last probes: any history, any retries', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (codes, retries) => {
          const { status, failingStreak, log } = after(codes, retries);
          const streak = codes.length - 1 - codes.lastIndexOf(0);
          assert.equal(failingStreak, streak);
          const usual = codes.includes(0) ? 'healthy' : 'starting';
          assert.equal(status, streak >= retries ? 'unhealthy' : usual);
          assert.deepEqual(
            log.map(({ exitCode }) => exitCode),
            codes.slice(-5),
          );
        },
      ),
    );
  });

  test('failures of the start period do not count, until it was healthy once', () => {
    const patient = check(2, 10_000);
    let state = judged(begun(undefined, false), probe(1, 1), patient, 0);
    state = judged(state, probe(1, 2), patient, 0);
    assert.deepEqual([state.status, state.failingStreak, state.log.length], ['starting', 0, 2]);
    state = judged(judged(state, probe(0, 3), patient, 0), probe(1, 4), patient, 0);
    assert.deepEqual([state.status, state.failingStreak], ['healthy', 1]);
    const late = judged(begun(undefined, false), probe(1, 10), check(1, 10_000), 0);
    assert.equal(late.status, 'unhealthy');
  });

  test('a new run begins anew, with the old log', () => {
    const state = begun(after([0, 1, 1], 2), false);
    assert.deepEqual([state.status, state.failingStreak, state.log.length], ['starting', 0, 3]);
  });

  test('a start-up check passes after its successes in a row', () => {
    const twice = { ...check(3), successes: 2 };
    let state = startUpJudged(begun(undefined, true), probe(0), twice);
    state = startUpJudged(state, probe(1), twice);
    assert.deepEqual(state.startUp, { successes: 0, failures: 1 });
    state = startUpJudged(startUpJudged(state, probe(0), twice), probe(0), twice);
    assert.equal(state.startUp, undefined);
    assert.equal(state.status, 'starting');
  });
});

describe('what is run', () => {
  const command = (test: string[], tree: 'libpod' | 'compat', shell?: string[]) =>
    checkOf({ test }, tree, shell)?.command;

  test('a list, a line of text in its shell, or nothing', () => {
    assert.deepEqual(command(['CMD', 'a', 'b'], 'compat'), ['a', 'b']);
    assert.deepEqual(command(['CMD-SHELL', 'a b'], 'compat'), ['/bin/sh', '-c', 'a b']);
    assert.deepEqual(command(['CMD-SHELL', 'a b'], 'compat', ['/ash', '-c']), [
      '/ash',
      '-c',
      'a b',
    ]);
    assert.deepEqual(command(['CMD-SHELL', 'a', 'b'], 'libpod', ['/ash']), ['sh', '-c', 'a b']);
    assert.deepEqual(command(['a', 'b'], 'libpod'), ['a', 'b']);
    for (const test of [[], ['NONE'], ['']]) assert.equal(command(test, 'libpod'), undefined);
    assert.equal(command(['a', 'b'], 'compat'), undefined);
  });

  test('times come in nanoseconds; what is not said is the engines’ default', () => {
    const { interval, timeout, retries } = checkOf(
      { test: ['CMD', 'a'], interval: 2e9 },
      'compat',
    )!;
    assert.deepEqual([interval, timeout, retries], [2000, 30_000, 3]);
  });
});
