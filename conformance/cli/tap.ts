import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parsed, UsageError } from '../../impl/cli/command.ts';
import { sessionReport } from '../report/session.ts';
import { formatAddress } from '../tap/address.ts';
import { startTap } from '../tap/tap.ts';
import type { LedgerEntry } from '../tap/ledger.ts';
import { CONFORMS } from './command.ts';

/** `refpod tap`: runs until SIGINT or SIGTERM. @returns the exit code: 1 when something was not as the spec says */
export async function tapCommand(args: string[]): Promise<number> {
  const { values } = parsed(() =>
    parseArgs({
      args,
      options: {
        upstream: { type: 'string' },
        listen: { type: 'string' },
        ledger: { type: 'string' },
        report: { type: 'string' },
      },
    }),
  );
  if (values.upstream === undefined || values.listen === undefined) {
    throw new UsageError('--upstream and --listen are needed');
  }
  const told = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const entries: LedgerEntry[] = [];
  const tap = await startTap({
    upstream: values.upstream,
    listen: values.listen,
    ...(values.ledger === undefined ? {} : { file: values.ledger }),
    onEntry: (entry) => {
      entries.push(entry);
      process.stdout.write(describe(entry));
    },
  });
  process.stdout.write(`tap: listening on ${formatAddress(tap.address)}\n`);
  await told;
  await tap.close();
  if (values.report !== undefined) {
    await writeFile(values.report, sessionReport(entries, `What passed before ${values.upstream}`));
  }
  return entries.some(({ violations }) => violations.length > 0) ? CONFORMS.no : CONFORMS.yes;
}

function describe(entry: LedgerEntry): string {
  const head = `${entry.status ?? '---'} ${entry.operation ?? 'not in the spec'}  ${entry.method} ${entry.target}  ${entry.milliseconds} ms\n`;
  return (
    head +
    entry.violations
      .map(({ part, where, message }) => `    ${part} ${where}: ${message}\n`)
      .join('')
  );
}
