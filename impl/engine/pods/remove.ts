import { InternalError } from '../../errors.ts';
import type { Container } from '../containers/container.ts';
import { tell } from './context.ts';
import type { Context } from './context.ts';
import { podGroup } from './groups.ts';
import { membersOf } from './members.ts';
import { backwards } from './order.ts';
import type { PodRecord } from './record.ts';
import { leaveService, removeLeftServices } from './service.ts';

export interface RemovePodOptions {
  /** Ends what runs. */
  force: boolean;
  /** Seconds between stop signal and kill of what runs; killed at once when absent. */
  timeout?: number;
}

/** Removals that are under way: whoever comes second waits for the first. */
const running = new WeakMap<PodRecord, Promise<void>>();

/**
 * The `remove` verb: the containers, dependants first, and the pod. Marked first; a daemon that
 * dies meanwhile leaves it to the next one. Throws NotFound, and InternalError as Podman does when
 * containers besides the infra container run and `force` is not given. Returns the id.
 */
export async function remove(
  context: Context,
  name: string,
  options: RemovePodOptions,
): Promise<string> {
  const pod = context.registry.find(name);
  const work = running.get(pod) ?? begin(context, pod, options);
  running.set(pod, work);
  await work.finally(() => running.delete(pod));
  return pod.id;
}

async function begin(context: Context, pod: PodRecord, options: RemovePodOptions): Promise<void> {
  if (!options.force) refuseRunning(pod, membersOf(context, pod));
  context.registry.update(pod, { stage: 'removing' });
  try {
    await removeMembers(context, pod, options);
  } catch (error) {
    context.registry.update(pod, { stage: 'ready' });
    throw error;
  }
  forget(context, pod);
  tell(context, 'remove', pod);
  await leaveService(context, pod);
}

/** An infra container alone does nothing that could be lost. */
function refuseRunning(pod: PodRecord, members: readonly Container[]): void {
  const errors = members
    .filter(({ id, state, isLive }) => id !== pod.infraId && (isLive || state === 'restarting'))
    .map(
      ({ id, state }) =>
        new Error(
          `cannot remove container ${id} as it is ${state} - running or paused containers cannot be removed without force: container state improper`,
        ),
    );
  if (errors.length > 0) throw together(pod, errors);
}

/** Ends and removes every container of the pod, running infra containers included. */
async function removeMembers(
  context: Context,
  pod: PodRecord,
  options: RemovePodOptions,
): Promise<void> {
  const members = membersOf(context, pod).map(({ id, record }) => {
    return { id, dependencies: record.config.dependencies };
  });
  const common = { tree: 'libpod', volumes: true, ignore: true, withPod: true } as const;
  const timeout = options.timeout === undefined ? {} : { timeout: options.timeout };
  const outcomes = await backwards(members, async (id) => {
    const force = options.force || id === pod.infraId;
    await context.containers.remove(id, { ...common, ...timeout, force });
  });
  const errors = [...outcomes.values()].filter((error) => error !== undefined);
  if (errors.length > 0) throw together(pod, errors);
}

function together(pod: PodRecord, errors: readonly Error[]): InternalError {
  const words = errors.map(({ message }) => message).join('; ');
  return new InternalError(`removing pod ${pod.id}: ${words}`, { cause: errors[0] });
}

function forget(context: Context, pod: PodRecord): void {
  const group = podGroup(pod);
  if (group !== undefined) context.groups.removeGroup(group);
  context.registry.delete(pod);
}

/** After a start of the daemon: pods that were half made or half removed go, and what stood for them. */
export async function finishRemovals(context: Context): Promise<void> {
  for (const pod of context.registry.all()) {
    if (pod.stage === 'ready') continue;
    await removeMembers(context, pod, { force: true });
    forget(context, pod);
  }
  await removeLeftServices(context);
}
