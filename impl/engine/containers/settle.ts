import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { discard } from './discard.ts';
import { finish } from './finish.ts';
import { scheduleRestart, wantsRestart } from './restart-policy.ts';

/**
 * Looks whether a container that ran has ended, and if so records it. Safe to call at any time,
 * any number of times: what counts is the record and the exit file.
 */
export async function settle(context: Context, container: Container): Promise<void> {
  await container.unlessGone(async () => {
    if (!container.hasProcess) return;
    const report = await context.exits.read(container.id);
    if (!report) return;
    await finish(context, container, report);
    await followUp(context, container);
  });
}

/** What comes after an end that nobody drives on by hand: the next try, the removal, or nothing. */
export async function followUp(context: Context, container: Container): Promise<void> {
  const restarts = !container.kept && wantsRestart(container.record);
  if (restarts) scheduleRestart(context, container);
  container.tellState();
  if (!restarts && !container.kept && container.record.config.autoRemove) {
    await discard(context, container, { volumes: true });
  }
  if (!restarts && !container.kept) context.pods.ended(container.record);
}
