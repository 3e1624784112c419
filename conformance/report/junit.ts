import { create } from 'xmlbuilder2';
import type { Operation } from '../../spec/operation.ts';
import { breaksConformance } from '../suite/verdict.ts';
import type { Result } from '../suite/verdict.ts';
import { curlScript, replayed } from './curl.ts';
import { storyOf } from './results.ts';
import type { RunResults } from './results.ts';
import { sectionsOf } from './summary.ts';
import type { ReportInput } from './summary.ts';

/**
 * JUnit XML as CI servers read it: a suite per target and section, a case per clause. What breaks
 * conformance is a failure (an error where the suite broke), with the curl script that shows it;
 * skipped, unsupported and expected failures are skipped, with the reason.
 */
export function junit({ runs, operations }: ReportInput): string {
  const suites = runs.flatMap((run) => suitesOf(run, operations));
  // Characters that XML 1.0 does not have at all (section 2.2) come in logs and messages.
  const document = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' });
  document.ele({ testsuites: { '@name': 'conformance', testsuite: suites } });
  return `${document.end({ prettyPrint: true })}\n`;
}

function suitesOf(run: RunResults, operations: readonly Operation[]): object[] {
  return sectionsOf(operations).flatMap(({ name, operations }) => {
    const ids = new Set(operations.map(({ id }) => id));
    const results = run.results.filter(({ operation }) => ids.has(operation));
    if (results.length === 0) return [];
    const broken = results.filter(breaksConformance);
    const errors = broken.filter(({ verdict }) => verdict === 'error').length;
    const skipped = results.filter((result) => isSkipped(result)).length;
    const time = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    return [
      {
        '@name': `${run.target}: ${name}`,
        '@tests': results.length,
        '@failures': broken.length - errors,
        '@errors': errors,
        '@skipped': skipped,
        '@time': seconds(time),
        testcase: results.map((result) => caseOf(result, run)),
      },
    ];
  });
}

function caseOf(result: Result, run: RunResults): object {
  const reason = result.reason ?? result.verdict;
  const base = {
    '@classname': `${run.target}.${result.operation}`,
    '@name': result.clause,
    '@time': seconds(result.milliseconds),
  };
  if (isSkipped(result)) {
    return { ...base, skipped: { '@message': `${result.verdict}: ${reason}` } };
  }
  if (!breaksConformance(result)) return base;
  const script = curlScript(replayed(storyOf(result, run.exchanges)), result.clause);
  const told = {
    '@message': reason.split('\n', 1)[0],
    '@type': `${result.level} ${result.verdict}`,
    '#': `${reason}\n\n${script}`,
  };
  return { ...base, [result.verdict === 'error' ? 'error' : 'failure']: told };
}

function isSkipped({ verdict }: Result): boolean {
  return verdict === 'skipped' || verdict === 'unsupported' || verdict === 'expected-failure';
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
