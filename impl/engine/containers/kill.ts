import { Conflict } from '../../errors.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { describeState } from './errors.ts';
import { parseSignal } from './signals.ts';
import type { Waiting } from './view.ts';

const SIGKILL = 9;
const SIGTERM = 15;

/** How long the answer to a SIGKILL waits for the end, in milliseconds; as long as Docker does. */
const patience = 10_000;

/**
 * The `kill` verb: any signal to process 1. After SIGKILL the answer waits for the end. Throws
 * Conflict when it does not run, BadParameter for a signal that does not exist.
 */
export async function kill(context: Context, name: string, signal = 'KILL'): Promise<void> {
  const number = parseSignal(signal === '' ? 'KILL' : signal);
  const container = context.registry.find(name);
  const ended = await container.exclusively(() => send(context, container, number));
  if (ended) await Promise.race([ended.result, delay(patience)]).finally(() => ended.cancel());
}

async function send(
  context: Context,
  container: Container,
  signal: number,
): Promise<Waiting | undefined> {
  const { record } = container;
  if (!container.isLive) {
    throw new Conflict(
      `can only kill running containers. ${describeState(container)}: container ${record.id} is not running: container state improper`,
      { rootCause: 'container state improper' },
    );
  }
  // Whoever signals by hand does not want the restart policy to work against him.
  record.stoppedByUser = true;
  context.table.saveState(record);
  const ended = signal === SIGKILL ? container.waiters.add(['next-exit']) : undefined;
  await context.runtime.kill(record.id, signal);
  container.killed ||= signal === SIGKILL;
  context.emit({ action: 'kill', record, attributes: { signal: String(signal) } });
  const ends = signal === SIGKILL || signal === (record.config.stopSignal ?? SIGTERM);
  if (ends && record.state === 'paused') {
    // A frozen process cannot die of it (cgroup v1), nor handle it; Docker thaws it too.
    await context.runtime.resume(record.id);
    record.state = 'running';
    context.table.saveState(record);
  }
  return ended;
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
