import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { Address } from '../tap/address.ts';
import { containerAction, describe, rename } from './action.ts';
import type { Action } from './action.ts';
import { checkWithin } from './bounded.ts';
import type { Bounds } from './bounded.ts';
import { Session } from './engine.ts';
import type { Answered, Observation } from './engine.ts';
import { observationOf, reproduced } from './lifecycle.ts';
import { Model } from './model.ts';

/** Actions on one container that are sent at the same time, in the state that others led to. */
interface Race {
  readonly before: readonly Action[];
  readonly racers: readonly Action[];
}

/** Milliseconds until everything has to be answered: longer is a deadlock. */
const PATIENCE = 20_000;
/** Milliseconds that the engine has to list what it answered. */
const SETTLED = 3000;

const create: Action = { kind: 'create', slot: 0, program: 'stay', volume: 0, network: 0 };
const made: readonly Action[] = [{ kind: 'create-network', network: 0 }, create];
const start: Action = { kind: 'start', slot: 0 };

const before = fc.constantFrom<readonly Action[]>(
  made,
  [...made, start],
  [...made, start],
  [...made, start, { kind: 'pause', slot: 0 }],
  [...made, start, { kind: 'kill', slot: 0 }],
);

/** All of the same container, those that end it and begin it again as likely as any. */
const racer: fc.Arbitrary<Action> = fc
  .oneof(
    { weight: 8, arbitrary: containerAction.filter(({ kind }) => kind !== 'wait') },
    { weight: 2, arbitrary: rename.map((one) => ({ ...one, to: 1 as const })) },
    { weight: 2, arbitrary: fc.constant(create) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Action>(
        { kind: 'connect', network: 0, slot: 0 },
        { kind: 'disconnect', network: 0, slot: 0 },
      ),
    },
  )
  .map((action) => ({ ...action, slot: 0 }));

const race: fc.Arbitrary<Race> = fc.record({
  before,
  racers: fc.array(racer, { minLength: 2, maxLength: 4, size: 'max' }).map(withOneMeaning),
});

/** With a rename and a create at once nobody could tell which of the two a name meant. */
function withOneMeaning(racers: readonly Action[]): Action[] {
  const renames = racers.some(({ kind }) => kind === 'rename');
  return racers.filter(({ kind }) => !renames || kind !== 'create');
}

/**
 * Whatever is asked of a container at the same time is answered as if it had been asked one after
 * the other, in some order, and that order leaves what the engine has then; what came while the
 * container was busy may be refused with 409. Afterwards everything can be removed.
 *
 * Throws fast-check's report: the shrunk race, seed and path.
 * @returns how many races held
 */
export async function checkRaces(address: Address, bounds: Bounds): Promise<number> {
  return checkWithin(race, bounds, (one) => runRace(address, one));
}

async function runRace(address: Address, { before, racers }: Race): Promise<void> {
  const model = new Model();
  const session = await Session.open(address);
  try {
    for (const step of before) {
      const { status } = model.apply(step);
      assert.equal((await session.perform(step)).status, status, describe(step));
    }
    const answers = await withinPatience(Promise.all(racers.map((one) => session.perform(one))));
    await explained(session, model, racers, answers);
  } catch (error) {
    throw reproduced(error, session);
  } finally {
    await session.clear();
  }
  const left = await session.observe();
  assert.deepEqual(left, observationOf(new Model()), 'everything can be removed');
}

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  const timer = AbortSignal.timeout(PATIENCE);
  const late = Promise.withResolvers<never>();
  timer.addEventListener('abort', () => late.reject(new Error('not answered: a deadlock?')));
  return Promise.race([work, late.promise]);
}

/** One thing that an engine does at a time, and what it answers to it; undefined: nobody knows. */
interface Step {
  readonly action: Action;
  readonly status: number | undefined;
  /** It only has to be possible: what it does comes in a later step. */
  readonly only?: 'answer';
}

/** Throws when no order of the actions gives these answers and what is observed. */
async function explained(
  session: Session,
  model: Model,
  racers: readonly Action[],
  answers: readonly Answered[],
): Promise<void> {
  const statusOf = (index: number) => answers[index]!.status;
  const isRemoved = racers.some((one, index) => one.kind === 'remove' && statusOf(index) === 204);
  const steps = (inGap: boolean) =>
    racers.map((one, index) => stepsOf(one, statusOf(index), isRemoved && inGap));
  const ends = [...outcomes(model, steps(false)), ...outcomes(model, steps(true))];
  const told = racers.map((one, index) => `${describe(one)} -> ${answers[index]?.status}`);
  assert.ok(ends.length > 0, `in no order: ${told.join(', ')}`);
  const until = Date.now() + SETTLED;
  let observed = await session.observe();
  while (!ends.some((end) => isDeepStrictEqual(end, observed)) && Date.now() < until) {
    await delay(50);
    observed = await session.observe();
  }
  assert.ok(
    ends.some((end) => isDeepStrictEqual(end, observed)),
    `${told.join(', ')} left ${JSON.stringify(observed)}, not ${JSON.stringify(ends)}`,
  );
}

/** A restart is a stop and a start, a kill a signal, a thaw and an end: others may come between. */
function stepsOf(action: Action, status: number, isRemoved: boolean): Step[] {
  const later = (...kinds: ('start' | 'stop' | 'unpause')[]): Step[] =>
    kinds.map((kind) => ({ action: { kind, slot: 0 }, status: undefined }));
  if (status === 204 && action.kind === 'restart') return later('stop', 'start');
  // Removed between the two.
  if (status === 404 && action.kind === 'restart' && isRemoved)
    return [...later('stop'), { action: { kind: 'start', slot: 0 }, status }];
  if (status === 204 && action.kind === 'kill') {
    return [{ action, status, only: 'answer' }, ...later('unpause', 'stop')];
  }
  return [{ action, status }];
}

/** What the model has after each order of the steps in which it would have answered so. */
function outcomes(model: Model, lines: readonly (readonly Step[])[]): Observation[] {
  if (lines.length === 0) return [observationOf(model)];
  return lines.flatMap(([first, ...later], index) => {
    const rest = lines.toSpliced(index, 1, ...(later.length === 0 ? [] : [later]));
    return afterStep(model, first!).flatMap((after) => outcomes(after, rest));
  });
}

/** What the model may have after a step that was answered so. */
function afterStep(model: Model, { action, status, only }: Step): Model[] {
  const after = model.clone();
  // Who found the container by its name may come to its turn when that is another one.
  const isRenamed = 'slot' in action && !model.containers.has(0) && model.containers.has(1);
  const expected = after.apply(isRenamed ? { ...action, slot: 1 } : action);
  if (status === undefined || expected.status === status) return [only ? model : after];
  if (isRenamed && status === 404) return [model];
  // Refused while the container is busy, or told when another's removal was done.
  const isLate = action.kind === 'remove' && status === 204 && expected.status === 404;
  return status === 409 || isLate ? [model] : [];
}
