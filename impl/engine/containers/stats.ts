import { setTimeout as sleep } from 'node:timers/promises';
import type { Figures } from '../../runtime/types.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';

/** One look at what a container uses. */
export interface Sample {
  id: string;
  name: string;
  /** Milliseconds since 1970; 0 when it never ran. */
  startedAt: number;
  /** Undefined while it does not run. */
  figures: Figures | undefined;
}

/** A look, and the one before it: a share of the processors is told by two. */
export interface SamplePair {
  current: Sample;
  previous: Sample | undefined;
}

export interface StatsOptions {
  /** Go on until the container is removed; else one pair. */
  stream: boolean;
  /** Do not wait for a second look where one was asked for. */
  oneShot: boolean;
  /** Milliseconds between looks. */
  interval: number;
  signal: AbortSignal;
}

/** What the container uses at this moment. */
export function sample(context: Context, { record }: Container): Sample {
  const { id, name, startedAt, config, state, pid } = record;
  const runs = state === 'running' || state === 'paused';
  // Another's network, or the host's, tells nothing of this container.
  const ownNetwork = config.namespaces.network?.mode !== 'host';
  const figures = runs ? context.runtime.figures(id, ownNetwork ? pid : 0) : undefined;
  return { id, name, startedAt, figures };
}

/**
 * Looks at a container again and again. The first pair of a stream comes at once, without a look
 * before it; a single pair comes with one, unless it is to come at once.
 */
export async function* stats(
  context: Context,
  container: Container,
  { stream, oneShot, interval, signal }: StatsOptions,
): AsyncGenerator<SamplePair> {
  let previous: Sample | undefined;
  if (!stream && !oneShot) {
    previous = sample(context, container);
    if (previous.figures) await pause(interval, signal);
  }
  for (;;) {
    const current = sample(context, container);
    yield { current, previous };
    previous = current;
    if (!stream || !(await pause(interval, signal)) || container.gone) return;
  }
}

/** One look per round at several containers, which may change from round to round. */
export async function* statsOfMany(
  context: Context,
  chosen: () => Container[],
  { stream, interval, signal }: Omit<StatsOptions, 'oneShot'>,
): AsyncGenerator<SamplePair[]> {
  let previous = new Map<string, Sample>();
  for (;;) {
    const round = chosen().map((container) => {
      const current = sample(context, container);
      return { current, previous: previous.get(current.id) };
    });
    yield round;
    previous = new Map(round.map(({ current }) => [current.id, current]));
    if (!stream || !(await pause(interval, signal))) return;
  }
}

/** False when the client left meanwhile. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await sleep(milliseconds, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
