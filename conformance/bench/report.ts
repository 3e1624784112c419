import { bars, judge, median, ratio } from './bars.ts';
import type { Case } from './cases.ts';
import type { Results } from './run.ts';

/** The medians as a Markdown table, the verdict on each bar, and what failed. */
export function markdown(cases: readonly Case[], engines: Product[], results: Results): string {
  const rows = cases.map((one) => [
    `${one.title} (${one.unit})`,
    ...engines.map(({ name }) => number(median(results, one.name, name))),
    number(ratio(results, one.name)),
  ]);
  const head = ['case', ...engines.map(({ product }) => product), 'ratio'];
  const lines = [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return [
    table,
    'Medians. The ratio says how many times less than the best of the others Refpod needs.',
    ...verdicts(cases, results),
    ...failures(results),
  ].join('\n\n');
}

/** An engine of the run: its target's name, and program with version. */
export interface Product {
  name: string;
  product: string;
}

/** The same with every sample, for keeping and comparing. */
export function asJson(cases: readonly Case[], engines: Product[], results: Results): object {
  return {
    engines,
    cases: cases.map(({ name, title, unit }) => ({
      name,
      title,
      unit,
      ratio: ratio(results, name),
      engines: Object.fromEntries(
        [...(results.get(name) ?? [])].map(([engine, figures]) => [
          engine,
          { median: median(results, name, engine), ...figures },
        ]),
      ),
    })),
    bars: judged(cases, results),
  };
}

/** The verdicts on the bars whose case was in the run. */
export function judged(cases: readonly Case[], results: Results) {
  const names = new Set(cases.map(({ name }) => name));
  return bars.filter((bar) => names.has(bar.case)).map((bar) => judge(bar, results));
}

function verdicts(cases: readonly Case[], results: Results): string[] {
  const titles = new Map(cases.map(({ name, title }) => [name, title]));
  const lines = judged(cases, results).map(
    ({ bar, verdict, text }) => `- ${verdict}: ${titles.get(bar.case)}: ${text}`,
  );
  return lines.length === 0 ? [] : [lines.join('\n')];
}

function failures(results: Results): string[] {
  const lines = [...results].flatMap(([name, engines]) =>
    [...engines].flatMap(([engine, figures]) =>
      'failure' in figures ? [`- ${engine} failed ${name}: ${figures.failure}`] : [],
    ),
  );
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** Three digits that matter. */
function number(value: number | undefined): string {
  if (value === undefined) return '–';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2 + Number(value >= 10));
}
