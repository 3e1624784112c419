import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from '../kernel/libc.ts';
import type { ProcessIdentity } from './processes.ts';

/** What the OCI runtime wrote down about a container it made. */
export interface OciState {
  /** Process 1 of the container. */
  process: ProcessIdentity;
  /** Control group below the hierarchies' mount points. */
  cgroupPath: string;
  /** Where process 1 waits for its start; gone once it was started. */
  fifo: string;
}

/**
 * Reads the runtime's own state file, which is much cheaper than asking its `state` command.
 * @param stateRoot the runtime's `--root`
 * @returns undefined when the runtime does not know the container, or knows it no more
 */
export function readOciState(
  runtime: 'crun' | 'runc',
  stateRoot: string,
  id: string,
): OciState | undefined {
  const folder = join(stateRoot, id);
  const read = runtime === 'crun' ? crunState : runcState;
  try {
    return { ...read(folder), fifo: join(folder, 'exec.fifo') };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

type State = Omit<OciState, 'fifo'>;

function crunState(folder: string): State {
  const state = JSON.parse(readFileSync(join(folder, 'status'), 'utf8')) as {
    pid: number;
    'process-start-time': number;
    'cgroup-path': string;
  };
  return {
    process: { pid: state.pid, start: state['process-start-time'] },
    cgroupPath: state['cgroup-path'],
  };
}

function runcState(folder: string): State {
  const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as {
    init_process_pid: number;
    init_process_start: number;
    config: { cgroups: { path: string } };
  };
  return {
    process: { pid: state.init_process_pid, start: state.init_process_start },
    cgroupPath: state.config.cgroups.path,
  };
}
