import * as fc from 'fast-check';

/** Containers, volumes and tags are named by small numbers, so that sequences meet again and again. */
export type Slot = 0 | 1 | 2 | 3;

/** What a container does: stays, ends well, or ends with code 3. */
export type Program = 'stay' | 'succeed' | 'fail';

/** One thing that a client asks for. Every action may come in every state: refusals are answers too. */
export type Action =
  | {
      readonly kind: 'create';
      readonly slot: Slot;
      readonly program: Program;
      readonly volume?: Slot;
    }
  | {
      readonly kind: 'start' | 'stop' | 'kill' | 'pause' | 'unpause' | 'restart' | 'wait';
      readonly slot: Slot;
    }
  | { readonly kind: 'rename'; readonly slot: Slot; readonly to: Slot }
  | { readonly kind: 'remove'; readonly slot: Slot; readonly force: boolean }
  | { readonly kind: 'exec'; readonly slot: Slot; readonly exitCode: number }
  | { readonly kind: 'create-volume' | 'remove-volume'; readonly volume: Slot }
  | { readonly kind: 'tag' | 'untag'; readonly tag: Slot };

const slot = fc.constantFrom<Slot>(0, 1, 2, 3);

/** Any action; those that move a container are likelier, so that states are reached. */
export const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        kind: fc.constant('create' as const),
        slot,
        program: fc.constantFrom<Program>('stay', 'stay', 'succeed', 'fail'),
        volume: slot,
      },
      { requiredKeys: ['kind', 'slot', 'program'] },
    ),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'start',
        'start',
        'stop',
        'kill',
        'pause',
        'unpause',
        'restart',
        'wait',
      ),
      slot,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), slot, to: slot }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), slot, force: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('exec' as const),
      slot,
      exitCode: fc.integer({ min: 0, max: 255 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('create-volume', 'remove-volume'), volume: slot }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('tag', 'untag'), tag: slot }) },
);

/** How an action reads in a message. */
export function describe(action: Action): string {
  const { kind, ...rest } = action;
  return `${kind} ${Object.entries(rest)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')}`;
}
