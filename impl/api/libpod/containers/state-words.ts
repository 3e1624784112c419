import type { ContainerState, WaitCondition } from '../../../engine/containers/view.ts';
import { BadParameter } from '../../../errors.ts';

export type StateWord = Exclude<ContainerState, 'restarting'> | 'configured';

/**
 * libpod's word for a state. Before version 4 the first two had other names; waiting for a
 * restart's back-off is no state of its own.
 */
export function stateWord(state: ContainerState, old: boolean): StateWord {
  if (state === 'restarting') return 'exited';
  if (!old) return state;
  if (state === 'created') return 'configured';
  return state === 'initialized' ? 'created' : state;
}

/** The conditions of a wait request: stopped, when none is named. Throws BadParameter. */
export function waitConditions(words: readonly string[] | undefined): WaitCondition[] {
  if (words === undefined || words.length === 0) return ['exited', 'not-running'];
  return words.flatMap((word) => {
    const conditions = CONDITIONS[word.toLowerCase()];
    if (conditions) return conditions;
    throw new BadParameter(`condition: unknown container state: ${word}: invalid argument`);
  });
}

const CONDITIONS: Readonly<Record<string, readonly WaitCondition[] | undefined>> = {
  configured: ['created'],
  created: ['created', 'initialized'],
  initialized: ['initialized'],
  running: ['running'],
  paused: ['paused'],
  stopping: ['stopping'],
  stopped: ['exited', 'removed'],
  exited: ['exited', 'removed'],
  removing: ['removing', 'removed'],
  removed: ['removed'],
};
