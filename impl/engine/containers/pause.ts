import { InternalError } from '../../errors.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { wrongState } from './errors.ts';
import type { Tree } from './view.ts';

/** The `pause` verb: freezes the cgroup. Throws (409 or 500 by tree) when it is paused or does not run. */
export async function pause(context: Context, name: string, tree: Tree): Promise<void> {
  const container = context.registry.find(name);
  await container.exclusively(async () => {
    const { state } = container;
    if (state === 'paused') {
      throw wrongState(tree, `container ${container.id} is already paused`);
    }
    // Nor while it is asked to stop, or killed: it could not hear it.
    if (state !== 'running' || container.killed) {
      throw wrongState(tree, `"${state}" is not running, can't pause: ${container.id}`);
    }
    await freeze(context, container);
  });
}

async function freeze(context: Context, container: Container): Promise<void> {
  const { record } = container;
  await context.runtime.pause(record.id);
  record.state = 'paused';
  context.table.saveState(record);
  context.emit({ action: 'pause', record });
  container.tellState();
}

async function thaw(context: Context, container: Container): Promise<void> {
  const { record } = container;
  await context.runtime.resume(record.id);
  record.state = 'running';
  context.table.saveState(record);
  context.emit({ action: 'unpause', record });
  container.tellState();
}

/** Does some work while the container is paused, if it runs. The caller holds the lock. */
export async function whilePaused<T>(
  context: Context,
  container: Container,
  work: () => Promise<T>,
): Promise<T> {
  if (container.record.state !== 'running') return work();
  await freeze(context, container);
  try {
    return await work();
  } finally {
    await thaw(context, container);
  }
}

/** The `unpause` verb: thaws the cgroup. Throws InternalError, as both engines do, when it is not paused. */
export async function unpause(context: Context, name: string): Promise<void> {
  const container = context.registry.find(name);
  await container.exclusively(async () => {
    const { record } = container;
    if (record.state !== 'paused') {
      throw new InternalError(
        `container ${container.id} is not paused, can't unpause: container state improper`,
        { rootCause: 'container state improper' },
      );
    }
    await thaw(context, container);
  });
}
