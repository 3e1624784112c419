import { styleText } from 'node:util';
import type { Listener } from '../suite/events.ts';
import type { Result, Verdict } from '../suite/verdict.ts';

const colours: Record<Verdict, Parameters<typeof styleText>[0]> = {
  pass: 'green',
  fail: 'red',
  error: 'magenta',
  unsupported: 'yellow',
  skipped: 'gray',
  'expected-failure': 'yellow',
  'unexpected-pass': 'red',
};

/** A line per test that is worth a look, progress in between on a terminal, and a summary. */
export function terminalReport(out: NodeJS.WriteStream, verbose: boolean): Listener {
  const results: Result[] = [];
  let tests = 0;
  return (event) => {
    switch (event.kind) {
      case 'run-start':
        ({ tests } = event);
        out.write(`${event.target}: ${event.facts.product}, ${tests} tests\n`);
        break;
      case 'test-start':
        break;
      case 'test-end':
        results.push(event.result);
        if (out.isTTY) out.write(`\r\u001B[K${results.length}/${tests}`);
        if (verbose || event.result.verdict !== 'pass') {
          out.write(`${out.isTTY ? '\r\u001B[K' : ''}${line(event.result)}\n`);
        }
        break;
      case 'run-end':
        out.write(
          `${out.isTTY ? '\r\u001B[K' : ''}${summary(results)} in ${(event.milliseconds / 1000).toFixed(1)} s\n`,
        );
    }
  };
}

function line({ clause, level, verdict, reason, milliseconds }: Result): string {
  const word = styleText(colours[verdict], verdict.padEnd(16));
  return `${word} ${level.padEnd(8)} ${clause} (${milliseconds} ms)${reason ? `\n    ${reason.replaceAll('\n', '\n    ')}` : ''}`;
}

function summary(results: readonly Result[]): string {
  const counts = Map.groupBy(results, ({ verdict }) => verdict);
  return [...counts].map(([verdict, list]) => `${list.length} ${verdict}`).join(', ') || 'no tests';
}
