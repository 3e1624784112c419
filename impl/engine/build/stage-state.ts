import type { RunConfig } from '../../build/instructions/config.ts';
import type { Stage } from '../../build/dockerfile/stages.ts';
import type { Image } from '../../storage/types.ts';
import type { Scope } from './scope.ts';

/** Where the building of a stage is. */
export interface StageState {
  readonly stage: Stage;
  readonly scope: Scope;
  /** The steps so far; undefined at the beginning of a stage from scratch. */
  image: Image | undefined;
  /** What the stage began with, and the name that it was asked for by. */
  readonly base: { image: Image | undefined; name: string | undefined };
  config: RunConfig;
  author: string | undefined;
  /** The Dockerfile had a CMD in this stage. */
  ownCommand: boolean;
  /** A step was not in the cache, and so none after it can be. */
  isNew: boolean;
}

/** A configuration that can be changed without changing the image's. */
export function copyOf(config: RunConfig | undefined): RunConfig {
  return structuredClone(config ?? {});
}
