import { writeFile } from 'node:fs/promises';
import { OPERATIONS, readClauses, readDifferences } from '../../spec/index.ts';
import { markdownReport } from '../report/markdown.ts';
import { readResults } from '../report/results.ts';

/** `refpod report FILE`: writes the Markdown report of the kept results. @returns the exit code */
export async function reportCommand(args: string[]): Promise<number> {
  const [file] = args;
  if (!file || args.length > 1 || file.startsWith('-')) {
    process.stdout.write('usage: refpod report FILE.md\n');
    return file === '--help' ? 0 : 2;
  }
  const report = markdownReport({
    runs: await readResults(),
    clauses: await readClauses(),
    differences: await readDifferences(),
    operations: OPERATIONS,
  });
  await writeFile(file, report);
  return 0;
}
