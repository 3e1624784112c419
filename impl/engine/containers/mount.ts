import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from './context.ts';
import { InternalError } from '../../errors.ts';
import { isPlain } from './root-fs.ts';

/** The `mount` verb: the root file system stays mounted, whatever the container does, until `unmount`. */
export async function mount(context: Context, name: string): Promise<string> {
  const container = context.registry.find(name);
  const { record } = container;
  return container.exclusively(() => {
    if (isPlain(record.config)) return record.config.rootfs.path;
    const known = context.storage.layers.containerLayer(record.id);
    if (container.mountedByHand && known) return known.mountPoint;
    const path = context.storage.layers.mount(record.id);
    remember(context, record.id);
    container.mountedByHand = true;
    context.emit({ action: 'mount', record, only: 'libpod' });
    return path;
  });
}

/** The `unmount` verb; one that is not mounted is no error. */
export async function unmount(context: Context, name: string): Promise<void> {
  const container = context.registry.find(name);
  const { record } = container;
  await container.exclusively(() => {
    if (!container.mountedByHand) {
      if (!container.hasProcess) return;
      throw new InternalError(`container ${record.id} is running: its root file system is in use`);
    }
    context.storage.layers.unmount(record.id);
    rmSync(mark(context, record.id), { force: true });
    container.mountedByHand = false;
    context.emit({ action: 'unmount', record, only: 'libpod' });
  });
}

/** Whether an earlier daemon mounted it by hand. A reboot takes the mark with the mount. */
export function wasMounted(context: Context, id: string): boolean {
  return existsSync(mark(context, id));
}

function remember(context: Context, id: string): void {
  mkdirSync(context.directories.bundle(id), { recursive: true });
  writeFileSync(mark(context, id), '');
}

function mark({ directories }: Context, id: string): string {
  return join(directories.bundle(id), 'mounted');
}

/** Where the root file systems that are mounted, by hand or by a run, lie; by container id. */
export function mounted(context: Context): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { id, record } of context.registry.all()) {
    const layer = context.storage.layers.containerLayer(id);
    if (layer && context.storage.layers.isMounted(id)) found[id] = layer.mountPoint;
    else if (isPlain(record.config)) found[id] = record.config.rootfs.path;
  }
  return found;
}
