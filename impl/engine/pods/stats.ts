import { InternalError } from '../../errors.ts';
import type { SamplePair, StatsOptions } from '../containers/stats.ts';
import type { Context } from './context.ts';
import { membersOf, stateOf } from './members.ts';

/** What a pod's container uses. */
export interface PodSample {
  podId: string;
  sample: SamplePair;
}

export interface PodStatsOptions extends Omit<StatsOptions, 'oneShot'> {
  /** Names or ids of pods; without any, those that run. */
  names: readonly string[];
  /** All pods. */
  all: boolean;
}

/**
 * What the running containers of pods use, round by round. Throws NotFound at once, and
 * InternalError, as Podman does, for names together with `all`.
 */
export function stats(context: Context, options: PodStatsOptions): AsyncIterable<PodSample[]> {
  const { names, all } = options;
  if (all && names.length > 0) {
    throw new InternalError('--all, --latest and arguments cannot be used together');
  }
  const named = names.map((name) => context.registry.find(name));
  const pods = () => {
    if (named.length > 0) return named;
    const ready = context.registry.all().filter(({ stage }) => stage === 'ready');
    return all ? ready : ready.filter((pod) => stateOf(context, pod) === 'Running');
  };
  const chosen = () =>
    pods().flatMap((pod) => membersOf(context, pod).filter(({ isLive }) => isLive));
  return withPods(context, context.containers.statsOf(chosen, options));
}

async function* withPods(
  context: Context,
  rounds: AsyncIterable<SamplePair[]>,
): AsyncGenerator<PodSample[]> {
  for await (const round of rounds) {
    yield round.map((sample) => {
      const podId = context.containers.record(sample.current.id)?.config.pod ?? '';
      return { podId, sample };
    });
  }
}
