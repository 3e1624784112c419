import { rm } from 'node:fs/promises';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { unmountShm } from './shm.ts';

/**
 * Removes a container that does not run: its root file system, folders, row and, if wanted, its
 * anonymous volumes. Marked first: if the daemon dies in between, the next one finishes the work.
 * The caller holds the lock.
 */
export async function discard(
  context: Context,
  container: Container,
  options: { volumes: boolean },
): Promise<void> {
  const { record, id } = container;
  container.cancelBackOff();
  record.state = 'removing';
  context.table.saveState(record);
  container.tellState();
  const { directories, storage } = context;
  unmountShm(directories, record);
  await Promise.all([
    storage.layers.removeContainerLayer(id),
    // The conmons of its execs may still leave their last words in there; they end by themselves.
    rm(directories.bundle(id), { recursive: true, force: true, maxRetries: 20, retryDelay: 5 }),
    rm(directories.static(id), { recursive: true, force: true }),
  ]);
  context.checkpoints.remove(id);
  context.table.delete(id);
  context.registry.delete(container);
  container.gone = true;
  if (options.volumes) await removeAnonymousVolumes(context, container);
  context.emit({ action: 'remove', record });
  container.waiters.tell({ kind: 'removed', exitCode: record.exitCode });
}

/** A volume that another container took over (`--volumes-from`) stays, and that is no error. */
async function removeAnonymousVolumes(context: Context, { record }: Container): Promise<void> {
  for (const volume of record.config.storage.volumes) {
    if (!volume.anonymous) continue;
    await context.volumes.remove(volume.name).catch((error: unknown) => {
      context.log.debug(`anonymous volume ${volume.name} stays: ${String(error)}`);
    });
  }
}
