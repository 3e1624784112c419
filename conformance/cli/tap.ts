import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { formatAddress } from '../tap/address.ts';
import { startTap } from '../tap/tap.ts';
import type { LedgerEntry } from '../tap/ledger.ts';

const usage = `usage: refpod tap --upstream ADDRESS --listen ADDRESS [--ledger FILE]
  Carries every byte between clients of --listen and the engine at --upstream, checks each exchange
  against the spec and prints a line for it. Addresses: unix:///path or tcp://host:port.
`;

/** `refpod tap`: runs until SIGINT or SIGTERM. @returns the exit code: 1 when something was not as the spec says */
export async function tapCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      upstream: { type: 'string' },
      listen: { type: 'string' },
      ledger: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || !values.upstream || !values.listen) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  let violations = 0;
  const tap = await startTap({
    upstream: values.upstream,
    listen: values.listen,
    ...(values.ledger === undefined ? {} : { file: values.ledger }),
    onEntry: (entry) => {
      violations += entry.violations.length;
      process.stdout.write(describe(entry));
    },
  });
  process.stdout.write(`tap: listening on ${formatAddress(tap.address)}\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await tap.close();
  return violations > 0 ? 1 : 0;
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
