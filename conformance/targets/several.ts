import { ensureImage } from '../suite/fixtures.ts';
import { targetByName } from './index.ts';
import type { RunningTarget } from './target.ts';

/** Targets that run at the same time, each with the fixture images. */
export interface Targets {
  readonly running: readonly RunningTarget[];
  /**
   * Stops every one, also when one fails to.
   * @throws AggregateError of those that failed
   */
  stop(): Promise<void>;
}

/**
 * Starts them one after the other; when one fails, those before it are stopped.
 * @throws TargetMissing when one cannot be run on this host
 */
export async function startTargets(names: readonly string[]): Promise<Targets> {
  const running: RunningTarget[] = [];
  const stop = () => stopAll(running);
  try {
    for (const name of names) {
      const target = await targetByName(name).start();
      running.push(target);
      await ensureImage(target.url);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { running, stop };
}

async function stopAll(targets: readonly RunningTarget[]): Promise<void> {
  const outcomes = await Promise.allSettled(targets.map((target) => target.stop()));
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
  );
  if (failures.length > 0) throw new AggregateError(failures, 'not every target stopped cleanly');
}
