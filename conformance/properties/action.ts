import * as fc from 'fast-check';

/** Everything is named by small numbers, so that sequences meet again and again. */
export type Slot = 0 | 1 | 2 | 3;

/** What a container does: stays, ends well, or ends with code 3. */
export type Program = 'stay' | 'succeed' | 'fail';

export interface Create {
  readonly kind: 'create';
  readonly slot: Slot;
  readonly program: Program;
  readonly volume?: Slot;
  /** The network that it is on; none when left out. */
  readonly network?: Slot;
}

/** What is asked of one container that may or may not be there. */
export type ContainerAction =
  | {
      readonly kind: 'start' | 'stop' | 'kill' | 'pause' | 'unpause' | 'restart' | 'wait';
      readonly slot: Slot;
    }
  | { readonly kind: 'remove'; readonly slot: Slot; readonly force: boolean }
  | { readonly kind: 'exec'; readonly slot: Slot; readonly exitCode: number };

export type NetworkAction =
  | { readonly kind: 'create-network' | 'remove-network'; readonly network: Slot }
  | { readonly kind: 'connect' | 'disconnect'; readonly network: Slot; readonly slot: Slot };

/** What only engines with the libpod tree know. */
export type PodAction =
  | { readonly kind: 'create-pod'; readonly pod: Slot }
  | { readonly kind: 'join'; readonly pod: Slot; readonly slot: Slot; readonly program: Program }
  | { readonly kind: PodVerb; readonly pod: Slot }
  | { readonly kind: 'remove-pod'; readonly pod: Slot; readonly force: boolean };

export type PodVerb =
  | 'start-pod'
  | 'stop-pod'
  | 'kill-pod'
  | 'pause-pod'
  | 'unpause-pod'
  | 'restart-pod';

/** One thing that a client asks for. Every action may come in every state: refusals are answers too. */
export type Action =
  | Create
  | ContainerAction
  | NetworkAction
  | PodAction
  | { readonly kind: 'rename'; readonly slot: Slot; readonly to: Slot }
  | { readonly kind: 'create-volume' | 'remove-volume'; readonly volume: Slot }
  | { readonly kind: 'tag' | 'untag'; readonly tag: Slot };

const slot = fc.constantFrom<Slot>(0, 1, 2, 3);
/** Fewer of what containers are put into, so that they meet there. */
const few = fc.constantFrom<Slot>(0, 1);
const program = fc.constantFrom<Program>('stay', 'stay', 'succeed', 'fail');

/** `kind` alone, with what `fields` makes besides. */
function some<K extends string, T extends object>(
  weight: number,
  kinds: readonly K[],
  fields: { [Name in keyof T]: fc.Arbitrary<T[Name]> },
) {
  const kind = fc.constantFrom(...kinds);
  return { weight, arbitrary: fc.record({ kind, ...fields }) as fc.Arbitrary<{ kind: K } & T> };
}

const create: fc.Arbitrary<Create> = fc.record(
  { kind: fc.constant('create' as const), slot, program, volume: slot, network: few },
  { requiredKeys: ['kind', 'slot', 'program'] },
);

const VERBS = ['start', 'start', 'stop', 'kill', 'pause', 'unpause', 'restart', 'wait'] as const;
const exitCode = fc.integer({ min: 0, max: 255 });

/** Any verb of a container. */
export const containerAction: fc.Arbitrary<ContainerAction> = fc.oneof(
  some(10, VERBS, { slot }),
  some(2, ['remove'], { slot, force: fc.boolean() }),
  some(2, ['exec'], { slot, exitCode }),
);

export const rename = some(1, ['rename'], { slot, to: slot }).arbitrary;

/** Those that move a container are likelier, so that states are reached. */
const plain = [
  { weight: 4, arbitrary: create },
  { weight: 14, arbitrary: containerAction },
  { weight: 1, arbitrary: rename },
  some(1, ['create-volume', 'remove-volume'], { volume: slot }),
  some(1, ['tag', 'untag'], { tag: slot }),
  some(1, ['create-network', 'create-network', 'remove-network'], { network: few }),
  some(2, ['connect', 'disconnect'], { network: few, slot }),
] as const;

const POD_VERBS = [
  'start-pod',
  'start-pod',
  'stop-pod',
  'kill-pod',
  'pause-pod',
  'unpause-pod',
  'restart-pod',
] as const;

const ofPods = [
  some(1, ['create-pod'], { pod: few }),
  some(3, ['join'], { pod: few, slot, program }),
  some(4, POD_VERBS, { pod: few }),
  some(1, ['remove-pod'], { pod: few, force: fc.boolean() }),
] as const;

/** Any action that an engine knows. */
export function anyAction({ pods }: { pods: boolean }): fc.Arbitrary<Action> {
  return pods ? fc.oneof(...plain, ...ofPods) : fc.oneof(...plain);
}

/** How an action reads in a message. */
export function describe(action: Action): string {
  const { kind, ...rest } = action;
  return `${kind} ${Object.entries(rest)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')}`;
}
