import type { Image } from '../../storage/types.ts';
import { newId } from '../containers/names.ts';
import type { BuildRun } from './build-run.ts';
import { commitStep, momentOf } from './commit-step.ts';
import type { StepResult } from './commit-step.ts';
import type { StageState } from './stage-state.ts';

/**
 * Changes files of the stage's image in a layer of its own, and makes the image of the step.
 * @param work told the folder where the files are mounted.
 */
export async function layerStep(
  run: BuildRun,
  state: StageState,
  step: StepResult,
  work: (root: string) => Promise<void>,
): Promise<Image> {
  const { layers } = run.neighbours.storage;
  const id = newId();
  try {
    layers.createContainerLayer(id, state.image);
    await work(layers.mount(id));
    layers.unmount(id);
    return await commitStep(run, state, step, layers.diff(id, run.signal, fileTime(run)));
  } finally {
    await layers.removeContainerLayer(id);
  }
}

/** With `timestamp`, all files of a layer have that time. In nanoseconds. */
export function fileTime({ options }: BuildRun): bigint | undefined {
  if (options.timestamp === undefined) return undefined;
  return BigInt(momentOf(options).getTime()) * 1_000_000n;
}
