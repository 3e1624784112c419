import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { curlScript } from '../report/curl.ts';
import type { Replayed } from '../report/curl.ts';
import type { Address } from '../tap/address.ts';
import { action, describe } from './action.ts';
import type { Action } from './action.ts';
import { checkWithin } from './bounded.ts';
import type { Bounds } from './bounded.ts';
import { Session } from './engine.ts';
import type { Sent } from './engine.ts';
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
  const sequences = fc.array(action, { minLength: 1, maxLength: 50, size: 'max' });
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
  const session = new Session(address);
  try {
    for (const step of actions) {
      if (over?.aborted) break;
      await runStep(session, model, step);
    }
    await compareAll(session, model);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\n\n${curlScript(session.sent.map(toReplayed))}`, { cause: error });
  } finally {
    await session.clear();
  }
}

function toReplayed({ method, path, json, status, answer }: Sent): Replayed {
  const body = json === undefined ? undefined : JSON.stringify(json);
  const sent = { method, target: path, status, answer };
  return body === undefined
    ? sent
    : { ...sent, body, headers: { 'content-type': 'application/json' } };
}

async function runStep(session: Session, model: Model, step: Action): Promise<void> {
  // Waiting for a container that stays would never end.
  const state = 'slot' in step ? model.containers.get(step.slot)?.state : undefined;
  if (step.kind === 'wait' && (state === 'running' || state === 'paused')) return;
  const expected = model.apply(step);
  const answered = await session.perform(step);
  assert.equal(answered.status, expected.status, `${describe(step)}: status`);
  if (expected.exitCode === undefined || !('slot' in step)) return;
  const startsIt = step.kind === 'start' || step.kind === 'restart';
  const told = startsIt ? await session.waitFor(step.slot) : answered.exitCode;
  assert.equal(told, expected.exitCode, `${describe(step)}: exit code`);
}

async function compareAll(session: Session, model: Model): Promise<void> {
  const sorted = (slots: Iterable<number>) => [...slots].map(String).sort();
  assert.deepEqual(await session.observe(), {
    containers: Object.fromEntries(
      [...model.containers].map(([slot, { state }]) => [String(slot), state]),
    ),
    volumes: sorted(model.volumes),
    tags: sorted(model.tags),
  });
  for (const [slot, { state, exitCode }] of model.containers) {
    if (state === 'exited')
      assert.equal(await session.exitCode(slot), exitCode, `exit code of ${slot}`);
  }
}
