import { parseArgs } from 'node:util';
import { checkParity } from '../parity/parity.ts';
import type { Engine } from '../parity/compare.ts';
import { ensureImage } from '../suite/fixtures.ts';
import { parseAddress } from '../tap/address.ts';
import { targetByName } from '../targets/index.ts';
import type { RunningTarget } from '../targets/target.ts';

const usage = `usage: refpod parity A B [--seconds N] [--seed N [--path P]]
  Generated sequences on two targets, side by side; every difference must be a known one
  (conformance/divergences), and every known one must still show.
Exit code 0: so it is; 1: it is not; 2: could not run.
`;

/** `refpod parity A B`. @returns the exit code */
export async function parityCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string' },
      path: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const [a, b] = positionals;
  if (values.help || !a || !b) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const targets: RunningTarget[] = [];
  try {
    for (const name of [a, b]) targets.push(await targetByName(name).start());
    for (const { url } of targets) await ensureImage(url);
    return await compare(targets.map(toEngine) as [Engine, Engine], values);
  } finally {
    for (const target of targets) await target.stop();
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
    return report.stale.length > 0 ? 1 : 0;
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
