import { styleText } from 'node:util';
import type { Listener } from '../suite/events.ts';
import type { Result, Verdict } from '../suite/verdict.ts';
import { curlScript, replayed } from './curl.ts';
import { recordRun, storyOf } from './results.ts';
import { counts } from './summary.ts';

const colours: Record<Verdict, Parameters<typeof styleText>[0]> = {
  pass: 'green',
  fail: 'red',
  error: 'magenta',
  unsupported: 'yellow',
  skipped: 'gray',
  'expected-failure': 'yellow',
  'unexpected-pass': 'red',
};

/** Where the view goes: standard output, or a string in tests. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/**
 * A line per test that is worth a look, with the script that shows a failure; progress in between
 * on a terminal, and a summary.
 */
export function terminalReport(out: Output, verbose: boolean): Listener {
  const record = recordRun();
  const clear = out.isTTY ? '\r\u001B[K' : '';
  let tests = 0;
  let ended = 0;
  return (event) => {
    record.listener(event);
    switch (event.kind) {
      case 'run-start':
        ({ tests } = event);
        out.write(`${event.target}: ${event.facts.product}, ${tests} tests\n`);
        break;
      case 'test-start':
        break;
      case 'test-end': {
        ended += 1;
        if (out.isTTY) out.write(`${clear}${Math.min(ended, tests)}/${tests}`);
        const { result } = event;
        if (verbose || isNews(result)) out.write(`${clear}${line(result)}\n`);
        if (result.verdict === 'fail') {
          out.write(indented(scriptOf(result, record.results().exchanges)));
        }
        break;
      }
      case 'run-end':
        out.write(
          `${clear}${summary(record.results().results)} in ${(event.milliseconds / 1000).toFixed(1)} s\n`,
        );
    }
  };
}

/** What was expected is no news. */
function isNews({ verdict }: Result): boolean {
  return verdict !== 'pass' && verdict !== 'expected-failure' && verdict !== 'skipped';
}

function line({ clause, level, verdict, reason, milliseconds }: Result): string {
  const word = styleText(colours[verdict], verdict.padEnd(16));
  const told = reason ? `\n${indented(reason).trimEnd()}` : '';
  return `${word} ${level.padEnd(8)} ${clause} (${milliseconds} ms)${told}`;
}

function scriptOf(result: Result, exchanges: Parameters<typeof storyOf>[1]): string {
  return curlScript(replayed(storyOf(result, exchanges)), result.clause);
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '    ');
}

function summary(results: readonly Result[]): string {
  const parts = [...counts(results)].map(([verdict, count]) => `${count} ${verdict}`);
  return parts.join(', ') || 'no tests';
}
