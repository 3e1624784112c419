import * as fc from 'fast-check';
import { action } from '../properties/action.ts';
import { compareSequence } from './compare.ts';
import type { Engine } from './compare.ts';
import { explains, readDivergences } from './divergences.ts';
import type { Divergence, Seen } from './divergences.ts';

export interface ParityOptions {
  /** Milliseconds for the generated sequences; the known divergences are shown besides. */
  readonly timeBox: number;
  readonly seed: number;
  readonly path?: string;
}

export interface ParityReport {
  readonly sequences: number;
  /** Known divergences that showed, with how often. */
  readonly shown: ReadonlyMap<Divergence, number>;
  /** Known divergences whose own sequence did not show them any more. */
  readonly stale: readonly Divergence[];
}

/**
 * Generated sequences on two engines: every difference must be a known one, and every known one
 * must still be there.
 * @throws fast-check's report of a shrunk sequence that shows an unknown difference
 */
export async function checkParity(
  engines: readonly [Engine, Engine],
  options: ParityOptions,
): Promise<ParityReport> {
  const known = await readDivergences(engines.map(({ name }) => name));
  const shown = new Map<Divergence, number>();
  const stale = await findStale(engines, known);
  let sequences = 0;
  const property = fc.asyncProperty(
    fc.array(action, { minLength: 1, maxLength: 40, size: 'max' }),
    async (actions) => {
      const unknown: Seen[] = [];
      for (const seen of await compareSequence(engines, actions)) {
        const divergence = known.find((entry) => explains(entry, seen));
        if (divergence) shown.set(divergence, (shown.get(divergence) ?? 0) + 1);
        else unknown.push(seen);
      }
      sequences += 1;
      if (unknown.length > 0) throw new Error(`unknown difference: ${JSON.stringify(unknown[0])}`);
    },
  );
  await fc.assert(property, {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: options.timeBox,
    includeErrorInReport: true,
    seed: options.seed,
    ...(options.path === undefined ? {} : { path: options.path }),
  });
  return { sequences, shown, stale };
}

/** Each divergence brings the actions that show it. */
async function findStale(
  engines: readonly [Engine, Engine],
  known: readonly Divergence[],
): Promise<Divergence[]> {
  const stale: Divergence[] = [];
  for (const divergence of known.filter(({ unsteady }) => !unsteady)) {
    const seen = await compareSequence(engines, divergence.shows);
    if (!seen.some((difference) => explains(divergence, difference))) stale.push(divergence);
  }
  return stale;
}
