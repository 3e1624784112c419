import type { ContainerConfig } from '../../container-config.ts';
import type { ContainerState, MountView } from './view.ts';

/**
 * States that the database knows. `stopping` and `restarting` are of the moment: a daemon that
 * starts finds such containers running or exited.
 */
export type StoredState = Exclude<ContainerState, 'stopping' | 'restarting'>;

/** What is known of one container, as the database keeps it. Times are milliseconds since 1970. */
export interface ContainerRecord {
  readonly id: string;
  name: string;
  config: ContainerConfig;
  readonly image: { id: string; name: string } | undefined;
  readonly created: number;
  /** Volumes, binds and tmpfs as they were resolved at create. */
  mounts: MountView[];
  state: StoredState;
  pid: number;
  /** Start time of `pid` in clock ticks since boot: with it a reused pid is told from the old one. */
  pidStart: number;
  conmonPid: number;
  startedAt: number;
  finishedAt: number;
  exitCode: number;
  oomKilled: boolean;
  /** Why the last start failed, or empty. */
  error: string;
  /** Restarts by the policy since the last start by hand. */
  restartCount: number;
  /** Somebody asked for the stop, so the restart policy keeps still. */
  stoppedByUser: boolean;
}

/** A record of a container that never ran. */
export function newRecord(
  made: Pick<ContainerRecord, 'id' | 'name' | 'config' | 'image' | 'created' | 'mounts'>,
): ContainerRecord {
  return {
    ...made,
    state: 'created',
    pid: 0,
    pidStart: 0,
    conmonPid: 0,
    startedAt: 0,
    finishedAt: 0,
    exitCode: 0,
    oomKilled: false,
    error: '',
    restartCount: 0,
    stoppedByUser: false,
  };
}
