import { join } from 'node:path';
import { restoreArguments } from './checkpoint.ts';
import type { RestoreOptions } from './checkpoint.ts';
import type { Bundle, ExecBundle } from './types.ts';

/** The parts of a conmon call that are the same for every container of a daemon. */
export interface ConmonSetting {
  /** Path of the OCI runtime. */
  runtime: string;
  /** The runtime's `--root`. */
  stateRoot: string;
  /** This conmon can be told not to sync the log to disk at the end (2.1 and later). */
  knowsNoSyncLog: boolean;
}

/** conmon's arguments (conmon(8)) for a container. */
export function containerArguments(
  setting: ConmonSetting,
  bundle: Bundle,
  restore?: RestoreOptions,
): string[] {
  return [
    commonArguments(setting, bundle.id, bundle.id, bundle.directory),
    ['-n', bundle.name, '--exit-dir', bundle.exitDirectory, '-l', logArgument(bundle)],
    streamArguments(bundle),
    bundle.logSizeMax ? ['--log-size-max', String(bundle.logSizeMax)] : [],
    bundle.cgroupPath === '' ? ['--runtime-arg', '--cgroup-manager=disabled'] : [],
    bundle.leaveStdinOpen ? ['--leave-stdin-open'] : [],
    bundle.timeout ? ['--timeout', String(bundle.timeout)] : [],
    bundle.notifySocket ? ['--sdnotify-socket', bundle.notifySocket] : [],
    restore ? restoreArguments(restore) : [],
    // A container's log is not worth an fsync of several milliseconds at each exit.
    setting.knowsNoSyncLog ? ['--no-sync-log'] : [],
  ].flat();
}

/** conmon's arguments for one more process in a container. Its exit file bears the container's id. */
export function execArguments(
  setting: ConmonSetting,
  container: Pick<Bundle, 'id' | 'name'>,
  exec: ExecBundle,
  attached: boolean,
): string[] {
  return [
    commonArguments(setting, container.id, exec.id, exec.directory),
    ['-n', container.name, '--exit-dir', exec.exitDirectory, '-l', 'none'],
    ['-e', '--exec-process-spec', join(exec.directory, 'process.json')],
    attached ? ['--exec-attach'] : [],
    streamArguments(exec),
  ].flat();
}

function commonArguments(
  setting: ConmonSetting,
  container: string,
  unique: string,
  directory: string,
): string[] {
  return [
    ['--api-version', '1', '-c', container, '-u', unique],
    ['-r', setting.runtime, '--runtime-arg', `--root=${setting.stateRoot}`],
    ['-b', directory, '-p', join(directory, 'pidfile')],
    ['--conmon-pidfile', join(directory, 'conmon.pid'), '--full-attach'],
  ].flat();
}

function streamArguments(process: { terminal: boolean; stdin: boolean }): string[] {
  return [process.terminal ? ['-t'] : [], process.stdin ? ['-i'] : []].flat();
}

/** conmon 2.1 writes one format of log file; Docker's json-file is made from it on reading. */
function logArgument(bundle: Bundle): string {
  if (bundle.logDriver === 'passthrough') return 'passthrough';
  if (bundle.logDriver === 'none' || !bundle.logPath) return 'none';
  return `k8s-file:${bundle.logPath}`;
}
