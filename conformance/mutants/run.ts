import { readClauses } from '../../spec/index.ts';
import type { Clause } from '../../spec/operation.ts';
import type { ClauseTest } from '../suite/clause-test.ts';
import { ensureImage } from '../suite/fixtures.ts';
import { runTests } from '../suite/runner.ts';
import { breaksConformance } from '../suite/verdict.ts';
import type { Result, Verdict } from '../suite/verdict.ts';
import type { LedgerEntry } from '../tap/ledger.ts';
import { startTap } from '../tap/tap.ts';
import { isOfAnswer } from '../tap/validate.ts';
import type { RunningTarget } from '../targets/target.ts';
import type { Mutant } from './mutation.ts';
import { MutatingProxy } from './proxy.ts';
import { sweep } from './sweep.ts';

/** What became of one mutant. */
export interface Outcome {
  readonly mutant: Mutant;
  /** `unreached`: no answer that the tests saw could be changed so, the mutant is the engine itself. */
  readonly fate: 'caught' | 'survived' | 'unreached';
  /** The clause that caught it, and how it failed. */
  readonly by?: Result;
}

/** Milliseconds for one test: a mutant that makes a test hang is caught. */
const TIME_BOX = 15_000;

/** Who looks on while tests run, and may end them. */
interface Watch {
  readonly signal?: AbortSignal;
  readonly onResult?: (result: Result) => void;
  readonly onEntry?: (entry: LedgerEntry) => void;
}

/** One engine behind the mutating proxy, and the contract's tests. */
export class MutantRun {
  readonly #target: RunningTarget;
  readonly #tests: readonly ClauseTest[];
  readonly #clauses: ReadonlyMap<string, Clause>;
  readonly #proxy: MutatingProxy;
  readonly #url: string;
  /** Per operation: the verdicts while nothing is wrong. */
  readonly #usual = new Map<string, ReadonlyMap<string, Verdict>>();

  private constructor(
    target: RunningTarget,
    tests: readonly ClauseTest[],
    clauses: ReadonlyMap<string, Clause>,
    proxy: MutatingProxy,
    url: string,
  ) {
    this.#target = target;
    this.#tests = tests;
    this.#clauses = clauses;
    this.#proxy = proxy;
    this.#url = url;
  }

  static async start(target: RunningTarget, tests: readonly ClauseTest[]): Promise<MutantRun> {
    await ensureImage(target.url);
    const clauses = new Map((await readClauses()).map((clause) => [clause.id, clause]));
    const proxy = new MutatingProxy(target.url);
    return new MutantRun(target, tests, clauses, proxy, await proxy.listen());
  }

  /** Runs the tests of the mutant's operation that pass without it, until one fails. */
  async judge(mutant: Mutant): Promise<Outcome> {
    const usual = await this.#usualOf(mutant.operation);
    const tests = this.#tests.filter(
      ({ clause }) => usual.get(clause) === 'pass' && suits(clause, mutant),
    );
    this.#proxy.set(mutant);
    const stop = new AbortController();
    let by: Result | undefined;
    const results = await this.#run(inOrder(tests, mutant), {
      signal: stop.signal,
      onResult: (result) => {
        if (by || !breaksConformance(result)) return;
        by = result;
        stop.abort();
      },
      // Its verdict comes at the end; what is needed for it is there already.
      onEntry: ({ operation, status, violations }) => {
        const isNew = (usual.get(`${operation}.${status}.schema`) ?? 'pass') === 'pass';
        if (isNew && violations.some(isOfAnswer)) stop.abort();
      },
    });
    const { changed } = this.#proxy;
    this.#proxy.set();
    await sweep(this.#target.url);
    by ??= results.find(
      (result) =>
        isShape(result) &&
        breaksConformance(result) &&
        (usual.get(result.clause) ?? 'pass') === 'pass',
    );
    if (by) return { mutant, fate: 'caught', by };
    return { mutant, fate: changed > 0 ? 'survived' : 'unreached' };
  }

  close(): Promise<void> {
    return this.#proxy.close();
  }

  async #usualOf(operation: string): Promise<ReadonlyMap<string, Verdict>> {
    const known = this.#usual.get(operation);
    if (known) return known;
    const results = await this.#run(
      this.#tests.filter(({ clause }) => this.#clauses.get(clause)?.operation === operation),
    );
    const usual = new Map(results.map(({ clause, verdict }) => [clause, verdict]));
    this.#usual.set(operation, usual);
    return usual;
  }

  async #run(
    tests: readonly ClauseTest[],
    { signal, onResult, onEntry }: Watch = {},
  ): Promise<Result[]> {
    const tap = await startTap({
      listen: 'tcp://127.0.0.1:0',
      upstream: this.#url,
      ...(onEntry ? { onEntry } : {}),
    });
    try {
      return await runTests({
        tests,
        tap,
        clauses: this.#clauses,
        target: { ...this.#target, url: this.#url },
        expectations: { get: () => undefined },
        concurrency: 4,
        timeBox: TIME_BOX,
        listener: (event) => {
          if (event.kind === 'test-end' && !isShape(event.result)) onResult?.(event.result);
        },
        ...(signal ? { signal } : {}),
      });
    } finally {
      await tap.close();
    }
  }
}

function isShape({ clause }: Result): boolean {
  return clause.endsWith('.schema');
}

/** Those of the status that is made wrong come first: they are likeliest to notice. */
function inOrder(tests: readonly ClauseTest[], { mutation }: Mutant): ClauseTest[] {
  if (mutation.kind !== 'status') return [...tests];
  const first = ({ clause }: ClauseTest) => clause.split('.')[3] === String(mutation.from);
  return [...tests.filter(first), ...tests.filter((test) => !first(test))];
}

/** An engine that fakes success is to be found out by who looks at the effect, not at a refusal. */
function suits(clause: string, { mutation }: Mutant): boolean {
  if (mutation.kind !== 'fake') return true;
  const status = clause.split('.')[3] ?? '';
  return status === 'any' || /^[12]/.test(status);
}
