import type { Clause, Difference, Operation } from '../../spec/operation.ts';
import type { Result, Verdict } from '../suite/verdict.ts';
import type { RunResults } from './results.ts';

export interface ReportInput {
  readonly runs: readonly RunResults[];
  readonly clauses: readonly Clause[];
  readonly differences: readonly Difference[];
  readonly operations: readonly Operation[];
}

const VERDICTS: readonly Verdict[] = [
  'pass',
  'fail',
  'error',
  'unsupported',
  'skipped',
  'expected-failure',
  'unexpected-pass',
];

/** CONFORMANCE.md: who does what the API says, as far as the suite asks today. */
export function markdownReport(input: ReportInput): string {
  return [
    '# Conformance\n\nMade by `npm run conform:report` from the newest run against each engine; do not edit.\n',
    engines(input),
    matrix(input),
    failures(input),
    differences(input),
    coverage(input),
  ].join('\n');
}

function engines({ runs }: ReportInput): string {
  const rows = runs.map((run) => {
    const counts = Map.groupBy(run.results, ({ verdict }) => verdict);
    const cells = VERDICTS.map((verdict) => counts.get(verdict)?.length ?? 0);
    return [`**${run.target}**`, run.product, run.date, ...cells];
  });
  return `## Engines\n\n${table(['target', 'product', 'run', ...VERDICTS], rows)}`;
}

/** Passed of judged, per section and engine. */
function matrix({ runs, operations }: ReportInput): string {
  const sectionOf = new Map(operations.map((operation) => [operation.id, sectionName(operation)]));
  const sections = [...new Set(sectionOf.values())];
  const rows = sections.map((section) => [
    section,
    ...runs.map(({ results }) =>
      share(results.filter(({ operation }) => sectionOf.get(operation) === section)),
    ),
  ]);
  return `## Sections\n\nPassed of all that were judged; expected failures count as failures here.\n\n${table(['section', ...runs.map(({ target }) => target)], rows)}`;
}

function share(results: readonly Result[]): string {
  const judged = results.filter(({ verdict }) => verdict !== 'skipped' && verdict !== 'error');
  const passed = judged.filter(
    ({ verdict }) => verdict === 'pass' || verdict === 'unexpected-pass',
  );
  return judged.length === 0 ? '–' : `${passed.length} / ${judged.length}`;
}

function failures({ runs }: ReportInput): string {
  const parts = runs.map(({ target, results }) => {
    const rows = results
      .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'skipped')
      .map(({ clause, level, verdict, reason }) => [
        code(clause),
        level,
        verdict,
        oneLine(reason ?? ''),
      ]);
    return rows.length === 0
      ? `### ${target}\n\nEverything that was asked holds.\n`
      : `### ${target}\n\n${table(['clause', 'level', 'verdict', 'reason'], rows)}`;
  });
  return `## What does not hold\n\n${parts.join('\n')}`;
}

function differences({ differences: list }: ReportInput): string {
  const rows = list.map((entry) => [
    code(entry.operation),
    oneLine(entry.subject),
    oneLine(entry.document),
    Object.entries(entry.engines)
      .map(([engine, what]) => `${engine}: ${oneLine(what)}`)
      .join('<br>'),
    entry.follows,
    oneLine(entry.reason),
  ]);
  return `## Where document and engines part ways\n\n${table(['operation', 'subject', 'document', 'engines', 'Refpod follows', 'reason'], rows)}`;
}

function coverage({ runs, clauses, operations }: ReportInput): string {
  const tested = new Set(runs.flatMap(({ results }) => results.map(({ clause }) => clause)));
  const touched = new Set(runs.flatMap(({ results }) => results.map(({ operation }) => operation)));
  const untested = clauses.filter(({ id }) => !tested.has(id));
  const statuses = operations.flatMap((operation) =>
    operation.responses.map(({ status }) => `${operation.id}.${status}.schema`),
  );
  const seen = statuses.filter((id) => tested.has(id));
  const rows = [
    [
      'operations with a verdict',
      `${operations.filter(({ id }) => touched.has(id)).length} / ${operations.length}`,
    ],
    ['clauses with a test', `${clauses.length - untested.length} / ${clauses.length}`],
    ['documented statuses seen', `${seen.length} / ${statuses.length}`],
  ];
  return `## Coverage of the spec\n\n${table(['what', 'how much'], rows)}`;
}

function sectionName({ section, tree }: Operation): string {
  return tree === 'compat' && !section.includes('compat') ? `${section} (compat)` : section;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

const code = (text: string) => `\`${text}\``;

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 400);
}
