import type { Container } from './container.ts';
import type { Context } from './context.ts';
import type { ContainerRecord } from './record.ts';
import { launch, startDependencies } from './start.ts';

/** Docker's figures: the wait doubles from 100 ms to a minute, and a run of 10 s starts it over. */
const firstDelay = 100;
const longestDelay = 60_000;
const goodRun = 10_000;

/** Whether the policy wants an ended container to run again. */
export function wantsRestart(record: ContainerRecord): boolean {
  if (record.stoppedByUser) return false;
  const { policy, tries = 0 } = record.config.restart;
  switch (policy) {
    case 'no':
      return false;
    case 'always':
    case 'unless-stopped':
      return true;
    case 'on-failure':
      return record.exitCode !== 0 && (tries === 0 || record.restartCount < tries);
  }
}

/** Whether a daemon that starts must start it: `always` even if somebody stopped it, as Docker does. */
export function wantsStartAtBoot(record: ContainerRecord): boolean {
  if (record.startedAt === 0) return false;
  return record.config.restart.policy === 'always' || wantsRestart(record);
}

/** Milliseconds to wait before the next try, from the last wait and how long it ran since. */
export function backOff(last: number | undefined, ranFor: number): number {
  if (last === undefined || ranFor >= goodRun) return firstDelay;
  return Math.min(last * 2, longestDelay);
}

/** Starts the container again after its back-off, unless somebody cancels. The caller holds the lock. */
export function scheduleRestart(context: Context, container: Container): void {
  const { record } = container;
  container.backOff = backOff(container.backOff, record.finishedAt - record.startedAt);
  container.passing = 'restarting';
  const timer = setTimeout(() => {
    void restartNow(context, container).catch((error: unknown) => {
      context.log.warn(`restarting container ${record.id} failed: ${String(error)}`);
    });
  }, container.backOff);
  container.cancelRestart = () => clearTimeout(timer);
}

async function restartNow(context: Context, container: Container): Promise<void> {
  if (container.passing === 'restarting') await startDependencies(context, container, 'libpod');
  await container.unlessGone(async () => {
    if (container.passing !== 'restarting') return;
    container.cancelBackOff();
    container.record.restartCount += 1;
    await launch(context, container);
  });
}
