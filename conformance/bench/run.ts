import type { Case } from './cases.ts';
import type { Engine } from './engine.ts';

/** Samples of one case on one engine, or why there are none. */
export type Figures = { samples: number[] } | { failure: string };

/** Figures by case, then by engine. */
export type Results = Map<string, Map<string, Figures>>;

/** No engine gets more than this for a case, so that one slow engine cannot stretch the run. */
const secondsPerCase = 15;

/**
 * Measures each case on all engines in turn, sample by sample, so that what else happens on the
 * machine meanwhile hits all of them alike. A tenth more than the samples, at least one, comes first
 * to warm the engines up and is not counted.
 * @param factor how many of each case's samples to take (1: all)
 */
export async function measureAll(
  cases: readonly Case[],
  engines: readonly Engine[],
  factor: number,
  progress: (line: string) => void,
): Promise<Results> {
  const results: Results = new Map();
  for (const [i, one] of cases.entries()) {
    progress(`${i + 1}/${cases.length} ${one.title}`);
    results.set(one.name, await measureCase(one, engines, Math.ceil(one.samples * factor)));
  }
  return results;
}

async function measureCase(one: Case, engines: readonly Engine[], samples: number) {
  const figures = new Map<string, Figures>();
  const able = engines.filter(({ target }) => one.tree === undefined || target.facts.libpodApi);
  const runs = able.map((engine) => ({ engine, containers: [] as string[], spent: 0 }));
  for (const run of runs) {
    figures.set(run.engine.target.name, { samples: [] });
    await guarded(figures, run.engine, async () => {
      run.containers = (await one.prepare?.(run.engine)) ?? [];
    });
  }
  // One sample is of something that does not warm up.
  const warmUp = samples === 1 ? 0 : Math.ceil(samples / 10);
  for (let round = 0; round < warmUp + samples; round++) {
    for (const run of rotated(runs, round)) {
      const known = figures.get(run.engine.target.name)!;
      if ('failure' in known) continue;
      if (known.samples.length > 0 && run.spent > secondsPerCase * 1000) continue;
      await guarded(figures, run.engine, async () => {
        const begin = performance.now();
        const value = await one.measure(run.engine, run.containers);
        run.spent += performance.now() - begin;
        if (round >= warmUp) known.samples.push(value);
      });
    }
  }
  for (const { engine, containers } of runs) {
    for (const id of containers) await engine.discard(id);
    await guarded(figures, engine, async () => one.clean?.(engine));
  }
  return figures;
}

/** Each round begins with another engine: none always follows the heaviest. */
function rotated<T>(list: readonly T[], by: number): T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

async function guarded(
  figures: Map<string, Figures>,
  engine: Engine,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    figures.set(engine.target.name, { failure: (error as Error).message });
  }
}
