import { release } from 'node:os';
import { goArchitecture } from '../../system/version.ts';
import type { Context } from '../context.ts';
import type { ContainerRecord } from '../record.ts';
import { archiveOf } from './archive.ts';
import type { CheckpointHome } from './home.ts';

const ABOUT = 'io.podman.annotations.checkpoint.';

/**
 * Makes an image of a checkpoint: one layer with what the archive has, and annotations that say, as
 * Podman's do, what it was taken of and where.
 * @param name full
 */
export async function imageOf(
  context: Context,
  record: ContainerRecord,
  home: CheckpointHome,
  name: string,
): Promise<void> {
  const wanted = { rootFs: true, volumes: true, whole: false };
  const created = new Date().toISOString();
  await context.images.compose(
    {
      layer: await archiveOf(context, record, home, wanted),
      configure: () => ({ created, config: {}, history: [{ created, comment: 'checkpoint' }] }),
      format: 'oci',
      annotations: await annotations(context, record),
    },
    name,
  );
}

async function annotations(
  context: Context,
  { name, image, config }: ContainerRecord,
): Promise<Record<string, string>> {
  const { version = '' } = await context.criu();
  const about = {
    name,
    rawImageName: config.image ?? '',
    rootfsImageID: image?.id ?? '',
    rootfsImageName: image?.name ?? '',
    'criu.version': version,
    'runtime.name': context.runtime.name,
    'runtime.version': context.runtime.version,
    'host.arch': goArchitecture(),
    'host.kernel': release(),
  };
  return Object.fromEntries(Object.entries(about).map(([key, value]) => [`${ABOUT}${key}`, value]));
}
