import { parseReference, repositoryOf } from '../../../storage/reference.ts';
import type { Descriptor } from '../../../storage/types.ts';
import type { Context } from '../context.ts';
import type { EntryPlatform, ListedImage } from '../lists/list.ts';
import { listedIn, remoteManifest } from '../lists/resolve.ts';
import type { RegistryRequest } from './access.ts';
import { pullNames } from './pull-names.ts';

/** An image as its registry has it. */
export interface Distribution {
  /** Of its manifest or list; size in bytes. */
  descriptor: Descriptor;
  /** One, or those of the list. */
  platforms: EntryPlatform[];
}

/**
 * Asks the registry of a name, for short ones Docker's, about it.
 * @throws BadParameter for what cannot be a name; NotFound; RegistryError
 */
export async function distribution(
  context: Context,
  name: string,
  request: RegistryRequest,
): Promise<Distribution> {
  const [full = name] = pullNames(name, undefined, request.tree, context.registries.conf);
  const origin = repositoryOf(parseReference(full));
  return remoteManifest(context, full, request, async (at, manifest) => {
    const { mediaType, digest, data } = manifest;
    const entries: ListedImage[] = await listedIn(at, manifest, origin, request.signal);
    return {
      descriptor: { mediaType, digest, size: data.length },
      platforms: entries.map(({ platform }) => platform),
    };
  });
}
