import { checkLifecycle } from '../properties/lifecycle.ts';
import { ensureImage } from '../suite/fixtures.ts';
import { parseAddress } from '../tap/address.ts';
import type { Target } from '../targets/target.ts';
import { CONFORMS } from './command.ts';

export interface PropertyRun {
  readonly target: Target;
  readonly seed: number;
  /** Where in the tree of shrunk cases to begin, as a failure printed it. */
  readonly path: string | undefined;
  /** Milliseconds for all of it. */
  readonly timeBox: number;
}

/** Runs the model-based properties against one target. @returns the exit code */
export async function runProperties(options: PropertyRun): Promise<number> {
  const { seed, path, timeBox } = options;
  const target = await options.target.start();
  try {
    await ensureImage(target.url);
    const address = parseAddress(target.url);
    const failure = await checkLifecycle({
      address,
      timeBox,
      seed,
      ...(path === undefined ? {} : { path }),
    }).then(
      (runs) => void process.stdout.write(`${runs} sequences hold, seed ${seed}\n`),
      (error: Error) => error,
    );
    if (!failure) return CONFORMS.yes;
    process.stdout.write(`${failure.message}\n`);
    return CONFORMS.no;
  } finally {
    await target.stop();
  }
}
