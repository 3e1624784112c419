import { BadParameter, Conflict, InternalError, NotFound } from '../../errors.ts';
import type { Container } from '../containers/container.ts';
import { wrongState } from '../containers/errors.ts';
import type { Tree } from '../containers/view.ts';
import type { ExecRecord } from './session.ts';

export function noSuchSession(id: string): NotFound {
  return new NotFound(`no exec session with ID ${id} found: no such exec session`, {
    rootCause: 'no such exec session',
  });
}

/** Docker blames the client, Podman itself. */
export function noCommand(tree: Tree): Error {
  return tree === 'compat'
    ? new BadParameter('No exec command specified')
    : new InternalError(
        'must provide a non-empty command to start an exec session: invalid argument',
        { rootCause: 'invalid argument' },
      );
}

export function noStreams(): InternalError {
  return new InternalError('must provide at least one stream to attach to: invalid argument', {
    rootCause: 'invalid argument',
  });
}

/** Throws Conflict unless processes can be added to the container now. */
export function requireRunning(container: Container, tree: Tree): void {
  const { state } = container;
  // Docker has no word for one that is asked to stop.
  const dockers = tree === 'compat' && state === 'stopping';
  if (state === 'running' || dockers) return;
  throw new Conflict(
    `cannot exec in a container that is not running; container ${container.id} is ${state}`,
    { rootCause: 'container state improper' },
  );
}

export function startedBefore({ id, containerId, state }: ExecRecord, tree: Tree): Error {
  const word = state === 'ended' ? 'stopped' : state;
  const message = `can only start created exec sessions, while container ${containerId} session ${id} state is "${word}": exec session state improper`;
  const options = { rootCause: 'exec session state improper' };
  return tree === 'compat' ? new Conflict(message, options) : new InternalError(message, options);
}

export function notRunning({ id, containerId }: ExecRecord, tree: Tree): Error {
  return wrongState(
    tree,
    `cannot resize session: cannot resize container ${containerId} exec session ${id} as it is not running`,
  );
}

export function stillRunning({ id, containerId }: ExecRecord): InternalError {
  return new InternalError(
    `cannot remove exec session ${id} of container ${containerId}: it is running: exec session state improper`,
    { rootCause: 'exec session state improper' },
  );
}
