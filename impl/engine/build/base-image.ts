import type { Image } from '../../storage/types.ts';
import { parsePlatform } from '../images/registry/platform.ts';
import type { BuildRun } from './build-run.ts';
import type { BuildOptions } from './options.ts';

/**
 * An image that a build begins with or copies from, pulled by the wanted policy.
 * @throws NotFound when nobody has it; BadParameter for what cannot be a name.
 */
export async function baseImage(
  { neighbours, options, events, signal }: BuildRun,
  text: string,
  platform: string | undefined,
): Promise<{ image: Image; name: string | undefined }> {
  const [pulled] = await neighbours.images.pull(imageBehind(options, text), {
    ...options.registry,
    tree: options.tree,
    policy: options.pull,
    platform: parsePlatform(platform ?? ''),
    onProgress: (event) => events.push({ kind: 'pulling', event }),
    signal,
  });
  if (!pulled) throw new Error(`${text}: pulling it gave nothing`);
  const { image, name } = pulled;
  return { image, name: name === image.id ? undefined : name };
}

/** A name that the client gave to another image means that one. */
function imageBehind({ contexts }: BuildOptions, text: string): string {
  const context = contexts.get(text);
  return context && 'image' in context ? context.image : text;
}
