import type { Readable } from 'node:stream';
import type { Image, ImageConfig } from '../../storage/types.ts';
import type { Tree } from '../containers/view.ts';
import { applyChanges } from './changes.ts';
import type { Context } from './context.ts';
import { tell } from './context.ts';
import { reading } from './load.ts';
import { newName } from './names.ts';

export interface ImportOptions {
  tree: Tree;
  /** Dockerfile instructions for the configuration. */
  changes: readonly string[];
  /** For the history. */
  message?: string | undefined;
  /** Name of the image; without it the image has none. */
  reference?: { repo: string; tag?: string | undefined } | undefined;
  /** Of the image; the host's when left out. */
  platform?: { os?: string; architecture?: string; variant?: string };
  signal: AbortSignal;
}

/**
 * Makes an image of one layer from a root file system.
 * @throws BadParameter for a name or changes that make no sense, before anything is read.
 */
export async function importImage(
  context: Context,
  archive: Readable,
  options: ImportOptions,
): Promise<Image> {
  const { tree, reference, signal } = options;
  const name = reference && newName(reference.repo, reference.tag, tree);
  const config = applyChanges({}, options.changes);
  const image = await reading(tree, 'unable to import tarball', () =>
    context.storage.images.importRootFs(
      archive,
      (diffId) => configuration(options, config, diffId),
      signal,
    ),
  );
  if (name !== undefined) {
    context.storage.images.tag(image.id, name);
    context.notes.named(image.id, name, Date.now());
    tell(context, 'tag', image, name);
  }
  // Podman tells of the name only.
  tell(context, 'import', image, name, 'compat');
  return context.storage.images.get(image.id) ?? image;
}

function configuration(
  { tree, message, platform }: ImportOptions,
  config: NonNullable<ImageConfig['config']>,
  diffId: string,
): Partial<ImageConfig> {
  const created = new Date().toISOString();
  const file = diffId.replace(/^sha256:/, '');
  // Docker leaves the instruction out, Podman writes one as a build would have it.
  const instruction = tree === 'libpod' ? `/bin/sh -c #(nop) ADD file:${file} in /` : undefined;
  return {
    created,
    ...platform,
    config,
    history: [
      {
        created,
        ...(instruction === undefined ? {} : { created_by: instruction }),
        ...(message ? { comment: message } : {}),
      },
    ],
  };
}
