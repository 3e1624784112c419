import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { curlScript } from '../report/curl.ts';
import type { Replayed } from '../report/curl.ts';
import type { Address } from '../tap/address.ts';
import { action, describe } from './action.ts';
import type { Action } from './action.ts';
import { Session } from './engine.ts';
import type { Sent } from './engine.ts';
import { Model } from './model.ts';

export interface PropertyOptions {
  readonly address: Address;
  /** Milliseconds; what was checked until then counts. */
  readonly timeBox: number;
  readonly seed?: number;
  /** Where in the tree of shrunk cases to begin, as a failure printed it. */
  readonly path?: string;
  readonly longest?: number;
}

/**
 * Any sequence of actions is answered as the model answers it, and afterwards the engine lists
 * what the model has.
 *
 * Throws fast-check's report: the shrunk sequence, seed and path, and a script of curl commands.
 */
export async function checkLifecycle(options: PropertyOptions): Promise<number> {
  let runs = 0;
  const property = fc.asyncProperty(
    fc.array(action, { minLength: 1, maxLength: options.longest ?? 50, size: 'max' }),
    async (actions) => {
      await runSequence(options.address, actions);
      runs += 1;
    },
  );
  await fc.assert(property, {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: options.timeBox,
    markInterruptAsFailure: false,
    includeErrorInReport: true,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.path === undefined ? {} : { path: options.path }),
  });
  return runs;
}

/** One sequence on the engine and on the model, step by step. */
export async function runSequence(address: Address, actions: readonly Action[]): Promise<void> {
  const model = new Model();
  const session = new Session(address);
  try {
    for (const step of actions) await runStep(session, model, step);
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
