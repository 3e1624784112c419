import { UsageError } from '../../impl/cli/command.ts';
import { PROPERTIES } from '../properties/index.ts';
import { startTargets } from '../targets/several.ts';
import { CONFORMS } from './command.ts';

export interface PropertyRun {
  readonly target: string;
  readonly seed: number;
  /** Names of properties; all when there are none. */
  readonly only: readonly string[];
  /** Where in the tree of shrunk cases to begin, as a failure printed it. */
  readonly path: string | undefined;
  /** Milliseconds for all of it. */
  readonly timeBox: number;
}

/**
 * Runs the properties against one target. @returns the exit code
 * @throws UsageError when none has the name
 */
export async function runProperties(run: PropertyRun): Promise<number> {
  const { seed, path, only } = run;
  const chosen = PROPERTIES.filter(({ name }) => only.length === 0 || only.includes(name));
  if (chosen.length === 0) {
    const names = PROPERTIES.map(({ name }) => name).join(', ');
    throw new UsageError(`--only ${only.join(' ')}: the properties are ${names}`);
  }
  const shares = chosen.reduce((sum, { share }) => sum + share, 0);
  const targets = await startTargets([run.target]);
  const { url } = targets.running[0]!;
  let code: number = CONFORMS.yes;
  try {
    for (const { name, unit, share, check } of chosen) {
      const timeBox = (run.timeBox * share) / shares;
      const bounds = { seed, timeBox, ...(path === undefined ? {} : { path }) };
      const told = await check(url, bounds).then(
        (count) => `${count} ${unit} hold, seed ${seed}`,
        (error: Error) => {
          code = CONFORMS.no;
          return error.message;
        },
      );
      process.stdout.write(`${name}: ${told}\n`);
    }
    return code;
  } finally {
    await targets.stop();
  }
}
