import { parseDetachKeys } from '../../runtime/attach/detach-keys.ts';
import type { Tree } from '../containers/view.ts';

export interface TerminalSize {
  rows: number;
  columns: number;
}

/** What one more process in a container was asked to be. */
export interface ExecConfig {
  /** Whose request it was; where the engines differ its rules hold. */
  tree: Tree;
  /** The program and its arguments; never empty. */
  command: string[];
  /** `NAME=value`, on top of the container's own; `NAME` alone takes that one away. */
  env: string[];
  /** `user[:group]`; the container's when absent. */
  user?: string;
  workDir?: string;
  terminal: boolean;
  privileged: boolean;
  /** Which streams a client that starts it attached is connected to. */
  attach: { stdin: boolean; stdout: boolean; stderr: boolean };
  /** `ctrl-p,ctrl-q`; empty turns detaching off; absent means the default. */
  detachKeys?: string;
  /** The terminal's first size, unless start says another. */
  size?: TerminalSize;
}

/** What is known of one exec session, as the database keeps it. */
export interface ExecRecord {
  readonly id: string;
  readonly containerId: string;
  readonly config: ExecConfig;
  state: 'created' | 'running' | 'ended';
  /** On the host; 0 before the start, kept after the end. */
  pid: number;
  /** See ProcessIdentity. */
  pidStart: number;
  exitCode: number;
  /** Milliseconds since 1970; 0 before the end. */
  endedAt: number;
}

/** The bytes that a client types to detach; none when it chose none of its own. */
export function ownDetachKeys({ detachKeys }: ExecConfig): Buffer {
  return parseDetachKeys(detachKeys ?? '');
}

/** A session in the daemon's memory. */
export class ExecSession {
  readonly record: ExecRecord;
  /** Resolves once the end is recorded, or the session forgotten. */
  readonly ended: Promise<void>;
  readonly tellEnd: () => void;
  /** Settles when the start that is under way is over, either way. */
  launched: Promise<void> | undefined;
  /** Stops looking for its end. */
  stopWatching: () => void = () => undefined;
  removal: NodeJS.Timeout | undefined;

  constructor(record: ExecRecord) {
    this.record = record;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.tellEnd = resolve;
    if (record.state === 'ended') resolve();
  }
}
