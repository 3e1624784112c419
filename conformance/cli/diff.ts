import { parseArgs } from 'node:util';
import { parsed, UsageError } from '../../impl/cli/command.ts';
import { compareRuns } from '../report/diff.ts';
import type { Change } from '../report/diff.ts';
import { readResultsFile } from '../report/results.ts';
import type { Result } from '../suite/verdict.ts';
import { CONFORMS } from './command.ts';

/** `refpod diff`: tells what changed between two runs. @returns the exit code: 1 when something got worse */
export async function diffCommand(args: string[]): Promise<number> {
  const { positionals } = parsed(() => parseArgs({ args, allowPositionals: true }));
  const [oldFile, newFile, ...more] = positionals;
  if (oldFile === undefined || newFile === undefined || more.length > 0) {
    throw new UsageError('diff needs two files of results');
  }
  const difference = compareRuns(await readResultsFile(oldFile), await readResultsFile(newFile));
  const { worse, mended, changed, added, gone } = difference;
  process.stdout.write(
    [
      list('worse', worse.map(change)),
      list('mended', mended.map(change)),
      list('changed', changed.map(change)),
      list('added', added.map(single)),
      list('gone', gone.map(single)),
    ].join('') || 'nothing changed\n',
  );
  return worse.length > 0 ? CONFORMS.no : CONFORMS.yes;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `${title} (${lines.length})\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function change({ before, now }: Change): string {
  return `${now.clause}: ${before.verdict} → ${now.verdict}${reason(now)}`;
}

function single(result: Result): string {
  return `${result.clause}: ${result.verdict}${reason(result)}`;
}

function reason({ reason }: Result): string {
  return reason === undefined ? '' : ` (${reason.split('\n', 1)[0]})`;
}
