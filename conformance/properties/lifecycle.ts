import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { curlScript } from '../report/curl.ts';
import type { Replayed } from '../report/curl.ts';
import type { Address } from '../tap/address.ts';
import { anyAction, describe } from './action.ts';
import type { Action, Slot } from './action.ts';
import { checkWithin } from './bounded.ts';
import type { Bounds } from './bounded.ts';
import { Session } from './engine.ts';
import type { Observation, Sent } from './engine.ts';
import { Model } from './model.ts';

export interface PropertyOptions extends Bounds {
  readonly address: Address;
}

/**
 * Any sequence of actions is answered as the model answers it, and afterwards the engine lists
 * what the model has.
 *
 * Throws fast-check's report: the shrunk sequence, seed and path, and a script of curl commands.
 */
export async function checkLifecycle(options: PropertyOptions): Promise<number> {
  const { hasPods } = await Session.open(options.address);
  const sequences = fc.array(anyAction({ pods: hasPods }), {
    minLength: 1,
    maxLength: 50,
    size: 'max',
  });
  return checkWithin(sequences, options, (actions, over) =>
    runSequence(options.address, actions, over),
  );
}

/** One sequence on the engine and on the model, step by step, until it is over. */
export async function runSequence(
  address: Address,
  actions: readonly Action[],
  over?: AbortSignal,
): Promise<void> {
  const model = new Model();
  const session = await Session.open(address);
  try {
    for (const step of actions) {
      if (over?.aborted) break;
      await runStep(session, model, step);
    }
    await compareAll(session, model);
  } catch (error) {
    throw reproduced(error, session);
  } finally {
    await session.clear();
  }
}

/** The failure with a script that sends again what was sent. */
export function reproduced(error: unknown, { sent }: Session): Error {
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`${message}\n\n${curlScript(sent.map(toReplayed))}`, { cause: error });
}

function toReplayed({ method, path, json, status, answer }: Sent): Replayed {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const sent = { method, target: path, status, answer };
  return body === undefined
    ? sent
    : { ...sent, body, headers: { 'content-type': 'application/json' } };
}

async function runStep(session: Session, model: Model, step: Action): Promise<void> {
  if (model.isOpen(step)) return;
  const expected = model.apply(step);
  const answered = await session.perform(step);
  assert.equal(answered.status, expected.status, `${describe(step)}: status`);
  if (expected.exitCode !== undefined) {
    assert.equal(answered.exitCode, expected.exitCode, `${describe(step)}: exit code`);
  }
  for (const [slot, code] of expected.ends ?? []) {
    assert.equal(await session.waitFor(slot), code, `${describe(step)}: exit code of ${slot}`);
  }
}

/** The engine lists what the model has, and tells the exit codes. */
export async function compareAll(session: Session, model: Model): Promise<void> {
  assert.deepEqual(await session.observe(), observationOf(model));
  for (const [slot, { state, exitCode }] of model.containers) {
    if (state === 'exited')
      assert.equal(await session.exitCode(slot), exitCode, `exit code of ${slot}`);
  }
}

/** What an engine in the model's state lists. */
export function observationOf(model: Model): Observation {
  const sorted = (slots: Iterable<number> = []) => [...slots].map(String).sort();
  const each = <T, R>(map: ReadonlyMap<Slot, T>, told: (value: T, slot: Slot) => R) =>
    Object.fromEntries([...map].map(([slot, value]) => [String(slot), told(value, slot)]));
  return {
    containers: each(model.containers, ({ state }) => state),
    connections: each(model.containers, ({ networks }) => sorted(networks)),
    volumes: sorted(model.volumes),
    networks: sorted(model.networks),
    tags: sorted(model.tags),
    pods: each(model.pods, (_, pod) => model.podState(pod)),
  };
}
