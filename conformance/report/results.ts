import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Listener, RunEvent } from '../suite/events.ts';
import type { Result } from '../suite/verdict.ts';
import type { LedgerEntry } from '../tap/ledger.ts';

/** One run against one target, as `results.json` has it (`results.schema.json` says every member). */
export interface RunResults {
  readonly target: string;
  readonly product: string;
  readonly dockerApi: string;
  readonly libpodApi?: string | undefined;
  readonly capabilities: readonly string[];
  /** ISO day of the run. */
  readonly date: string;
  readonly milliseconds: number;
  /** Query parameters that some request carried, `operation?name` in lower case, sorted. */
  readonly parameters: readonly string[];
  /** By clause. */
  readonly results: readonly Result[];
  /** By number; none in results that are kept. */
  readonly exchanges: readonly LedgerEntry[];
}

/** The newest results of each target, kept in git so that CONFORMANCE.md can be made again. */
const folder = path.join(import.meta.dirname, '../results');

/** Makes the results of a run from what it says while it goes. */
export function recordRun(): { listener: Listener; results(): RunResults } {
  const exchanges = new Map<number, LedgerEntry>();
  const results: Result[] = [];
  let start: Extract<RunEvent, { kind: 'run-start' }> | undefined;
  let milliseconds = 0;
  return {
    listener: (event) => {
      if (event.kind === 'run-start') start = event;
      if (event.kind === 'run-end') ({ milliseconds } = event);
      if (event.kind !== 'test-end') return;
      results.push(event.result);
      for (const entry of event.exchanges) exchanges.set(entry.number, entry);
    },
    results: () => {
      if (!start) throw new Error('the run has not begun');
      return {
        target: start.target,
        product: start.facts.product,
        dockerApi: start.facts.dockerApi,
        libpodApi: start.facts.libpodApi,
        capabilities: [...start.facts.capabilities].sort(),
        date: new Date(start.at).toISOString().slice(0, 10),
        milliseconds,
        parameters: parametersOf([...exchanges.values()]),
        results: results.toSorted((a, b) => (a.clause < b.clause ? -1 : 1)),
        exchanges: [...exchanges.values()].sort((a, b) => a.number - b.number),
      };
    },
  };
}

function parametersOf(exchanges: readonly LedgerEntry[]): string[] {
  const seen = exchanges.flatMap(({ operation, target }) => {
    const names = new URLSearchParams(target.split('?')[1] ?? '').keys();
    return operation === undefined ? [] : [...names].map((name) => `${operation}?${name}`);
  });
  return [...new Set(seen.map((name) => name.toLowerCase()))].sort();
}

/**
 * What shows how a result came about. A verdict on answers' schemas points into a test of another
 * clause: then what that test had asked before belongs to it.
 */
export function storyOf(result: Result, exchanges: readonly LedgerEntry[]): LedgerEntry[] {
  const own = exchanges.filter(({ number }) => result.exchanges.includes(number));
  const [first] = own;
  if (first?.clause === undefined || first.clause === result.clause) return own;
  return exchanges.filter(
    ({ clause, number }) => clause === first.clause && number <= first.number,
  );
}

/** results.json: a line for every result and every exchange. */
export function resultsText({ results, exchanges, parameters, ...head }: RunResults): string {
  const lines = (list: readonly unknown[]) =>
    list.length === 0
      ? '[]'
      : `[\n    ${list.map((item) => JSON.stringify(item)).join(',\n    ')}\n  ]`;
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "parameters": ${lines(parameters)},\n  "results": ${lines(results)},\n  "exchanges": ${lines(exchanges)}\n}\n`;
}

/** Keeps results without what changes from run to run (times, exchanges). */
export async function saveResults(run: RunResults): Promise<void> {
  const results = run.results.map((result) => ({ ...result, milliseconds: 0, exchanges: [] }));
  const file = path.join(folder, `${run.target}.json`);
  await writeFile(`${file}.new`, resultsText({ ...run, milliseconds: 0, results, exchanges: [] }));
  await rename(`${file}.new`, file);
}

/** @throws Error when the file is not there or no JSON */
export async function readResultsFile(file: string): Promise<RunResults> {
  const run = JSON.parse(await readFile(file, 'utf8')) as RunResults;
  if (!Array.isArray(run.results)) throw new Error(`${file} has no results of a run`);
  return run;
}

/** Kept results of all targets, the reference first. */
export async function readResults(): Promise<RunResults[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const kept = files.filter((file) => file.endsWith('.json'));
  const runs = await Promise.all(kept.map((file) => readResultsFile(path.join(folder, file))));
  const order = ['reference', 'podman3', 'podman', 'podman5', 'docker'];
  const rank = ({ target }: RunResults) =>
    (order.indexOf(target) + order.length + 1) % (order.length + 1);
  return runs.sort((a, b) => rank(a) - rank(b));
}
