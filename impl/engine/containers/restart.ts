import { InternalError, NotFound, NotModified } from '../../errors.ts';
import type { Context } from './context.ts';
import { describeState, wrongState } from './errors.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import type { Tree } from './view.ts';

/**
 * The `restart` verb: stop (if it runs) and start. `--rm` and the restart policy keep still in
 * between. Throws what stop and start throw, but never NotModified.
 */
export async function restart(
  context: Context,
  name: string,
  options: { tree: Tree; timeout?: number; signal?: string },
): Promise<void> {
  const container = context.registry.find(name);
  const { tree } = options;
  if (tree === 'libpod' && (container.state === 'paused' || container.state === 'stopping')) {
    throw wrongState(
      tree,
      `unable to restart a container in a paused or unknown state: ${describeState(container)}`,
    );
  }
  if (container.state === 'removing') {
    throw new InternalError(`cannot restart: ${describeState(container)}`);
  }
  const { record } = container;
  // The trees' engines tell of it at different times.
  context.emit({ action: 'restart', record, only: 'libpod' });
  container.kept = true;
  try {
    if (container.state !== 'created') {
      await ignoring(NotModified, stop(context, container.id, options));
    }
    if (container.gone) throw new NotFound(`container ${container.id} was removed meanwhile`);
    await ignoring(NotModified, start(context, container.id, tree));
  } finally {
    container.kept = false;
  }
  context.emit({ action: 'restart', record, only: 'compat' });
}

async function ignoring(
  kind: new (...values: never[]) => Error,
  work: Promise<void>,
): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof kind)) throw error;
  }
}
