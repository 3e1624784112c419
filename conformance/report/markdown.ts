import type { Difference } from '../../spec/operation.ts';
import type { Result } from '../suite/verdict.ts';
import { coverageOf } from './coverage.ts';
import { counts, sectionsOf, share, VERDICTS } from './summary.ts';
import type { ReportInput } from './summary.ts';
import { table } from './table.ts';

/** CONFORMANCE.md: who does what the API says, as far as the suite asks today. */
export function markdownReport(input: ReportInput): string {
  return [
    '# Conformance\n\nMade by `refpod report` from the newest run against each engine; do not edit.\n',
    engines(input),
    matrix(input),
    failures(input),
    differences(input),
    divergences(input),
    coverage(input),
    untested(input),
  ].join('\n');
}

function engines({ runs }: ReportInput): string {
  const rows = runs.map((run) => {
    const found = counts(run.results);
    const cells = VERDICTS.map((verdict) => found.get(verdict) ?? 0);
    return [
      `**${run.target}**`,
      run.product,
      run.dockerApi,
      run.libpodApi ?? '–',
      run.date,
      ...cells,
    ];
  });
  const head = ['target', 'product', 'Docker API', 'libpod API', 'run', ...VERDICTS];
  return `## Engines\n\n${table(head, rows)}`;
}

/** Passed of judged, per section and engine, and per level at the end. */
function matrix({ runs, operations }: ReportInput): string {
  const rows = sectionsOf(operations).map(({ name, operations }) => {
    const ids = new Set(operations.map(({ id }) => id));
    return [name, ...runs.map(({ results }) => cell(results.filter((r) => ids.has(r.operation))))];
  });
  const levels = (['MUST', 'SHOULD', 'OBSERVED'] as const).map((level) => [
    `**all ${level}**`,
    ...runs.map(({ results }) => cell(results.filter((result) => result.level === level))),
  ]);
  const head = ['section', ...runs.map(({ target }) => target)];
  return `## Sections\n\nPassed of all that were judged; expected failures count as failures here.\n\n${table(head, [...rows, ...levels])}`;
}

function cell(results: readonly Result[]): string {
  const { passed, judged } = share(results);
  return judged === 0 ? '–' : `${passed} / ${judged}`;
}

/** A row per clause that some engine does not do; a column per engine. */
function failures({ runs }: ReportInput): string {
  const wrong = runs.flatMap(({ results }) => results.filter(isWorthTelling));
  const clauses = [...new Set(wrong.map(({ clause }) => clause))].sort();
  if (clauses.length === 0) {
    return '## What does not hold\n\nEverything that was asked holds on every engine.\n';
  }
  const byClause = runs.map(({ results }) => new Map(results.map((r) => [r.clause, r])));
  const rows = clauses.map((clause) => {
    const found = byClause.map((results) => results.get(clause));
    return [code(clause), found.find(Boolean)?.level ?? '', ...found.map(verdictCell)];
  });
  return `## What does not hold\n\nA dash: not asked, or skipped.\n\n${table(['clause', 'level', ...runs.map(({ target }) => target)], rows)}`;
}

function isWorthTelling({ verdict }: Result): boolean {
  return verdict !== 'pass' && verdict !== 'skipped';
}

function verdictCell(result: Result | undefined): string {
  if (!result || result.verdict === 'skipped') return '–';
  if (result.verdict === 'pass') return 'pass';
  return `**${result.verdict}**: ${oneLine(result.reason ?? '')}`;
}

function differences({ differences: list }: ReportInput): string {
  const rows = list.map((entry) => [
    code(entry.operation),
    oneLine(entry.subject),
    oneLine(entry.document),
    enginesOf(entry),
    entry.follows,
    oneLine(entry.reason),
  ]);
  const head = ['operation', 'subject', 'document', 'engines', 'Refpod follows', 'reason'];
  return `## Where document and engines part ways\n\n${table(head, rows)}`;
}

/** What parity knows: answers to the same requests, states after the same sequences. */
function divergences({ divergences: list }: ReportInput): string {
  const rows = list.map(({ where, says, right, reason, shows }) => [
    oneLine(where.replaceAll('*', '\\*')),
    Object.entries(says)
      .map(([engine, what]) => `${engine}: ${oneLine(String(what).replaceAll('*', '\\*'))}`)
      .join('<br>'),
    right,
    oneLine(reason),
    code(oneLine(shows)),
  ]);
  const head = ['where', 'engines', 'right', 'reason', 'shown by'];
  const told =
    'Whole answers to the same requests, and states after the same sequences; `any`: in several ways. An engine is right when it does as the document says or, where that is silent, as Docker does in the compat tree and Podman in the libpod tree.';
  return `## Where engines differ\n\n${told}\n\n${table(head, rows)}`;
}

function enginesOf({ engines }: Difference): string {
  return Object.entries(engines)
    .map(([engine, what]) => `${engine}: ${oneLine(what)}`)
    .join('<br>');
}

function coverage(input: ReportInput): string {
  const rows = coverageOf(input).map(({ name, operations, clauses, statuses, parameters }) => [
    name,
    ...[operations, clauses, statuses, parameters].map(([covered, all]) => `${covered} / ${all}`),
  ]);
  const head = ['section', 'operations', 'clauses', 'statuses seen', 'query parameters sent'];
  return `## Coverage of the spec\n\n${table(head, rows)}`;
}

/** Operations none of whose clauses got a verdict. */
function untested({ runs, operations, clauses }: ReportInput): string {
  const known = new Set(clauses.map(({ id }) => id));
  const judged = new Set(
    runs.flatMap(({ results }) =>
      results.filter(({ clause }) => known.has(clause)).map(({ operation }) => operation),
    ),
  );
  const left = operations.filter(({ id }) => !judged.has(id)).map(({ id }) => code(id));
  if (left.length === 0) return '';
  return `Operations without a verdict: ${left.join(', ')}.\n`;
}

const code = (text: string) => `\`${text}\``;

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 400);
}
