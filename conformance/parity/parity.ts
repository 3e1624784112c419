import * as fc from 'fast-check';
import { anyAction } from '../properties/action.ts';
import { Session } from '../properties/engine.ts';
import { checkWithin } from '../properties/bounded.ts';
import type { Bounds } from '../properties/bounded.ts';
import { compareSequence } from './compare.ts';
import type { Engine } from './compare.ts';
import { explains, readDivergences } from './divergences.ts';
import type { Divergence } from './divergences.ts';

export interface ParityReport {
  readonly sequences: number;
  /** Known divergences that showed, with how often. */
  readonly shown: ReadonlyMap<Divergence, number>;
  /** Known divergences whose own sequence did not show them any more. */
  readonly stale: readonly Divergence[];
}

/**
 * Generated sequences on two engines: every difference must be a known one, and every known one
 * must still be there. The time is that of the generated sequences; the known divergences are
 * shown besides.
 * @throws fast-check's report of a shrunk sequence that shows an unknown difference
 */
export async function checkParity(
  engines: readonly [Engine, Engine],
  options: Bounds,
): Promise<ParityReport> {
  const known = await readDivergences(engines.map(({ name }) => name));
  const shown = new Map<Divergence, number>();
  const stale = await findStale(engines, known);
  const sessions = await Promise.all(engines.map(({ address }) => Session.open(address)));
  const pods = sessions.every(({ hasPods }) => hasPods);
  const actions = fc.array(anyAction({ pods }), { minLength: 1, maxLength: 40, size: 'max' });
  const sequences = await checkWithin(actions, options, async (sequence, over) => {
    for (const seen of await compareSequence(engines, sequence, over)) {
      const divergence = known.find((entry) => explains(entry, seen));
      if (!divergence) throw new Error(`unknown difference: ${JSON.stringify(seen)}`);
      shown.set(divergence, (shown.get(divergence) ?? 0) + 1);
    }
  });
  return { sequences, shown, stale };
}

/** Sequences side by side: each has names of its own, and mostly waits for its engine. */
const WORKERS = 4;

/** Each divergence brings the actions that show it. */
async function findStale(
  engines: readonly [Engine, Engine],
  known: readonly Divergence[],
): Promise<Divergence[]> {
  const queue = known.filter(({ unsteady }) => !unsteady);
  const stale: Divergence[] = [];
  const work = async () => {
    for (let divergence = queue.pop(); divergence; divergence = queue.pop()) {
      const told: Divergence = divergence;
      const seen = await compareSequence(engines, told.shows);
      if (!seen.some((difference) => explains(told, difference))) stale.push(told);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  return stale;
}
