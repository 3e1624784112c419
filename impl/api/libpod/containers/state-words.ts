import { atLeast } from '../../version.ts';
import type { ApiVersion } from '../../../../spec/version.ts';
import type { ContainerState, WaitCondition } from '../../../engine/containers/view.ts';
import { BadParameter } from '../../../errors.ts';

type Word =
  | 'configured'
  | 'created'
  | 'initialized'
  | 'running'
  | 'paused'
  | 'stopping'
  | 'exited'
  | 'removing';

/** libpod's word for a state. Below 4.0 the first two steps have other names. */
export function stateWord(status: ContainerState, version: ApiVersion | undefined): Word {
  const older = !atLeast(version, '4.0.0');
  if (status === 'created') return older ? 'configured' : 'created';
  if (status === 'initialized') return older ? 'created' : 'initialized';
  // There is no state between two runs: the container has exited.
  return status === 'restarting' ? 'exited' : status;
}

const CONDITIONS: Readonly<Record<string, WaitCondition>> = {
  configured: 'created',
  created: 'created',
  initialized: 'initialized',
  running: 'running',
  paused: 'paused',
  stopping: 'stopping',
  stopped: 'exited',
  exited: 'exited',
  removing: 'removing',
};

/** The states that a wait asks for; the end of the run when it names none. Throws BadParameter. */
export function waitConditions(
  words: readonly string[],
  version: ApiVersion | undefined,
): WaitCondition[] {
  return words.map((word) => {
    if (word === 'created' && !atLeast(version, '4.0.0')) return 'initialized';
    const condition = Object.hasOwn(CONDITIONS, word) ? CONDITIONS[word] : undefined;
    if (condition !== undefined) return condition;
    throw new BadParameter(`query parameter "condition": "${word}" is no container state`);
  });
}
