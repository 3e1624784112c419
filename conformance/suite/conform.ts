import { readClauses } from '../../spec/index.ts';
import { startTap } from '../tap/tap.ts';
import type { Target } from '../targets/target.ts';
import type { ClauseTest } from './clause-test.ts';
import type { Listener } from './events.ts';
import { readExpectations } from './expectations.ts';
import { ensureImage } from './fixtures.ts';
import { runTests } from './runner.ts';
import { recordRun } from '../report/results.ts';
import type { RunResults } from '../report/results.ts';

export interface ConformOptions {
  readonly target: Target;
  readonly tests: readonly ClauseTest[];
  readonly listener: Listener;
  readonly concurrency?: number;
  /** Milliseconds for one test. */
  readonly timeBox?: number;
  /** Where the ledger of exchanges is written. */
  readonly ledger?: string;
  /** The ledger of expectations; the target's own when not given. */
  readonly expectations?: string;
}

/**
 * Starts a target behind the tap, gives it the fixture images, runs the tests, and leaves the host
 * as it was.
 * @throws TargetMissing when the target cannot be run here
 */
export async function conform(options: ConformOptions): Promise<RunResults> {
  const clauses = new Map((await readClauses()).map((clause) => [clause.id, clause]));
  const expectations = await readExpectations(options.target.name, options.expectations);
  const target = await options.target.start();
  process.on('unhandledRejection', tellLate);
  try {
    await ensureImage(target.url);
    const tap = await startTap({
      listen: 'tcp://127.0.0.1:0',
      upstream: target.url,
      ...(options.ledger === undefined ? {} : { file: options.ledger }),
    });
    try {
      const record = recordRun();
      await runTests({
        tests: options.tests,
        clauses,
        target,
        tap,
        expectations,
        concurrency: options.concurrency ?? 4,
        listener: (event) => {
          record.listener(event);
          options.listener(event);
        },
        timeBox: options.timeBox ?? 60_000,
      });
      return record.results();
    } finally {
      await tap.close();
    }
  } finally {
    await target.stop();
    process.off('unhandledRejection', tellLate);
  }
}

/**
 * A test whose time is over may leave requests behind that fail only when the engine ends: told, for
 * the verdicts of the whole run must not be lost for it.
 */
function tellLate(failure: unknown): void {
  process.stderr.write(`a request that a test left behind has failed: ${String(failure)}\n`);
}
