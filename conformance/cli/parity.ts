import { parseArgs } from 'node:util';
import { parsed, UsageError } from '../../impl/cli/command.ts';
import { checkParity } from '../parity/parity.ts';
import type { Engine } from '../parity/compare.ts';
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
    return await compare(targets.running.map(toEngine) as [Engine, Engine], values);
  } finally {
    await targets.stop();
  }
}

function toEngine({ name, url }: RunningTarget): Engine {
  return { name, address: parseAddress(url) };
}

async function compare(
  engines: [Engine, Engine],
  values: { seconds: string; seed?: string; path?: string },
): Promise<number> {
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  try {
    const report = await checkParity(engines, {
      timeBox: Number(values.seconds) * 1000,
      seed,
      ...(values.path === undefined ? {} : { path: values.path }),
    });
    process.stdout.write(
      `${report.sequences} sequences, seed ${seed}, ${report.shown.size} known differences\n`,
    );
    for (const { action, state, reason } of report.stale) {
      process.stdout.write(`does not show any more: ${action} ${state ?? ''}: ${reason}\n`);
    }
    return report.stale.length > 0 ? CONFORMS.no : CONFORMS.yes;
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return CONFORMS.no;
  }
}
