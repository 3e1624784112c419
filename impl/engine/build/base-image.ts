import type { Image } from '../../storage/types.ts';
import { requirePlatform } from '../containers/platform.ts';
import type { BuildRun } from './build-run.ts';

/**
 * An image that a build begins with or copies from.
 * @throws NotFound when it is not here.
 */
export async function baseImage(
  { neighbours, options }: BuildRun,
  text: string,
  platform: string | undefined,
): Promise<{ image: Image; name: string | undefined }> {
  const found = neighbours.images.find(text, options.tree);
  if (platform) requirePlatform(found.image.config, text, platform);
  return found;
}
