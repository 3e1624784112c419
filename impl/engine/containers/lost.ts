import { readFileSync } from 'node:fs';
import { isAlive } from '../../runtime/processes.ts';
import type { ExitReport } from '../../runtime/types.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { finish } from './finish.ts';
import { followUp } from './settle.ts';

/** What a container without any trace of its end is said to have exited with; Docker's figure. */
const LOST_EXIT_CODE = 255;
/** Milliseconds between looks. A look is a read from /proc for each container that runs. */
const INTERVAL = 2000;

/** Of a run whose end nobody saw: the host went down with it, or somebody killed conmon too. */
export function lostReport(id: string): ExitReport {
  return { id, exitCode: LOST_EXIT_CODE, finishedAt: Date.now(), oomKilled: false };
}

/** Process 1 is the one of the record, or conmon is about to write down how it ended. */
export function isStillThere({ record }: Container): boolean {
  return isAlive({ pid: record.pid, start: record.pidStart }) || hasConmon(record);
}

function hasConmon({ conmonPid, id }: { conmonPid: number; id: string }): boolean {
  if (conmonPid <= 0) return false;
  try {
    return readFileSync(`/proc/${conmonPid}/cmdline`, 'latin1').includes(id);
  } catch {
    return false;
  }
}

/**
 * Sees to it that a container whose conmon was killed does not run for ever in the records: conmon
 * is the one that tells of ends.
 * @returns ends the watch
 */
export function watchForLost(context: Context): () => void {
  const timer = setInterval(() => {
    for (const container of context.registry.all()) {
      if (!container.hasProcess || isStillThere(container)) continue;
      endLost(context, container).catch((error: unknown) => {
        context.log.error(`recording the end of container ${container.id} failed`, error);
      });
    }
  }, INTERVAL).unref();
  return () => clearInterval(timer);
}

async function endLost(context: Context, container: Container): Promise<void> {
  await container.unlessGone(async () => {
    if (!container.hasProcess || isStillThere(container)) return;
    const report = await context.exits.read(container.id);
    await finish(context, container, report ?? lostReport(container.id));
    await followUp(context, container);
  });
}
