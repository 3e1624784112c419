import type { Context } from './context.ts';
import type { ContainerConfig } from '../../container-config.ts';
import type { ContainerRecord } from './record.ts';

/** The root file system's path, mounted if it must be; a plain folder already is where it is. */
export function mountRoot(context: Context, { id, config }: ContainerRecord): string {
  return isPlain(config) ? config.rootfs.path : context.storage.layers.mount(id);
}

export function unmountRoot(context: Context, { id, config }: ContainerRecord): void {
  if (!isPlain(config)) context.storage.layers.unmount(id);
}

/** The root file system is a folder of the host, used as it is: the storage knows nothing of it. */
export function isPlain(
  config: ContainerConfig,
): config is ContainerConfig & { rootfs: { path: string } } {
  return config.rootfs !== undefined && !config.rootfs.overlay;
}
