import { InternalError } from '../../errors.ts';
import type { ExitReport } from '../../runtime/types.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { processStart } from '../../runtime/processes.ts';
import { tellNetworks } from './network.ts';
import type { ContainerRecord } from './record.ts';
import { unmountRoot } from './root-fs.ts';
import { releaseVolumes } from './volumes.ts';
import { unmountOverlays } from './overlays.ts';
import { unmountShm } from './shm.ts';

/** How long conmon may take to write the exit file after the kill, in milliseconds. */
const patience = 10_000;

/**
 * An ended container's kernel objects go, then its end is recorded and told. In this order, so
 * that whoever waited finds its ports free again. The caller holds the lock.
 */
export async function finish(
  context: Context,
  container: Container,
  report: ExitReport,
): Promise<void> {
  const { record } = container;
  await releaseKernelObjects(context, record);
  container.passing = undefined;
  container.killed = false;
  Object.assign(record, {
    state: 'exited',
    pid: 0,
    pidStart: 0,
    conmonPid: 0,
    exitCode: report.exitCode,
    // A file's time is the kernel's tick, up to some milliseconds old.
    finishedAt: Math.max(report.finishedAt, record.startedAt),
    oomKilled: report.oomKilled,
  });
  context.table.saveState(record);
  // Only now: until the row is written the file is the one witness of the exit code.
  await context.exits.forget(record.id);
  if (report.oomKilled) context.emit({ action: 'oom', record, only: 'compat' });
  context.emit({
    action: 'die',
    record,
    attributes: { exitCode: String(report.exitCode) },
  });
  tellNetworks(context, record, 'disconnect');
  context.emit({ action: 'cleanup', record, only: 'libpod' });
  container.waiters.tell({ kind: 'exit', exitCode: report.exitCode });
}

/** Everything that a run made in the kernel and on the run root; each step is tried, whatever the others do. */
export async function releaseKernelObjects(
  context: Context,
  record: ContainerRecord,
): Promise<void> {
  const { id } = record;
  const attempt = async (step: () => unknown) => {
    try {
      await step();
    } catch (error) {
      context.log.error(`cleaning up after container ${id} failed`, error);
    }
  };
  await Promise.all([
    attempt(() => context.network.tearDown(id)),
    // The mounts go after the runtime's own, and also when the runtime fails.
    // With a time limit conmon tells of the end a moment before it kills.
    attempt(() => context.runtime.delete(id, { force: true })).then(async () => {
      await attempt(() => unmountOverlays(context, record));
      await attempt(() => unmountShm(context.directories, record));
      await attempt(() => unmountRoot(context, record));
    }),
    attempt(() => releaseVolumes(context, record)),
  ]);
}

/** Kills the container and records and tells its end. The caller holds the lock. */
export async function killAndFinish(context: Context, container: Container): Promise<void> {
  const { record } = container;
  record.stoppedByUser = true;
  await context.runtime.kill(record.id, 9, { all: true });
  if (record.state === 'paused') await context.runtime.resume(record.id);
  context.emit({ action: 'kill', record, attributes: { signal: '9' }, only: 'compat' });
  await finish(context, container, await reportOfKilled(context, record));
}

/** Takes back an initialisation: nobody hears of an end, for nothing ran. */
export async function undoInitialise(context: Context, record: ContainerRecord): Promise<void> {
  await endUnstarted(context, record);
  await releaseKernelObjects(context, record);
}

/** Ends a process that was made but not started, and forgets it: no exit is recorded. */
export async function endUnstarted(context: Context, record: ContainerRecord): Promise<void> {
  await context.runtime.kill(record.id, 9, { all: true });
  // conmon must have had its say, or its exit file would end the next run.
  await reportOfKilled(context, record);
  await context.runtime.delete(record.id, { force: true });
  await context.exits.forget(record.id);
}

/**
 * conmon's report, or, should conmon be dead itself, one in its place: the process is gone by
 * our kill.
 */
async function reportOfKilled(context: Context, record: ContainerRecord): Promise<ExitReport> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<ExitReport>((resolve, reject) => {
    timer = setTimeout(() => {
      if (processStart(record.pid) === record.pidStart) {
        reject(new InternalError(`container ${record.id} does not end after SIGKILL`));
      } else {
        resolve({ id: record.id, exitCode: 137, finishedAt: Date.now(), oomKilled: false });
      }
    }, patience);
  });
  try {
    return await Promise.race([context.exits.wait(record.id), late]);
  } finally {
    clearTimeout(timer);
  }
}
