import type { Capability } from '../suite/clause-test.ts';

/** An engine that the suite can be run against. Adding one is one small file. */
export interface Target {
  readonly name: string;
  /**
   * Starts it (or reaches it), on a root of its own where it can.
   * @throws TargetMissing when it cannot be run on this host
   */
  start(): Promise<RunningTarget>;
}

export interface RunningTarget {
  readonly name: string;
  /** `unix:///path` or `tcp://host:port`. */
  readonly url: string;
  readonly facts: TargetFacts;
  /** Runs a program where the target's network is, for those that have one of their own. */
  readonly inside?: readonly string[];
  /** Resident bytes of the engine's own processes, without its containers; where that can be told. */
  memory?(): Promise<number>;
  stop(): Promise<void>;
}

/** What the engine says of itself and what was measured. */
export interface TargetFacts {
  /** Program and version: `Podman 4.3.1`. */
  readonly product: string;
  readonly dockerApi: string;
  /** Undefined when it has no libpod tree. */
  readonly libpodApi: string | undefined;
  readonly capabilities: ReadonlySet<Capability>;
}

/** Whether it knows no forms of the libpod tree but those below version 4: Podman 3. */
export function isBefore4({ libpodApi }: TargetFacts): boolean {
  return libpodApi?.startsWith('3.') ?? false;
}

/** The host lacks what the target needs; says what, and how to get it. */
export class TargetMissing extends Error {
  override readonly name = 'TargetMissing';
}
