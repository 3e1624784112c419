import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Result } from '../suite/verdict.ts';
import type { TargetFacts } from '../targets/target.ts';

/** One run against one target, as `results.json` keeps it. */
export interface RunResults {
  readonly target: string;
  readonly product: string;
  readonly dockerApi: string;
  readonly libpodApi: string | undefined;
  readonly capabilities: readonly string[];
  /** ISO day of the run. */
  readonly date: string;
  readonly results: readonly Result[];
}

/** The newest results of each target, kept in git so that CONFORMANCE.md can be made again. */
const folder = path.join(import.meta.dirname, '../results');

/** Results sorted and without what changes from run to run (times, exchange numbers). */
export function toRunResults(
  target: string,
  facts: TargetFacts,
  results: readonly Result[],
): RunResults {
  return {
    target,
    product: facts.product,
    dockerApi: facts.dockerApi,
    libpodApi: facts.libpodApi,
    capabilities: [...facts.capabilities].sort(),
    date: new Date().toISOString().slice(0, 10),
    results: results
      .map((result) => ({ ...result, milliseconds: 0, exchanges: [] }))
      .sort((a, b) => (a.clause < b.clause ? -1 : 1)),
  };
}

export async function saveResults(run: RunResults): Promise<void> {
  const file = path.join(folder, `${run.target}.json`);
  const lines = run.results.map((result) => JSON.stringify(result)).join(',\n    ');
  const { results: _, ...head } = run;
  const text = `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "results": [\n    ${lines}\n  ]\n}\n`;
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** Kept results of all targets, the reference first. */
export async function readResults(): Promise<RunResults[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const runs = await Promise.all(
    files.map(
      async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8')) as RunResults,
    ),
  );
  const order = ['reference', 'podman3', 'podman', 'podman5', 'docker'];
  const rank = ({ target }: RunResults) =>
    (order.indexOf(target) + order.length + 1) % (order.length + 1);
  return runs.sort((a, b) => rank(a) - rank(b));
}
