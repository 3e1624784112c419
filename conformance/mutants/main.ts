import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { OPERATIONS, readClauses, readOpenApi } from '../../spec/index.ts';
import { loadContract } from '../contract/index.ts';
import { reference } from '../targets/reference.ts';
import { generateMutants } from './generate.ts';
import { nameOf } from './mutation.ts';
import type { Mutant } from './mutation.ts';
import { MutantRun } from './run.ts';
import type { Outcome } from './run.ts';

const usage = `usage: npm run conformance:mutants -- [options]
  --only GLOB     mutants by name: 'compat.container.kill:*'; may be repeated
  --sample N      every so-many-th, N in all
  --shard i/n     the i-th of n parts
  --time-box S    seconds after which no further mutant is begun
  --list          only name them
Exit code 1 when fewer than 95 % are caught, a survivor has no reason in survivors.yaml, or
one that has is caught.
`;
/** Of those that the tests could see at all, this share has to be caught. */
const WANTED = 0.95;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string' },
    shard: { type: 'string', default: '1/1' },
    'time-box': { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(usage);
else process.exitCode = await main();

async function main(): Promise<number> {
  const tests = await loadContract();
  const mutants = chosen(
    generateMutants(OPERATIONS, await readOpenApi(), tests, await readClauses()),
  );
  if (values.list) {
    process.stdout.write(mutants.map((mutant) => `${nameOf(mutant)}\n`).join(''));
    return 0;
  }
  const reasons = await readReasons();
  const until = Date.now() + Number(values['time-box'] ?? Infinity) * 1000;
  const target = await reference.start();
  const outcomes: Outcome[] = [];
  try {
    const run = await MutantRun.start(target, tests);
    for (const mutant of mutants) {
      if (Date.now() > until) break;
      const outcome = await run.judge(mutant);
      outcomes.push(outcome);
      process.stdout.write(line(outcome, reasons));
    }
    await run.close();
  } finally {
    await target.stop();
  }
  return summary(outcomes, mutants.length, reasons);
}

function chosen(all: readonly Mutant[]): Mutant[] {
  const [, index = 1, count = 1] = (/^(\d+)\/(\d+)$/.exec(values.shard) ?? []).map(Number);
  const wanted = all
    .filter(
      (mutant) =>
        values.only.length === 0 ||
        values.only.some((glob) => path.matchesGlob(nameOf(mutant), glob)),
    )
    .filter((_, position) => position % count === index - 1);
  const step = values.sample === undefined ? 1 : Math.max(1, wanted.length / Number(values.sample));
  return wanted.filter((_, position) => Math.floor(position % step) === 0);
}

/** Why a mutant survives and may: by its name. */
async function readReasons(): Promise<Map<string, string>> {
  const text = await readFile(path.join(import.meta.dirname, 'survivors.yaml'), 'utf8');
  return new Map(Object.entries((parse(text) ?? {}) as Record<string, string>));
}

function line({ mutant, fate, by }: Outcome, reasons: ReadonlyMap<string, string>): string {
  const name = nameOf(mutant);
  const told = by ? `${by.clause} (${by.verdict})` : (reasons.get(name) ?? '');
  return `${fate.padEnd(10)} ${name}  ${told}\n`;
}

function summary(
  outcomes: readonly Outcome[],
  all: number,
  reasons: ReadonlyMap<string, string>,
): number {
  const count = (fate: Outcome['fate']) =>
    outcomes.filter((outcome) => outcome.fate === fate).length;
  const caught = count('caught');
  const survivors = outcomes.filter(({ fate }) => fate === 'survived').map(({ mutant }) => mutant);
  const judged = caught + survivors.length;
  const share = judged === 0 ? 1 : caught / judged;
  const unexplained = survivors.filter((mutant) => !reasons.has(nameOf(mutant)));
  const stale = outcomes.filter(
    ({ fate, mutant }) => fate === 'caught' && reasons.has(nameOf(mutant)),
  );
  for (const { mutant } of stale) {
    process.stdout.write(`survivors.yaml is out of date: ${nameOf(mutant)} is caught\n`);
  }
  process.stdout.write(
    `${outcomes.length} of ${all} mutants: ${caught} of ${judged} caught (${(share * 100).toFixed(1)} %), ` +
      `${count('unreached')} change nothing that the tests see, ${unexplained.length} survivors without a reason\n`,
  );
  return share >= WANTED && unexplained.length + stale.length === 0 ? 0 : 1;
}
