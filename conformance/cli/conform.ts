import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readClauses, OPERATIONS } from '../../spec/index.ts';
import type { Level } from '../../spec/operation.ts';
import { loadContract } from '../contract/index.ts';
import { saveResults } from '../report/results.ts';
import { terminalReport } from '../report/terminal.ts';
import { conform } from '../suite/conform.ts';
import { select } from '../suite/select.ts';
import { breaksConformance } from '../suite/verdict.ts';
import { targetByName } from '../targets/index.ts';

const usage = `usage: refpod conform --target NAME [options]
  --target NAME     reference, podman, or url:ADDRESS (unix:///path, tcp://host:port)
  --only WHAT       a section, an operation or a glob over clause ids; may be repeated
  --level LEVEL     must, should or observed
  --shard i/n       the i-th of n parts of the tests
  --concurrency N   tests side by side (4)
  --time-box S      seconds that one test may take (60)
  --json FILE       write the results
  --save            keep the results for the report (conformance/results)
  --ledger FILE     write every exchange as a JSON line
  --list            only name the tests
  --verbose         a line for every test
Exit code 0: conforms; 1: does not; 2: could not run.
`;

/** `refpod conform`: runs the contract against one target. @returns the exit code */
export async function conformCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      target: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      level: { type: 'string' },
      shard: { type: 'string', default: '1/1' },
      concurrency: { type: 'string', default: '4' },
      'time-box': { type: 'string', default: '60' },
      json: { type: 'string' },
      ledger: { type: 'string' },
      save: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || (!values.target && !values.list)) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const clauses = new Map((await readClauses()).map((clause) => [clause.id, clause]));
  const tests = select(await loadContract(), clauses, OPERATIONS, {
    only: values.only,
    shard: values.shard,
    ...(values.level === undefined ? {} : { level: values.level.toUpperCase() as Level }),
  });
  if (values.list) {
    for (const test of tests)
      console.log(`${clauses.get(test.clause)?.level ?? '?'}\t${test.clause}`);
    return 0;
  }
  const run = await conform({
    target: targetByName(values.target ?? ''),
    tests,
    listener: terminalReport(process.stdout, values.verbose),
    concurrency: Number(values.concurrency),
    timeBox: Number(values['time-box']) * 1000,
    ...(values.ledger === undefined ? {} : { ledger: values.ledger }),
  });
  if (values.json) await writeFile(values.json, `${JSON.stringify(run, null, 2)}\n`);
  if (values.save) await saveResults(run);
  return run.results.some(breaksConformance) ? 1 : 0;
}
