import type { Context } from './context.ts';
import type { ContainerRecord } from './record.ts';

/** The root file system's path, mounted if it must be; a plain folder already is where it is. */
export function mountRoot(context: Context, { id, config }: ContainerRecord): string {
  return config.rootfs ? config.rootfs.path : context.storage.layers.mount(id);
}

export function unmountRoot(context: Context, { id, config }: ContainerRecord): void {
  if (!config.rootfs) context.storage.layers.unmount(id);
}
