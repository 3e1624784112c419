import type { Plan, Stage } from '../../build/dockerfile/stages.ts';
import type { Image } from '../../storage/types.ts';
import type { BuildNeighbours } from './context.ts';
import type { BuildEvent } from './events.ts';
import type { EventQueue } from './event-queue.ts';
import type { BuildOptions } from './options.ts';
import type { BuildArgs, Scope } from './scope.ts';
import type { SourceTrees } from './source-trees.ts';

/** One build while it goes on: what all its steps work with. */
export interface BuildRun {
  readonly neighbours: BuildNeighbours;
  readonly options: BuildOptions;
  /** Said before each step, where there are several. */
  readonly platform: string | undefined;
  readonly plan: Plan;
  /** Those to build, in order. */
  readonly stages: readonly Stage[];
  readonly args: BuildArgs;
  readonly globals: Scope;
  readonly events: EventQueue<BuildEvent>;
  readonly trees: SourceTrees;
  /** A folder of its own for downloads and the like. */
  readonly workspace: string;
  /** Results of the stages that are done. */
  readonly results: Map<Stage, Image>;
  /** Ids of images that steps made, in order. */
  readonly made: string[];
  /** Ids of images that the build stands on: nobody may take them away meanwhile. */
  readonly held: Set<string>;
  /** Containers of RUN that are there still. */
  readonly working: Set<string>;
  /** Fires when the client left. */
  readonly signal: AbortSignal;
  /** Steps so far, over all stages. */
  steps: { done: number; total: number };
}
