import { NotModified } from '../../errors.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { describeState, wrongState } from './errors.ts';
import { killAndFinish } from './finish.ts';
import { followUp } from './settle.ts';
import { parseSignal } from './signals.ts';
import type { Tree, Waiting } from './view.ts';

const defaultTimeout = 10;
const defaultSignal = 15;

/**
 * The `stop` verb: the stop signal, then after `timeout` seconds the kill; -1 waits for ever.
 * Throws NotModified when it does not run. The lock is held only while signals are sent, so a
 * long wait is in nobody's way.
 */
export async function stop(
  context: Context,
  name: string,
  options: { tree: Tree; timeout?: number; signal?: string },
): Promise<void> {
  const container = context.registry.find(name);
  const signal = options.signal ? parseSignal(options.signal) : undefined;
  const timeout = options.timeout ?? container.record.config.stopTimeout ?? defaultTimeout;
  const stopping = await container.exclusively(() =>
    beginStop(context, container, { tree: options.tree, timeout, signal }),
  );
  if (!stopping) return;
  const inTime = await endsWithin(stopping.wait, timeout);
  if (!inTime) await kill(context, container, stopping);
  await stopping.wait.result;
  context.emit({ action: 'stop', record: container.record, only: 'compat' });
}

interface Stopping {
  pid: number;
  wait: Waiting;
}

async function beginStop(
  context: Context,
  container: Container,
  { tree, timeout, signal: wanted }: { tree: Tree; timeout: number; signal: number | undefined },
): Promise<Stopping | undefined> {
  checkStoppable(container, tree);
  // Podman takes it for done.
  if (container.state === 'created') return undefined;
  const { record } = container;
  record.stoppedByUser = true;
  context.table.saveState(record);
  if (container.state === 'restarting') {
    container.cancelBackOff();
    container.tellState();
    return undefined;
  }
  const wait = container.waiters.add(['next-exit']);
  const stopping = { pid: record.pid, wait };
  // One that was only initialised has nothing that could handle a signal.
  if (timeout === 0 || record.state === 'initialized') {
    await killAndFinish(context, container);
    await followUp(context, container);
    return stopping;
  }
  container.passing = 'stopping';
  container.tellState();
  const signal = wanted ?? record.config.stopSignal ?? defaultSignal;
  await context.runtime.kill(record.id, signal);
  const attributes = { signal: String(signal) };
  context.emit({ action: 'kill', record, attributes, only: 'compat' });
  if (record.state === 'paused') {
    await context.runtime.resume(record.id);
    record.state = 'running';
    context.table.saveState(record);
  }
  return stopping;
}

function checkStoppable(container: Container, tree: Tree): void {
  const { state, id } = container;
  if (state === 'exited' || (state === 'created' && tree === 'compat')) {
    throw new NotModified(`container ${id} is already stopped`);
  }
  const fits = ['created', 'initialized', 'running', 'stopping', 'restarting'].includes(state);
  if (fits || (state === 'paused' && tree === 'compat')) return;
  throw wrongState(
    tree,
    `can only stop created or running containers. ${describeState(container)}`,
  );
}

/** Whether the end came within so many seconds. */
async function endsWithin(wait: Waiting, seconds: number): Promise<boolean> {
  if (seconds < 0) return wait.result.then(() => true);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    // setTimeout takes at most 2^31-1 ms; nobody waits 24 days for a stop.
    timer = setTimeout(() => resolve(false), Math.min(seconds * 1000, 2 ** 31 - 1));
  });
  try {
    return await Promise.race([wait.result.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Kills the run that was asked to stop, if it is still that run. */
async function kill(context: Context, container: Container, { pid }: Stopping): Promise<void> {
  await container.unlessGone(async () => {
    if (!container.hasProcess || container.record.pid !== pid) return;
    await killAndFinish(context, container);
    await followUp(context, container);
  });
}
