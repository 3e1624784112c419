import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { badge } from './badge.ts';
import { html } from './html.ts';
import { junit } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { resultsText } from './results.ts';
import type { RunResults } from './results.ts';
import type { ReportInput } from './summary.ts';

type Writer = (input: ReportInput) => Promise<Map<string, string>> | Map<string, string>;

/** By format: the files that it makes, and their text. */
const WRITERS: Readonly<Record<string, Writer>> = {
  html: async (input) => new Map([['conformance.html', await html(input)]]),
  md: (input) => new Map([['CONFORMANCE.md', markdownReport(input)]]),
  junit: (input) => new Map([['junit.xml', junit(input)]]),
  json: (input) => eachRun(input.runs, 'results.json', resultsText),
  badge: (input) => eachRun(input.runs, 'badge.svg', badge),
};

export const FORMATS: readonly string[] = Object.keys(WRITERS);

/** What `--report html,json:DIR` asks for. */
export interface ReportRequest {
  readonly formats: readonly string[];
  readonly folder: string;
}

/** @throws RangeError when it is not FORMATS:DIR, or names a format that there is not */
export function readReportRequest(text: string): ReportRequest {
  const [, list, folder] = /^([a-z,]+):(.+)$/.exec(text) ?? [];
  if (!list || !folder) throw new RangeError(`--report ${text} is not FORMAT,…:DIR`);
  const formats = list.split(',');
  const unknown = formats.find((format) => !FORMATS.includes(format));
  if (unknown !== undefined) {
    throw new RangeError(`--report ${text}: ${unknown} is none of ${FORMATS.join(', ')}`);
  }
  return { formats, folder };
}

/** Writes the reports. @returns the files */
export async function writeReports(
  { formats, folder }: ReportRequest,
  input: ReportInput,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  for (const format of formats) {
    for (const [name, text] of await WRITERS[format]!(input)) {
      const file = path.join(folder, name);
      await writeFile(file, text);
      written.push(file);
    }
  }
  return written;
}

/** One file per run; with several, the target's name is in the file's. */
function eachRun(
  runs: readonly RunResults[],
  name: string,
  write: (run: RunResults) => string,
): Map<string, string> {
  const { name: stem, ext } = path.parse(name);
  const fileOf = ({ target }: RunResults) =>
    runs.length === 1 ? name : `${stem}-${target.replaceAll(/[^\w.]+/g, '-')}${ext}`;
  return new Map(runs.map((run) => [fileOf(run), write(run)]));
}
