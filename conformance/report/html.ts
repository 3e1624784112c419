import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Clause, Difference, Operation } from '../../spec/operation.ts';
import type { Result } from '../suite/verdict.ts';
import type { LedgerEntry } from '../tap/ledger.ts';
import { curlLine, curlScript, replayed } from './curl.ts';
import { storyOf } from './results.ts';
import type { RunResults } from './results.ts';
import { counts, sectionsOf, share } from './summary.ts';
import type { ReportInput } from './summary.ts';

/** Of an answer, the page shows this much text. */
const SHOWN = 2000;
const folder = path.join(import.meta.dirname, 'page');

/**
 * One page with everything in it: style, program and data, so that it opens from a file or an
 * artifact with no network. The data is packed, because a run has ten thousands of exchanges.
 */
export async function html(input: ReportInput): Promise<string> {
  const [page = '', style = '', program = ''] = await Promise.all(
    ['page.html', 'page.css', 'page.mjs'].map((file) => readFile(path.join(folder, file), 'utf8')),
  );
  const data = gzipSync(JSON.stringify(pageData(input))).toString('base64');
  // Functions as replacements: `$` in a text would mean something.
  return page
    .replace('/* style */', () => style)
    .replace('/* program */', () => program)
    .replace('<!-- data -->', () => data);
}

/** What the page's program reads; `page.mjs` draws it. */
export function pageData({ runs, clauses, differences, operations }: ReportInput): object {
  const ofOperation = Map.groupBy(differences, ({ operation }) => operation);
  const texts = new Map(clauses.map((clause) => [clause.id, clause]));
  return {
    runs: runs.map((run) => ({
      target: run.target,
      product: run.product,
      date: run.date,
      seconds: Math.round(run.milliseconds / 1000),
      counts: Object.fromEntries(counts(run.results)),
      exchanges: Object.fromEntries(run.exchanges.map((entry) => [entry.number, exchange(entry)])),
    })),
    sections: sectionsOf(operations).map(({ name, operations }) => ({
      name,
      shares: runs.map((run) => share(resultsOf(run, operations))),
      operations: operations.map((operation) => ({
        id: operation.id,
        route: `${operation.method} ${operation.path}`,
        summary: operation.summary,
        differences: (ofOperation.get(operation.id) ?? []).map(difference),
        clauses: clausesOf(operation, runs, clauses).map((id) => clauseRow(id, texts, runs)),
      })),
    })),
  };
}

function resultsOf(run: RunResults, operations: readonly Operation[]): Result[] {
  const ids = new Set(operations.map(({ id }) => id));
  return run.results.filter(({ operation }) => ids.has(operation));
}

/** The operation's clauses in the spec's order, then what else was judged: the answers' shapes. */
function clausesOf(
  operation: Operation,
  runs: readonly RunResults[],
  clauses: readonly Clause[],
): string[] {
  const known = clauses.filter((clause) => clause.operation === operation.id).map(({ id }) => id);
  const judged = runs.flatMap((run) => resultsOf(run, [operation]).map(({ clause }) => clause));
  return [...new Set([...known, ...judged.sort()])];
}

function clauseRow(id: string, texts: ReadonlyMap<string, Clause>, runs: readonly RunResults[]) {
  const verdicts = runs.map((run) => {
    const result = run.results.find(({ clause }) => clause === id);
    return result ? verdict(result, run) : null;
  });
  const known = texts.get(id);
  return {
    id,
    level: known?.level ?? 'MUST',
    text: known?.text ?? 'All answers with this status have the shape that the spec says.',
    verdicts,
  };
}

function verdict(result: Result, run: RunResults) {
  const { verdict, reason, milliseconds, exchanges } = result;
  const script =
    verdict === 'fail' ? curlScript(replayed(storyOf(result, run.exchanges)), result.clause) : '';
  return { verdict, reason, milliseconds, exchanges, ...(script === '' ? {} : { script }) };
}

function exchange(entry: LedgerEntry) {
  const [request] = replayed([entry]);
  return {
    request: `${entry.method} ${entry.target}`,
    status: entry.status ?? 0,
    milliseconds: entry.milliseconds,
    curl: curlLine(request!),
    answer: entry.responseBody.slice(0, SHOWN),
    bytes: entry.responseBytes,
    violations: entry.violations.map(({ part, where, message }) => `${part} ${where}: ${message}`),
  };
}

function difference({ subject, document, engines, follows, reason }: Difference) {
  return { subject, document, engines, follows, reason };
}
