import type { Context } from './context.ts';
import type { ContainerRecord } from './record.ts';

/** The root file system's path, mounted if it must be; a plain folder already is where it is. */
export async function mountRoot(
  context: Context,
  { id, config }: ContainerRecord,
): Promise<string> {
  return config.rootfs ? config.rootfs.path : context.storage.layers.mount(id);
}

export async function unmountRoot(
  context: Context,
  { id, config }: ContainerRecord,
): Promise<void> {
  if (!config.rootfs) await context.storage.layers.unmount(id);
}
