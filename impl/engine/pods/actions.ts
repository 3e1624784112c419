import { Conflict, NotModified } from '../../errors.ts';
import type { Container } from '../containers/container.ts';
import { parseSignal } from '../containers/signals.ts';
import { tell } from './context.ts';
import type { Context } from './context.ts';
import { isInitial, runInitial } from './initial.ts';
import { membersOf } from './members.ts';
import { backwards, forwards } from './order.ts';
import type { Member, Outcomes } from './order.ts';
import type { PodRecord } from './record.ts';
import { endService, startService } from './service.ts';

/** What an action did: the pod, and why containers failed. */
export interface ActionReport {
  id: string;
  errors: string[];
}

const tree = 'libpod';

/**
 * Starts every container that does not run, dependencies first, once the init containers have ended
 * well. Throws NotModified when all run, InternalError when an init container fails.
 */
export async function start(context: Context, name: string): Promise<ActionReport> {
  const pod = usable(context, name);
  const all = someMembers(context, pod);
  const members = all.filter((one) => !isInitial(one));
  if (members.every(({ state }) => state === 'running')) {
    throw new NotModified(`pod ${pod.id} is already running`);
  }
  await startService(context, pod);
  await runInitial(context, pod, all.filter(isInitial));
  const outcomes = await forwards(members.map(member), (id) =>
    unlessDone(context.containers.start(id, tree)),
  );
  tell(context, 'start', pod);
  return report(pod, outcomes, 'starting');
}

/**
 * Stops every container that runs, dependants first.
 * @param timeout seconds between stop signal and kill; each container's own when undefined
 * @throws NotModified when none runs
 */
export async function stop(
  context: Context,
  name: string,
  timeout: number | undefined,
): Promise<ActionReport> {
  const pod = usable(context, name);
  const members = membersOf(context, pod);
  if (!members.some(isUp)) throw new NotModified(`pod ${pod.id} is already stopped`);
  const options = { tree, ...(timeout === undefined ? {} : { timeout }) } as const;
  const outcomes = await backwards(members.map(member), (id) =>
    unlessDone(context.containers.stop(id, options)),
  );
  tell(context, 'stop', pod);
  endService(context, pod);
  return report(pod, outcomes, 'stopping');
}

/** Stops and starts every container, and starts those that did not run, dependencies first. */
export async function restart(context: Context, name: string): Promise<ActionReport> {
  const pod = usable(context, name);
  const members = someMembers(context, pod);
  await startService(context, pod);
  await thaw(context, members);
  const outcomes = await forwards(members.map(member), (id) =>
    context.containers.restart(id, { tree }),
  );
  // As Podman tells it.
  tell(context, 'stop', pod);
  tell(context, 'start', pod);
  return report(pod, outcomes, 'restarting');
}

/** Signals every running container. Throws BadParameter for no signal, Conflict when none runs. */
export async function kill(context: Context, name: string, signal: string): Promise<ActionReport> {
  const pod = usable(context, name);
  parseSignal(signal);
  const running = membersOf(context, pod).filter(({ state }) => state === 'running');
  if (running.length === 0) {
    throw new Conflict(`cannot kill a pod with no running containers: ${pod.id}`);
  }
  const outcomes = await backwards(running.map(member), (id) =>
    context.containers.kill(id, { tree, signal }),
  );
  tell(context, 'kill', pod);
  endService(context, pod);
  return report(pod, outcomes, 'killing');
}

/** Freezes every running container; that none runs is no error, as in Podman. */
export async function pause(context: Context, name: string): Promise<ActionReport> {
  const pod = usable(context, name);
  const running = membersOf(context, pod).filter(({ state }) => state === 'running');
  const outcomes = await backwards(running.map(member), (id) => context.containers.pause(id, tree));
  tell(context, 'pause', pod);
  return report(pod, outcomes, 'pausing');
}

/** Thaws every paused container; that none is paused is no error. */
export async function unpause(context: Context, name: string): Promise<ActionReport> {
  const pod = usable(context, name);
  const outcomes = await thaw(context, membersOf(context, pod));
  tell(context, 'unpause', pod);
  return report(pod, outcomes, 'unpausing');
}

function thaw(context: Context, members: readonly Container[]): Promise<Outcomes> {
  const paused = members.filter(({ state }) => state === 'paused');
  return forwards(paused.map(member), (id) => context.containers.unpause(id, tree));
}

function usable({ registry }: Context, name: string): PodRecord {
  const pod = registry.find(name);
  if (pod.stage === 'ready') return pod;
  throw new Conflict(`pod ${pod.id} is being removed`);
}

function someMembers(context: Context, pod: PodRecord): Container[] {
  const members = membersOf(context, pod);
  if (members.length > 0) return members;
  throw new Conflict(
    `no containers in pod ${pod.id} have no dependencies, cannot start pod: no such container`,
    { rootCause: 'no such container' },
  );
}

/** Something of it could be stopped; a paused container cannot. */
function isUp({ state }: Container): boolean {
  return ['running', 'stopping', 'restarting', 'initialized'].includes(state);
}

function member({ id, record }: Container): Member {
  return { id, dependencies: record.config.dependencies };
}

async function unlessDone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof NotModified)) throw error;
  }
}

function report({ id }: PodRecord, outcomes: Outcomes, doing: string): ActionReport {
  const errors = [...outcomes].flatMap(([container, error]) =>
    error ? [`${doing} container ${container}: ${error.message}`] : [],
  );
  return { id, errors };
}
