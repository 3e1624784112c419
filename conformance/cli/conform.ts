import { parseArgs } from 'node:util';
import { parsed, UsageError } from '../../impl/cli/command.ts';
import { OPERATIONS, readClauses, readDifferences } from '../../spec/index.ts';
import type { Clause, Level } from '../../spec/operation.ts';
import { loadContract } from '../contract/index.ts';
import { saveResults } from '../report/results.ts';
import { listDivergences } from '../parity/listed.ts';
import { terminalReport } from '../report/terminal.ts';
import { readReportRequest, writeReports } from '../report/writers.ts';
import type { ClauseTest } from '../suite/clause-test.ts';
import { conform } from '../suite/conform.ts';
import { select } from '../suite/select.ts';
import { breaksConformance } from '../suite/verdict.ts';
import { targetByName } from '../targets/index.ts';
import { CONFORMS } from './command.ts';
import { runProperties } from './properties.ts';

const LEVELS: readonly string[] = ['must', 'should', 'observed'];

/** `refpod conform`: runs the contract, or the properties, against one target. @returns the exit code */
export async function conformCommand(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options.seed !== undefined) {
    return runProperties({ ...options, seed: options.seed, only: options.selection.only });
  }
  const clauses = new Map((await readClauses()).map((clause) => [clause.id, clause]));
  const tests = select(await loadContract(), clauses, OPERATIONS, options.selection);
  if (options.list) {
    process.stdout.write(listing(tests, clauses));
    return CONFORMS.yes;
  }
  const target = targetByName(options.target);
  if (tests.length === 0) throw new RangeError('no test is left to run');
  const run = await conform({
    ...options,
    target,
    tests,
    listener: terminalReport(process.stdout, options.verbose),
  });
  if (options.save) await saveResults(run);
  if (options.report) {
    const files = await writeReports(options.report, {
      runs: [run],
      clauses: [...clauses.values()],
      operations: OPERATIONS,
      differences: await readDifferences(),
      divergences: await listDivergences(),
    });
    process.stdout.write(files.map((file) => `wrote ${file}\n`).join(''));
  }
  return run.results.some(breaksConformance) ? CONFORMS.no : CONFORMS.yes;
}

/** @throws UsageError */
function readOptions(args: string[]) {
  const { values } = parsed(() =>
    parseArgs({
      args,
      options: {
        target: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        level: { type: 'string' },
        shard: { type: 'string', default: '1/1' },
        report: { type: 'string' },
        expect: { type: 'string' },
        list: { type: 'boolean', default: false },
        seed: { type: 'string' },
        path: { type: 'string' },
        'time-box': { type: 'string', default: '60' },
        concurrency: { type: 'string', default: '4' },
        ledger: { type: 'string' },
        save: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
      },
    }),
  );
  const { only, shard, list, save, verbose, level, target, expect, ledger, path } = values;
  if (target === undefined && !list) throw new UsageError('--target is missing');
  if (level !== undefined && !LEVELS.includes(level)) {
    throw new UsageError(`--level "${level}": not one of ${LEVELS.join(', ')}`);
  }
  if (path !== undefined && values.seed === undefined) throw new UsageError('--path needs --seed');
  return {
    selection: {
      only,
      shard,
      ...(level === undefined ? {} : { level: level.toUpperCase() as Level }),
    },
    target: target ?? '',
    list,
    save,
    verbose,
    path,
    timeBox: number('time-box', values['time-box']) * 1000,
    concurrency: number('concurrency', values.concurrency),
    seed: values.seed === undefined ? undefined : number('seed', values.seed, 0),
    report: values.report === undefined ? undefined : readReportRequest(values.report),
    ...(expect === undefined ? {} : { expectations: expect }),
    ...(ledger === undefined ? {} : { ledger }),
  };
}

function number(name: string, text: string, least = 1): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least) {
    throw new UsageError(`--${name} "${text}": not a whole number from ${least} on`);
  }
  return value;
}

function listing(tests: readonly ClauseTest[], clauses: ReadonlyMap<string, Clause>): string {
  return tests.map(({ clause }) => `${clauses.get(clause)?.level ?? '?'}\t${clause}\n`).join('');
}
