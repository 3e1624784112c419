import { Conflict, InternalError } from '../../errors.ts';
import type { RefpodError } from '../../errors.ts';
import type { Container } from './container.ts';
import type { Tree } from './view.ts';

/**
 * The verb does not fit the container's state. Docker answers 409; Podman answers 500 with this
 * cause.
 */
export function wrongState(tree: Tree, message: string): RefpodError {
  const rootCause = 'container state improper';
  const Kind = tree === 'compat' ? Conflict : InternalError;
  return new Kind(`${message}: ${rootCause}`, { rootCause });
}

/** Docker's short form in messages, and Podman's words for the state. */
export function describeState(container: Container): string {
  return `${container.id} is in state ${container.state}`;
}
