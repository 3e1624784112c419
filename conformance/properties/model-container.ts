import type { ContainerAction, Program, Slot } from './action.ts';
import type { Expected } from './model.ts';

export type State = 'created' | 'running' | 'paused' | 'exited';

export interface ModelContainer {
  state: State;
  exitCode: number;
  readonly program: Program;
  readonly volume: Slot | undefined;
  /** The networks that it is on; undefined when it has none and can have none. */
  readonly networks: Set<Slot> | undefined;
  readonly pod: Slot | undefined;
}

/** Exit codes of processes that a signal ended: 128 and the signal's number. */
const KILLED = 137;

export function isUp({ state }: { state: State }): boolean {
  return state === 'running' || state === 'paused';
}

/** What a verb answers for a container in this state, and what becomes of the container. */
export function act(
  container: ModelContainer,
  action: Exclude<ContainerAction, { kind: 'remove' }>,
): Expected {
  const { state } = container;
  switch (action.kind) {
    case 'start':
      if (state === 'running') return { status: 304 };
      if (state === 'paused') return { status: 409 };
      return { status: 204, ...ends(action.slot, run(container)) };
    case 'stop':
      if (!isUp(container)) return { status: 304 };
      kill(container);
      return { status: 204 };
    case 'kill':
      if (!isUp(container)) return { status: 409 };
      kill(container);
      return { status: 204 };
    case 'pause':
      if (state !== 'running') return { status: 409 };
      container.state = 'paused';
      return { status: 204 };
    case 'unpause':
      if (state !== 'paused') return { status: 500 };
      container.state = 'running';
      return { status: 204 };
    case 'restart':
      return { status: 204, ...ends(action.slot, run(container)) };
    case 'wait':
      return { status: isUp(container) ? 0 : 200, exitCode: container.exitCode };
    case 'exec':
      return state === 'running' ? { status: 201, exitCode: action.exitCode } : { status: 409 };
  }
}

/** One that does not stay has ended by the time that somebody asks. @returns its code then */
export function run(container: ModelContainer): number | undefined {
  container.state = 'running';
  container.exitCode = 0;
  if (container.program === 'stay') return undefined;
  container.state = 'exited';
  container.exitCode = container.program === 'succeed' ? 0 : 3;
  return container.exitCode;
}

export function kill(container: Pick<ModelContainer, 'state' | 'exitCode'>): void {
  container.state = 'exited';
  container.exitCode = KILLED;
}

function ends(slot: Slot, code: number | undefined): Pick<Expected, 'ends'> {
  return code === undefined ? {} : { ends: [[slot, code]] };
}
