import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Address } from '../tap/address.ts';
import type { Action } from '../properties/action.ts';
import { Session } from '../properties/engine.ts';
import type { Answered, Observation } from '../properties/engine.ts';
import { Model } from '../properties/model.ts';
import type { Expected } from '../properties/model.ts';
import type { Seen } from './divergences.ts';

export interface Engine {
  readonly name: string;
  readonly address: Address;
}

/**
 * The same actions on two engines, side by side; the model only tells which state a difference
 * belongs to. Whatever the engines answer, the sequence goes on as long as both end in the same
 * state, since after that every later difference would be a consequence.
 * @param over no further action is begun once it is aborted
 */
export async function compareSequence(
  engines: readonly [Engine, Engine],
  actions: readonly Action[],
  over?: AbortSignal,
): Promise<Seen[]> {
  const sessions = await Promise.all(engines.map(({ address }) => Session.open(address)));
  const model = new Model();
  const seen: Seen[] = [];
  try {
    for (const action of actions) {
      if (over?.aborted) break;
      const state = stateOf(model, action);
      if (model.isOpen(action)) continue;
      const { ends } = model.apply(action);
      const answers = await Promise.all(sessions.map((session) => act(session, action, ends)));
      const says = (field: 'status' | 'exitCode') =>
        Object.fromEntries(engines.map(({ name }, index) => [name, answers[index]?.[field]]));
      for (const field of ['status', 'exitCode'] as const) {
        if (answers[0]?.[field] === answers[1]?.[field]) continue;
        seen.push({ action: action.kind, state, field, says: says(field) });
      }
      const parted = await compareStates(engines, sessions, action, state);
      if (parted) return [...seen, parted];
    }
    return seen;
  } finally {
    await Promise.all(sessions.map((session) => session.clear()));
  }
}

/** A program that does not stay is waited for, so that both engines are past its end. */
async function act(
  session: Session,
  action: Action,
  ends: Expected['ends'] = [],
): Promise<Answered> {
  const answer = await session.perform(action);
  if (answer.status >= 300) return answer;
  let told: Answered = answer;
  for (const [slot, code] of ends) {
    const exitCode = await session.waitFor(slot);
    if (told.exitCode === undefined || exitCode !== code) told = { ...told, exitCode };
  }
  return told;
}

async function compareStates(
  engines: readonly [Engine, Engine],
  sessions: readonly Session[],
  action: Action,
  state: string,
): Promise<Seen | undefined> {
  const observed = await observeSettled(sessions);
  if (!observed) return undefined;
  const states = observed.map((all) => stateIn(all, action));
  const ofIt = states[0] !== states[1];
  return {
    action: action.kind,
    state,
    field: ofIt ? 'state' : 'observed',
    says: Object.fromEntries(
      engines.map(({ name }, index) => [
        name,
        ofIt ? (states[index] ?? 'absent') : JSON.stringify(observed[index]),
      ]),
    ),
  };
}

/** What is told of the container or pod that was acted on. */
function stateIn({ containers, pods }: Observation, action: Action): string | undefined {
  if ('slot' in action) return containers[String(action.slot)];
  return 'pod' in action ? pods[String(action.pod)] : undefined;
}

/** Milliseconds that engines have until they list what they have done. */
const SETTLED = 3000;

/**
 * What both list, when it is not the same and stays so: Docker lists an end a moment after it, and
 * Podman fails to list while somebody removes a container.
 */
async function observeSettled(sessions: readonly Session[]): Promise<Observation[] | undefined> {
  const until = Date.now() + SETTLED;
  for (;;) {
    const seen = await Promise.allSettled(sessions.map((session) => session.observe()));
    const failed = seen.find(({ status }) => status === 'rejected');
    const observed = seen.flatMap((one) => (one.status === 'fulfilled' ? settled(one.value) : []));
    if (!failed && isDeepStrictEqual(observed[0], observed[1])) return undefined;
    if (Date.now() > until) {
      if (failed) throw (failed as PromiseRejectedResult).reason;
      return observed;
    }
    await delay(50);
  }
}

/**
 * Podman says `stopped` for a moment, until it has cleaned up after the process; Podman 3 lists
 * networks only of what runs.
 */
function settled(observation: Observation): Observation {
  const states = Object.entries(observation.containers);
  const isUp = (slot: string) => ['running', 'paused'].includes(observation.containers[slot] ?? '');
  return {
    ...observation,
    containers: Object.fromEntries(
      states.map(([slot, state]) => [slot, state === 'stopped' ? 'exited' : state]),
    ),
    connections: Object.fromEntries(
      Object.entries(observation.connections).filter(([slot]) => isUp(slot)),
    ),
  };
}

/** State of the container, or of the pod, that it is asked of. */
function stateOf(model: Model, action: Action): string {
  if ('slot' in action) return model.containers.get(action.slot)?.state ?? 'absent';
  if (!('pod' in action)) return 'none';
  return model.pods.has(action.pod) ? model.podState(action.pod) : 'absent';
}
