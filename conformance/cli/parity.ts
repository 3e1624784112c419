import { parseArgs } from 'node:util';
import { parsed, UsageError } from '../../impl/cli/command.ts';
import { checkParity } from '../parity/parity.ts';
import type { Engine } from '../parity/compare.ts';
import { asEntries, asText, compareAnswers } from '../parity/told.ts';
import { parseAddress } from '../tap/address.ts';
import { startTargets } from '../targets/several.ts';
import type { RunningTarget } from '../targets/target.ts';
import { CONFORMS } from './command.ts';

/** `refpod parity A B`. @returns the exit code */
export async function parityCommand(args: string[]): Promise<number> {
  const { values, positionals } = parsed(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: '60' },
        seed: { type: 'string' },
        path: { type: 'string' },
      },
    }),
  );
  const [a, b] = positionals;
  if (!a || !b) throw new UsageError('parity needs two targets');
  const targets = await startTargets([a, b]);
  try {
    const pair = targets.running as [RunningTarget, RunningTarget];
    const answers = values.path === undefined ? await checkAnswers(pair) : true;
    const states = await checkStates(pair.map(toEngine) as [Engine, Engine], values);
    return answers && states ? CONFORMS.yes : CONFORMS.no;
  } finally {
    await targets.stop();
  }
}

function toEngine({ name, url }: RunningTarget): Engine {
  return { name, address: parseAddress(url) };
}

/** The scenarios' answers, whole. @returns whether all that differs is known, and differs */
async function checkAnswers(pair: [RunningTarget, RunningTarget]): Promise<boolean> {
  const { scenarios, unknown, stale, shown } = await compareAnswers(pair);
  process.stdout.write(`${scenarios} scenarios, ${shown.length} known differences\n`);
  for (const entry of stale) process.stdout.write(`does not show any more: ${asText(entry)}\n`);
  if (unknown.length > 0) process.stdout.write(`unknown differences:\n${asEntries(unknown)}`);
  return stale.length + unknown.length === 0;
}

/** Generated sequences. @returns whether all that differs is known, and differs */
async function checkStates(
  engines: [Engine, Engine],
  values: { seconds: string; seed?: string; path?: string },
): Promise<boolean> {
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  try {
    const report = await checkParity(engines, {
      timeBox: Number(values.seconds) * 1000,
      seed,
      ...(values.path === undefined ? {} : { path: values.path }),
    });
    for (const { action, state, reason } of report.stale) {
      process.stdout.write(`does not show any more: ${action} ${state ?? ''}: ${reason}\n`);
    }
    process.stdout.write(
      `${report.sequences} sequences, seed ${seed}, ${report.shown.size} known differences\n`,
    );
    return report.stale.length === 0;
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}
