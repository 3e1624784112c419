import { Conflict, NotFound } from '../../errors.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { discard } from './discard.ts';
import { killAndFinish, undoInitialise } from './finish.ts';
import { stop } from './stop.ts';
import type { RemoveOptions, RemoveReport } from './view.ts';

/**
 * The `remove` verb. Throws NotFound (unless `ignore`), Conflict when it runs and `force` is not
 * given, or when others depend on it and `depend` is not given.
 *
 * @returns the ids removed, dependants first.
 */
export async function remove(
  context: Context,
  name: string,
  options: RemoveOptions,
): Promise<RemoveReport[]> {
  const container = find(context, name, options);
  if (!container) return [];
  if (!options.withPod) refusePodsOwn(container);
  // Docker knows no dependants: what is left behind cannot start any more.
  const others = options.tree === 'compat' ? [] : dependants(context, container);
  if (others.length > 0 && !options.depend) throw hasDependants(container, others);
  const removed: RemoveReport[] = [];
  for (const other of others) {
    removed.push(...(await remove(context, other.id, { ...options, ignore: true })));
  }
  if (options.force && options.timeout !== undefined && container.isLive) {
    await stopFirst(context, container, options);
  }
  try {
    await container.exclusively(() => removeUnlessRunning(context, container, options));
  } catch (error) {
    // Somebody else (or `--rm`) was quicker; it is gone, as was asked.
    if (!container.gone || !(options.ignore || options.force)) throw error;
  }
  removed.push({ id: container.id });
  return removed;
}

function refusePodsOwn({ id, record: { config } }: Container): void {
  if (config.isService) {
    throw new Conflict(
      `container ${id} is the service container of pods and cannot be removed without removing the pods`,
    );
  }
  if (!config.isInfra) return;
  throw new Conflict(
    `container ${id} is the infra container of pod ${config.pod} and cannot be removed without removing the pod`,
  );
}

function find(context: Context, name: string, options: RemoveOptions): Container | undefined {
  try {
    return context.registry.find(name);
  } catch (error) {
    if (options.ignore && error instanceof NotFound) return undefined;
    throw error;
  }
}

async function stopFirst(
  context: Context,
  container: Container,
  { tree, timeout = 0 }: RemoveOptions,
): Promise<void> {
  try {
    await stop(context, container.id, { tree, timeout });
  } catch (error) {
    // Ended, gone or paused meanwhile: the kill that follows does the rest.
    context.log.debug(`stopping ${container.id} before its removal: ${String(error)}`);
  }
}

async function removeUnlessRunning(
  context: Context,
  container: Container,
  { force, volumes, tree }: RemoveOptions,
): Promise<void> {
  // Podman takes one that is asked to stop for as good as ended.
  const ending = container.state === 'stopping' && tree === 'libpod';
  if (!ending && (container.isLive || container.state === 'restarting') && !force) {
    throw new Conflict(
      `cannot remove container ${container.id} as it is ${container.state} - running or paused containers cannot be removed without force: container state improper`,
      { rootCause: 'container state improper' },
    );
  }
  if (container.isLive) await killAndFinish(context, container);
  else if (container.hasProcess) await undoInitialise(context, container.record);
  await discard(context, container, { volumes });
}

function dependants(context: Context, container: Container): Container[] {
  return context.registry
    .all()
    .filter(({ record }) => record.config.dependencies.includes(container.id));
}

function hasDependants(container: Container, others: readonly Container[]): Conflict {
  const ids = others.map(({ id }) => id).join(', ');
  return new Conflict(
    `container ${container.id} has dependent containers which must be removed before it: ${ids}: container already exists`,
    { rootCause: 'container already exists' },
  );
}
