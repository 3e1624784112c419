import type { LedgerEntry } from '../tap/ledger.ts';
import { isOfAnswer } from '../tap/validate.ts';
import { table } from './table.ts';

/**
 * What a client and an engine said to each other, held against the spec: a row per exchange, and
 * what of it is not as the spec says.
 * @param title what the session was, in words
 */
export function sessionReport(entries: readonly LedgerEntry[], title: string): string {
  const sorted = entries.toSorted((a, b) => a.number - b.number);
  const engine = sorted.flatMap((entry) => problems(entry, true));
  const client = sorted.flatMap((entry) => problems(entry, false));
  const rows = sorted.map((entry) => [
    entry.operation === undefined ? 'not in the spec' : `\`${entry.operation}\``,
    `\`${entry.method} ${shown(entry.target)}\``,
    entry.status ?? 'no answer',
    entry.hijacked ? 'hijacked' : entry.cut === undefined ? '' : `cut by the ${entry.cut}`,
    entry.violations.length === 0
      ? 'as the spec says'
      : `${entry.violations.length} not as it says`,
  ]);
  return [
    `# ${title}\n`,
    `${sorted.length} exchanges; the engine departs from the spec in ${engine.length} places, the client in ${client.length}.\n`,
    table(['operation', 'request', 'status', '', 'held against the spec'], rows),
    section('The engine', engine),
    section('The client', client),
  ].join('\n');
}

function problems(entry: LedgerEntry, ofEngine: boolean): string[] {
  return entry.violations
    .filter((violation) => isOfAnswer(violation) === ofEngine)
    .map(
      ({ part, where, message }) =>
        `- \`${entry.operation}\` ${entry.status}: ${part} \`${where}\` ${message}`,
    );
}

/** Ids shortened: they say nothing to a reader. */
function shown(target: string): string {
  return target.replaceAll(/[0-9a-f]{64}/g, (id) => id.slice(0, 12)).replaceAll('|', '%7C');
}

function section(who: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${who}\n\n${[...new Set(lines)].join('\n')}\n`;
}
