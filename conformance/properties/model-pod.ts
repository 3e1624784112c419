import type { PodVerb, Slot } from './action.ts';
import { isUp, kill, run } from './model-container.ts';
import type { ModelContainer, State } from './model-container.ts';
import type { Expected } from './model.ts';

/** The container that holds what the others share. */
export interface ModelPod {
  readonly infra: { state: State; exitCode: number };
}

/** The containers of a pod by their slots, the one that holds it together aside. */
export type Members = readonly (readonly [Slot, ModelContainer])[];

/** A pod's state by those of its containers, as Podman tells it. */
export function stateOfPod({ infra }: ModelPod, members: Members): string {
  const states = [infra.state, ...members.map(([, { state }]) => state)];
  const every = (wanted: State) => states.every((state) => state === wanted);
  if (every('running')) return 'Running';
  if (states.includes('running')) return 'Degraded';
  if (every('paused')) return 'Paused';
  if (every('exited')) return 'Exited';
  return states.includes('exited') ? 'Stopped' : 'Created';
}

/** What a verb answers for a pod with these containers, and what becomes of them. */
export function actOnPod(pod: ModelPod, members: Members, verb: PodVerb): Expected {
  const { infra } = pod;
  const all = [infra, ...members.map(([, member]) => member)];
  const running = all.filter(({ state }) => state === 'running');
  switch (verb) {
    case 'start-pod':
      if (running.length === all.length) return { status: 304 };
      return startPod(pod, members);
    case 'restart-pod':
      infra.state = 'running';
      return { status: 200, ends: runAll(members) };
    case 'stop-pod':
      if (running.length === 0) return { status: 304 };
      for (const one of running) kill(one);
      return { status: all.some(isUp) ? 409 : 200 };
    case 'kill-pod':
      for (const one of running) kill(one);
      return { status: running.length === 0 ? 409 : 200 };
    case 'pause-pod':
      for (const one of running) one.state = 'paused';
      return { status: 200 };
    case 'unpause-pod':
      for (const one of all) if (one.state === 'paused') one.state = 'running';
      return { status: 200 };
  }
}

/** What is paused cannot be started, and without the infra container nothing can. */
function startPod({ infra }: ModelPod, members: Members): Expected {
  if (infra.state === 'paused') return { status: 409 };
  infra.state = 'running';
  const asleep = members.filter(([, { state }]) => state !== 'running' && state !== 'paused');
  const refused = members.some(([, { state }]) => state === 'paused');
  return { status: refused ? 409 : 200, ends: runAll(asleep) };
}

function runAll(members: Members): (readonly [Slot, number])[] {
  return members.flatMap(([slot, member]) => {
    const code = run(member);
    return code === undefined ? [] : [[slot, code] as const];
  });
}
