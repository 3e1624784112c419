import assert from 'node:assert/strict';
import type { Action, Slot } from '../properties/action.ts';
import { describe } from '../properties/action.ts';
import { Session } from '../properties/engine.ts';
import type { Observation } from '../properties/engine.ts';
import { observationOf } from '../properties/lifecycle.ts';
import { Model } from '../properties/model.ts';
import type { Address } from '../tap/address.ts';

/** What an action that nobody answered may have changed, by kinds and slots. */
interface Touched {
  containers: Set<Slot>;
  pods: Set<Slot>;
  volumes: Set<Slot>;
  networks: Set<Slot>;
  tags: Set<Slot>;
}

/**
 * A client that does one generated thing after the other, on things of its own, and has a model of
 * what the engine has. When the engine is killed it knows everything but what became of the action
 * that was not answered any more.
 */
export class Load {
  readonly #session: Session;
  readonly #model = new Model();
  #unanswered: Action | undefined;

  private constructor(session: Session) {
    this.#session = session;
  }

  static async open(address: Address): Promise<Load> {
    return new Load(await Session.open(address));
  }

  /**
   * Works until the engine is gone, or the actions are all done. Throws AssertionError when it
   * answers other than the model.
   * @param gone whether the engine was killed
   */
  async run(actions: readonly Action[], gone: () => boolean): Promise<number> {
    let done = 0;
    for (const action of actions) {
      if (gone()) break;
      if (this.#model.isOpen(action)) continue;
      // What it may change is told by the state before as well as by that after.
      const before = this.#model.clone();
      const expected = this.#model.apply(action);
      try {
        const { status } = await this.#session.perform(action);
        for (const [slot] of expected.ends ?? []) await this.#session.waitFor(slot);
        if (!gone()) assert.equal(status, expected.status, `${describe(action)}: status`);
      } catch (error) {
        if (!gone()) throw error;
        this.#unanswered = action;
        this.#copy(before);
        return done;
      }
      done += 1;
    }
    return done;
  }

  #copy(from: Model): void {
    for (const kind of ['containers', 'pods'] as const) {
      const to = this.#model[kind] as Map<Slot, unknown>;
      to.clear();
      for (const [slot, one] of from[kind]) to.set(slot, one);
    }
    for (const kind of ['volumes', 'networks', 'tags'] as const) {
      this.#model[kind].clear();
      for (const slot of from[kind]) this.#model[kind].add(slot);
    }
  }

  /**
   * The engine has what the model has, but for what the unanswered action may have changed; that is
   * taken away, or learnt. Throws AssertionError.
   */
  async check(): Promise<void> {
    const action = this.#unanswered;
    const touched = touchedBy(action, this.#model);
    const seen = await this.#session.observe();
    const words = `after ${action ? describe(action) : 'nothing'}, unanswered`;
    const expected = without(observationOf(this.#model), touched);
    assert.deepEqual(without(seen, touched), expected, words);
    for (const [slot, { state, exitCode }] of this.#model.containers) {
      if (state !== 'exited' || touched.containers.has(slot)) continue;
      assert.equal(await this.#session.exitCode(slot), exitCode, `${words}: exit code of ${slot}`);
    }
    this.#unanswered = undefined;
    await this.#settle(touched, seen);
    assert.deepEqual(await this.#session.observe(), observationOf(this.#model), words);
  }

  async #settle(touched: Touched, seen: Observation): Promise<void> {
    const model = this.#model;
    for (const pod of touched.pods) {
      await this.#gone({ kind: 'remove-pod', pod, force: true });
      model.pods.delete(pod);
    }
    for (const slot of touched.containers) {
      await this.#gone({ kind: 'remove', slot, force: true });
      model.containers.delete(slot);
    }
    for (const kind of ['volumes', 'networks', 'tags'] as const) {
      for (const slot of touched[kind]) {
        if (seen[kind].includes(String(slot))) model[kind].add(slot);
        else model[kind].delete(slot);
      }
    }
  }

  async #gone(action: Action): Promise<void> {
    const { status } = await this.#session.perform(action);
    assert.ok([200, 204, 404].includes(status), `${describe(action)}: ${status}`);
  }

  /** Takes away all that it has made. */
  clear(): Promise<void> {
    return this.#session.clear();
  }
}

function touchedBy(action: Action | undefined, model: Model): Touched {
  const touched: Touched = {
    containers: new Set(),
    pods: new Set(),
    volumes: new Set(),
    networks: new Set(),
    tags: new Set(),
  };
  if (!action) return touched;
  if ('slot' in action) touched.containers.add(action.slot);
  if ('to' in action) touched.containers.add(action.to);
  if ('volume' in action && action.volume !== undefined) touched.volumes.add(action.volume);
  if ('network' in action && action.network !== undefined) touched.networks.add(action.network);
  if ('tag' in action) touched.tags.add(action.tag);
  if ('pod' in action) touched.pods.add(action.pod);
  // A pod's state is that of its containers.
  for (const slot of touched.containers) {
    const { pod } = model.containers.get(slot) ?? {};
    if (pod !== undefined) touched.pods.add(pod);
  }
  for (const [slot, { pod }] of model.containers) {
    if (pod !== undefined && touched.pods.has(pod)) touched.containers.add(slot);
  }
  return touched;
}

function without(seen: Observation, touched: Touched): Observation {
  const keys = (slots: ReadonlySet<Slot>) => new Set([...slots].map(String));
  const pick = <T>(all: Readonly<Record<string, T>>, slots: ReadonlySet<Slot>) =>
    Object.fromEntries(Object.entries(all).filter(([slot]) => !keys(slots).has(slot)));
  const rest = (all: readonly string[], slots: ReadonlySet<Slot>) =>
    all.filter((slot) => !keys(slots).has(slot));
  return {
    containers: pick(seen.containers, touched.containers),
    connections: pick(seen.connections, touched.containers),
    volumes: rest(seen.volumes, touched.volumes),
    networks: rest(seen.networks, touched.networks),
    tags: rest(seen.tags, touched.tags),
    pods: pick(seen.pods, touched.pods),
  };
}
