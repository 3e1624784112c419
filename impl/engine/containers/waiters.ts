import { NotFound } from '../../errors.ts';
import type { ContainerState, WaitCondition, WaitResult, Waiting } from './view.ts';

/** What a waiter may be waiting for. */
export type Happening =
  | { kind: 'state'; state: ContainerState; exitCode: number }
  | { kind: 'exit'; exitCode: number }
  | { kind: 'removed'; exitCode: number };

interface Waiter {
  conditions: readonly WaitCondition[];
  resolve(result: WaitResult): void;
  reject(error: Error): void;
}

const ended: readonly WaitCondition[] = ['exited', 'not-running', 'next-exit', 'removed'];

/** The clients that wait on one container. A wait costs nothing until something happens. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();

  /**
   * Listens from now on. `now` is where the container stands: a condition that holds already ends
   * the wait at once; left out, only what comes counts.
   */
  add(conditions: readonly WaitCondition[], now?: Happening): Waiting {
    const { promise, resolve, reject } = Promise.withResolvers<WaitResult>();
    // Nobody may be looking yet: headers are sent before the result is asked for.
    promise.catch(() => undefined);
    const waiter: Waiter = { conditions, resolve, reject };
    if (!now || !settle(waiter, now)) this.#waiting.add(waiter);
    return {
      result: promise,
      cancel: () => {
        this.#waiting.delete(waiter);
      },
    };
  }

  tell(happening: Happening): void {
    for (const waiter of this.#waiting) {
      if (settle(waiter, happening)) this.#waiting.delete(waiter);
    }
  }
}

/** Ends the wait if the happening is what it waited for; says whether it did. */
function settle(waiter: Waiter, happening: Happening): boolean {
  const { conditions } = waiter;
  const { exitCode } = happening;
  if (happening.kind === 'removed') {
    // Whoever waits for an end has it, be it by removal; other states will never come.
    if (conditions.some((condition) => ended.includes(condition))) waiter.resolve({ exitCode });
    else waiter.reject(new NotFound('the container was removed: no such container'));
    return true;
  }
  const met = conditions.find((condition) =>
    happening.kind === 'exit' ? condition === 'next-exit' : holds(condition, happening.state),
  );
  if (met === undefined) return false;
  // libpod answers -1 when the state waited for is not an end.
  waiter.resolve({ exitCode: ended.includes(met) ? exitCode : -1 });
  return true;
}

/** Whether a condition holds in a state; Docker counts a paused or restarting container as running. */
function holds(condition: WaitCondition, state: ContainerState): boolean {
  if (condition !== 'not-running') return condition === state;
  return !['running', 'paused', 'stopping', 'restarting'].includes(state);
}
