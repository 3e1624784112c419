import { parseArgs } from 'node:util';
import { parsed, UsageError } from '../../impl/cli/command.ts';
import { OPERATIONS, readClauses, readDifferences } from '../../spec/index.ts';
import { listDivergences } from '../parity/listed.ts';
import { readResults, readResultsFile } from '../report/results.ts';
import { readReportRequest, writeReports } from '../report/writers.ts';
import { CONFORMS } from './command.ts';

/** `refpod report`: writes reports from results of runs. @returns the exit code */
export async function reportCommand(args: string[]): Promise<number> {
  const { values, positionals } = parsed(() =>
    parseArgs({ args, allowPositionals: true, options: { report: { type: 'string' } } }),
  );
  if (values.report === undefined) throw new UsageError('--report is missing');
  const request = readReportRequest(values.report);
  const runs =
    positionals.length > 0
      ? await Promise.all(positionals.map(readResultsFile))
      : await readResults();
  if (runs.length === 0) throw new RangeError('no results are kept yet: refpod conform --save');
  const files = await writeReports(request, {
    runs,
    clauses: await readClauses(),
    differences: await readDifferences(),
    divergences: await listDivergences(),
    operations: OPERATIONS,
  });
  process.stdout.write(files.map((file) => `wrote ${file}\n`).join(''));
  return CONFORMS.yes;
}
