import type { PullEvent } from '../images/registry/progress.ts';

/** What a build tells as it goes on; each tree has its own words for it. Ids are full. */
export type BuildEvent =
  | {
      kind: 'step';
      /** Counted over all stages, and within the stage; from 1. */
      number: number;
      total: number;
      inStage: { number: number; total: number };
      stage: { number: number; total: number };
      /** Of a build for several. */
      platform: string | undefined;
      /** The instruction; of FROM also with its variables replaced. */
      text: string;
      expanded: string;
    }
  /** An ARG before the first FROM, which Docker counts as a step. */
  | { kind: 'global'; number: number; total: number; text: string }
  /** What a stage begins with. */
  | { kind: 'base'; image: string }
  | { kind: 'triggers'; count: number }
  | { kind: 'cached'; image: string }
  | { kind: 'running'; container: string }
  | { kind: 'output'; stream: 1 | 2; text: string }
  | { kind: 'removed'; container: string }
  /** A step is done; `last` is the one that the result is made by. */
  | { kind: 'made'; image: string; last: boolean }
  | { kind: 'stage-done'; image: string }
  | { kind: 'notice'; text: string }
  | { kind: 'pulling'; event: PullEvent }
  | {
      kind: 'commit';
      stage: { number: number; total: number };
      platform: string | undefined;
    }
  | { kind: 'built'; image: string }
  | { kind: 'tagged'; full: string; text: string }
  | { kind: 'failed'; error: Error };

/** A command of RUN that did not exit with 0. */
export class CommandFailed extends Error {
  readonly exitCode: number;
  readonly command: string;
  /** The instruction as it stands in the Dockerfile. */
  readonly step: string;

  constructor(command: string, step: string, exitCode: number) {
    super(`The command '${command}' returned a non-zero code: ${exitCode}`);
    this.command = command;
    this.step = step;
    this.exitCode = exitCode;
  }
}
