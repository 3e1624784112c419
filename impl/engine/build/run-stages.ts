import { stagesBehind } from '../../build/dockerfile/stages.ts';
import type { Stage } from '../../build/dockerfile/stages.ts';
import type { BuildRun } from './build-run.ts';
import { runStage } from './run-stage.ts';

type StageResult = Awaited<ReturnType<typeof runStage>>;

/**
 * Builds all stages, as many side by side as the client wants, each when those are done that it
 * takes from. When one fails the others end.
 *
 * @returns what the last one gives
 */
export async function runStages(run: BuildRun): Promise<StageResult> {
  const { jobs } = run.options;
  if (jobs === 1) return oneByOne(run);
  const stop = new AbortController();
  const signal = AbortSignal.any([run.signal, stop.signal]);
  const slots = new Slots(jobs === 0 ? Number.POSITIVE_INFINITY : jobs);
  const begun = new Map<Stage, Promise<StageResult>>();
  for (const stage of run.stages) {
    const earlier = stagesBehind(run.plan.stages, stage).flatMap((each) => begun.get(each) ?? []);
    const work = Promise.all(earlier)
      .then(() => slots.with(() => runStage({ ...run, signal }, stage)))
      .catch((error: unknown) => {
        stop.abort(error);
        throw error;
      });
    begun.set(stage, work);
  }
  // Nothing may go on when the caller cleans up.
  await Promise.allSettled(begun.values());
  stop.signal.throwIfAborted();
  const last = begun.get(run.stages.at(-1) as Stage);
  if (!last) throw new Error('a plan has at least one stage');
  return last;
}

async function oneByOne(run: BuildRun): Promise<StageResult> {
  let result: StageResult | undefined;
  for (const stage of run.stages) result = await runStage(run, stage);
  if (!result) throw new Error('a plan has at least one stage');
  return result;
}

/** Lets so many work at a time. */
class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  async with<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
