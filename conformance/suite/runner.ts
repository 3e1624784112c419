import { AssertionError } from 'node:assert';
import type { Clause } from '../../spec/operation.ts';
import type { LedgerEntry } from '../tap/ledger.ts';
import type { Tap } from '../tap/tap.ts';
import { isBefore4 } from '../targets/target.ts';
import type { RunningTarget } from '../targets/target.ts';
import type { ClauseTest } from './clause-test.ts';
import type { Listener } from './events.ts';
import type { Expectations } from './expectations.ts';
import { judge } from './judge.ts';
import { stopRegistries } from './registries.ts';
import { Scene } from './scene.ts';
import { shapeResults } from './shape.ts';
import type { Result } from './verdict.ts';

export interface RunOptions {
  readonly tests: readonly ClauseTest[];
  /** The spec's clauses by id: level and operation of each test. */
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly target: RunningTarget;
  readonly tap: Tap;
  readonly expectations: Expectations;
  /** How many tests run side by side; serial ones always run alone, after the others. */
  readonly concurrency: number;
  readonly listener: Listener;
  /** A test that takes longer has failed. Milliseconds. */
  readonly timeBox: number;
  /** Tests that have not begun when it is aborted are left out. */
  readonly signal?: AbortSignal;
}

/** Runs tests against one target and returns their results in the order of the tests. */
export async function runTests(options: RunOptions): Promise<Result[]> {
  const { tests, target, listener } = options;
  const startedAt = Date.now();
  listener({
    kind: 'run-start',
    target: target.name,
    facts: target.facts,
    tests: tests.length,
    at: startedAt,
  });
  const results = new Map<ClauseTest, Result>();
  const tell = (result: Result) => {
    const exchanges = options.tap.ledger.numbered(result.exchanges);
    listener({ kind: 'test-end', result, exchanges });
  };
  const run = async (test: ClauseTest) => {
    if (options.signal?.aborted) return;
    listener({ kind: 'test-start', clause: test.clause });
    const result = await runOne(test, options);
    results.set(test, result);
    tell(result);
  };
  const queue = tests.filter((test) => !runsAlone(test, target));
  const worker = async () => {
    for (let test = queue.shift(); test; test = queue.shift()) await run(test);
  };
  try {
    await Promise.all(Array.from({ length: options.concurrency }, worker));
    for (const test of tests.filter((test) => runsAlone(test, target))) await run(test);
  } finally {
    await stopRegistries(target);
  }
  const shapes = shapeResults(options.tap.ledger.entries, options.expectations);
  for (const result of shapes) tell(result);
  listener({ kind: 'run-end', milliseconds: Date.now() - startedAt });
  return [...tests.flatMap((test) => results.get(test) ?? []), ...shapes];
}

/** What Podman 3 cannot do beside other work, as below. */
const ALONE = /\.(pod|network)\.|\.(list|build)\./;

/**
 * Podman 3 locks up for good when pods are worked on side by side, and what looks at all networks,
 * containers or images there fails when one of them goes meanwhile.
 */
function runsAlone({ serial, clause }: ClauseTest, { facts }: RunningTarget): boolean {
  return serial || (isBefore4(facts) && ALONE.test(clause));
}

async function runOne(test: ClauseTest, options: RunOptions): Promise<Result> {
  const { target, tap, clauses, expectations } = options;
  const known = clauses.get(test.clause);
  const operation = known?.operation ?? test.clause;
  const level = known?.level ?? 'OBSERVED';
  const base = { clause: test.clause, operation, level };
  const missing = test.needs.filter((need) => !target.facts.capabilities.has(need));
  if (missing.length > 0) {
    const reason = `the target lacks ${missing.join(', ')}`;
    return { ...base, verdict: 'skipped', reason, milliseconds: 0, exchanges: [] };
  }
  const startedAt = performance.now();
  const scene = new Scene(target, tap, test.clause);
  const failed = await attempt(() => withinTime(test.run(scene), options.timeBox));
  const cleaning = await attempt(() => scene.end());
  const failure = failed ?? cleaning;
  const entries = tap.ledger.ofClause(test.clause);
  const kind = failure ? kindOf(failure, entries, operation) : 'fail';
  return {
    ...base,
    ...judge(failure?.message, kind, expectations.get(test.clause)),
    milliseconds: Math.round(performance.now() - startedAt),
    exchanges: entries.map((entry) => entry.number),
  };
}

function kindOf(failure: Error, entries: readonly LedgerEntry[], operation: string) {
  if (entries.some((entry) => entry.operation === operation && entry.status === 501)) {
    return 'unsupported';
  }
  return isAboutEngine(failure) ? 'fail' : 'error';
}

/** An assertion that failed, or an engine that did not answer in time, is the engine's fault. */
function isAboutEngine(failure: Error): boolean {
  return (
    failure instanceof AssertionError ||
    failure.name === 'AssertionError' ||
    failure instanceof TookTooLong
  );
}

class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

async function withinTime(work: Promise<void>, milliseconds: number): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new TookTooLong(`did not end within ${milliseconds / 1000} s`));
  }, milliseconds);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(work: () => Promise<void>): Promise<Error | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
