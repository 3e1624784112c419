import type { Action, Program, Slot } from './action.ts';

export type State = 'created' | 'running' | 'paused' | 'exited';

export interface ModelContainer {
  state: State;
  exitCode: number;
  readonly program: Program;
  readonly volume: Slot | undefined;
}

/** What the engine has to answer, and what it has to say when asked for more. */
export interface Expected {
  readonly status: number;
  /** Exit code that a wait or an exec tells. */
  readonly exitCode?: number;
}

/** What is asked of one container that may or may not be there. */
type ContainerAction = Exclude<Extract<Action, { slot: Slot }>, { kind: 'create' | 'rename' }>;

/** Exit codes of processes that a signal ended: 128 and the signal's number. */
const KILLED = 137;

/**
 * An engine that is nothing but its state: what the compat tree's clauses say of containers,
 * volumes and tags. `apply` answers and moves on.
 */
export class Model {
  readonly containers = new Map<Slot, ModelContainer>();
  readonly volumes = new Set<Slot>();
  readonly tags = new Set<Slot>();

  apply(action: Action): Expected {
    switch (action.kind) {
      case 'create':
        return this.#create(action);
      case 'rename':
        return this.#rename(action.slot, action.to);
      case 'create-volume':
        this.volumes.add(action.volume);
        return { status: 201 };
      case 'remove-volume':
        return this.#removeVolume(action.volume);
      case 'tag':
        this.tags.add(action.tag);
        return { status: 201 };
      case 'untag':
        return { status: this.tags.delete(action.tag) ? 200 : 404 };
      case 'start':
      case 'stop':
      case 'kill':
      case 'pause':
      case 'unpause':
      case 'restart':
      case 'wait':
      case 'remove':
      case 'exec':
        return this.#onContainer(action);
    }
  }

  #create({ slot, program, volume }: Extract<Action, { kind: 'create' }>): Expected {
    if (this.containers.has(slot)) return { status: 409 };
    if (volume !== undefined) this.volumes.add(volume);
    this.containers.set(slot, { state: 'created', exitCode: 0, program, volume });
    return { status: 201 };
  }

  #rename(slot: Slot, to: Slot): Expected {
    const container = this.containers.get(slot);
    if (!container) return { status: 404 };
    if (slot === to) return { status: 400 };
    if (this.containers.has(to)) return { status: 409 };
    this.containers.delete(slot);
    this.containers.set(to, container);
    return { status: 204 };
  }

  #removeVolume(volume: Slot): Expected {
    if (!this.volumes.has(volume)) return { status: 404 };
    if ([...this.containers.values()].some((container) => container.volume === volume)) {
      return { status: 409 };
    }
    this.volumes.delete(volume);
    return { status: 204 };
  }

  #onContainer(action: ContainerAction): Expected {
    const container = this.containers.get(action.slot);
    if (!container) return { status: 404 };
    const { state } = container;
    const up = state === 'running' || state === 'paused';
    switch (action.kind) {
      case 'start':
        if (state === 'running') return { status: 304 };
        if (state === 'paused') return { status: 409 };
        return { status: 204, ...start(container) };
      case 'stop':
        if (!up) return { status: 304 };
        end(container, KILLED);
        return { status: 204 };
      case 'kill':
        if (!up) return { status: 409 };
        end(container, KILLED);
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
        return { status: 204, ...start(container) };
      case 'wait':
        return { status: up ? 0 : 200, exitCode: container.exitCode };
      case 'remove':
        if (up && !action.force) return { status: 409 };
        this.containers.delete(action.slot);
        return { status: 204 };
      case 'exec':
        return state === 'running' ? { status: 201, exitCode: action.exitCode } : { status: 409 };
    }
  }
}

/** One that does not stay has ended by the time the performer asks, with this code. */
function start(container: ModelContainer): { exitCode?: number } {
  container.state = 'running';
  container.exitCode = 0;
  if (container.program === 'stay') return {};
  end(container, container.program === 'succeed' ? 0 : 3);
  return { exitCode: container.exitCode };
}

function end(container: ModelContainer, exitCode: number): void {
  container.state = 'exited';
  container.exitCode = exitCode;
}
