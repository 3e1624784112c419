import type { Action, ContainerAction, Create, NetworkAction, PodAction, Slot } from './action.ts';
import { act, isUp } from './model-container.ts';
import type { ModelContainer } from './model-container.ts';
import { actOnPod, stateOfPod } from './model-pod.ts';
import type { Members, ModelPod } from './model-pod.ts';

/** What the engine has to answer, and what it has to say when asked for more. */
export interface Expected {
  readonly status: number;
  /** Exit code that a wait or an exec tells. */
  readonly exitCode?: number;
  /** Containers that were started and end on their own, with what code. */
  readonly ends?: readonly (readonly [Slot, number])[];
}

/**
 * An engine that is nothing but its state: what the clauses say of containers, volumes, tags,
 * networks and pods. `apply` answers and moves on.
 */
export class Model {
  readonly containers = new Map<Slot, ModelContainer>();
  readonly volumes = new Set<Slot>();
  readonly tags = new Set<Slot>();
  readonly networks = new Set<Slot>();
  readonly pods = new Map<Slot, ModelPod>();

  /** The same state, to try out what an action would do. */
  clone(): Model {
    const copy = new Model();
    for (const [slot, one] of this.containers) {
      copy.containers.set(slot, { ...one, networks: one.networks && new Set(one.networks) });
    }
    for (const [slot, { infra }] of this.pods) copy.pods.set(slot, { infra: { ...infra } });
    for (const kind of ['volumes', 'tags', 'networks'] as const) {
      for (const slot of this[kind]) copy[kind].add(slot);
    }
    return copy;
  }

  /**
   * Whether the action is one that nothing is promised about: waiting for what stays, and what
   * joins something that is not there, or takes away what stopped containers are made for.
   */
  isOpen(action: Action): boolean {
    const container = 'slot' in action ? this.containers.get(action.slot) : undefined;
    const isMember = container?.pod !== undefined;
    const { kind } = action;
    if (kind === 'wait') return container !== undefined && isUp(container);
    if (kind === 'create')
      return action.network !== undefined && !this.networks.has(action.network);
    if (kind === 'connect' || kind === 'disconnect') {
      return isMember || !this.networks.has(action.network);
    }
    if (kind === 'remove-network') return this.#on(action.network).some((one) => !isUp(one));
    if (kind === 'join') return !this.pods.has(action.pod);
    if (kind !== 'start' && kind !== 'restart') return false;
    return isMember && this.#infraOf(container)?.state !== 'running';
  }

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
      case 'create-network':
      case 'remove-network':
      case 'connect':
      case 'disconnect':
        return this.#onNetwork(action);
      case 'create-pod':
      case 'join':
      case 'start-pod':
      case 'stop-pod':
      case 'kill-pod':
      case 'pause-pod':
      case 'unpause-pod':
      case 'restart-pod':
      case 'remove-pod':
        return this.#onPod(action);
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

  /** The state of a pod that is there. */
  podState(pod: Slot): string {
    return stateOfPod(this.pods.get(pod)!, this.#members(pod));
  }

  #create({ slot, program, volume, network }: Create): Expected {
    if (this.containers.has(slot)) return { status: 409 };
    if (volume !== undefined) this.volumes.add(volume);
    const networks = network === undefined ? undefined : new Set([network]);
    this.#add(slot, { program, volume, networks, pod: undefined });
    return { status: 201 };
  }

  #add(slot: Slot, made: Omit<ModelContainer, 'state' | 'exitCode'>): void {
    this.containers.set(slot, { state: 'created', exitCode: 0, ...made });
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
    if (action.kind !== 'remove') return act(container, action);
    if (isUp(container) && !action.force) return { status: 409 };
    this.containers.delete(action.slot);
    return { status: 204 };
  }

  #on(network: Slot): ModelContainer[] {
    return [...this.containers.values()].filter(({ networks }) => networks?.has(network));
  }

  #onNetwork(action: NetworkAction): Expected {
    const { kind, network } = action;
    const isThere = this.networks.has(network);
    if (kind === 'create-network') {
      this.networks.add(network);
      return { status: isThere ? 409 : 201 };
    }
    if (!isThere) return { status: 404 };
    if ('slot' in action) {
      const container = this.containers.get(action.slot);
      return container ? join(container, action.kind, network) : { status: 404 };
    }
    if (this.#on(network).some(isUp)) return { status: 403 };
    this.networks.delete(network);
    return { status: 204 };
  }

  #members(pod: Slot): Members {
    return [...this.containers].filter(([, container]) => container.pod === pod);
  }

  #infraOf({ pod }: ModelContainer): ModelPod['infra'] | undefined {
    return pod === undefined ? undefined : this.pods.get(pod)?.infra;
  }

  #onPod(action: PodAction): Expected {
    const pod = this.pods.get(action.pod);
    if (action.kind === 'create-pod') {
      if (pod) return { status: 409 };
      this.pods.set(action.pod, { infra: { state: 'created', exitCode: 0 } });
      return { status: 201 };
    }
    if (!pod) return { status: 404 };
    if (action.kind === 'join') {
      if (this.containers.has(action.slot)) return { status: 409 };
      const { program } = action;
      const own = { program, volume: undefined, networks: undefined, pod: action.pod };
      this.#add(action.slot, own);
      return { status: 201 };
    }
    const members = this.#members(action.pod);
    if (action.kind !== 'remove-pod') return actOnPod(pod, members, action.kind);
    if (!action.force && members.some(([, member]) => isUp(member))) return { status: 500 };
    for (const [slot] of members) this.containers.delete(slot);
    this.pods.delete(action.pod);
    return { status: 200 };
  }
}

/** A container without a network cannot have one; one that does not run may join one twice. */
function join(container: ModelContainer, kind: 'connect' | 'disconnect', network: Slot): Expected {
  const { networks } = container;
  if (kind === 'disconnect') return { status: networks?.delete(network) ? 200 : 500 };
  if (!networks) return { status: 400 };
  if (networks.has(network) && isUp(container)) return { status: 403 };
  networks.add(network);
  return { status: 200 };
}
