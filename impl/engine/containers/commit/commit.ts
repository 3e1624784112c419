import { InternalError } from '../../../errors.ts';
import type { Composition } from '../../../storage/images/compose.ts';
import type { Image, ImageConfig } from '../../../storage/types.ts';
import { newName } from '../../images/names.ts';
import type { Container } from '../container.ts';
import type { Context } from '../context.ts';
import { whilePaused } from '../pause.ts';
import type { ContainerRecord } from '../record.ts';
import type { Tree } from '../view.ts';
import { runConfigOf } from './run-config.ts';
import type { RunConfig } from './run-config.ts';

export interface CommitOptions {
  tree: Tree;
  /** Name to give; without it the image has none. */
  reference?: { repo: string; tag?: string | undefined } | undefined;
  author?: string | undefined;
  comment?: string | undefined;
  /** Pause the container while its files are read, if it runs. */
  pause: boolean;
  format: 'oci' | 'docker';
  /** One layer of everything, on no other image. */
  squash: boolean;
  /** What the client wants other than the container has it. */
  configure(container: RunConfig): RunConfig;
  signal: AbortSignal;
}

/**
 * The `commit` verb: what the container wrote becomes a layer on its image. The container stays
 * as it is meanwhile, for this holds its lock.
 *
 * @throws BadParameter for a name or configuration that makes no sense, before anything is done;
 *   InternalError for a container without an image.
 */
export async function commit(
  context: Context,
  container: Container,
  options: CommitOptions,
): Promise<Image> {
  const { reference, tree } = options;
  const name = reference && newName(reference.repo, reference.tag, tree);
  const image = await container.exclusively(async () => {
    const wish = composition(context, container.record, options);
    const make = () => context.images.compose(wish(), name);
    return options.pause ? whilePaused(context, container, make) : make();
  });
  const attributes = {
    comment: options.comment ?? '',
    imageID: `sha256:${image.id}`,
    imageRef: name ?? '',
  };
  context.emit({ action: 'commit', record: container.record, attributes });
  return image;
}

/** What to make, checked at once; the files are read when it is called. */
function composition(
  { storage }: Context,
  record: ContainerRecord,
  options: CommitOptions,
): () => Composition {
  const base = record.image && storage.images.get(record.image.id);
  if (!base)
    throw new InternalError(`cannot commit container ${record.id}: it is made of no image`);
  const config = options.configure(runConfigOf(record, base.config.config ?? {}));
  const { squash, format, signal, tree } = options;
  const files = squash ? 'exportContainer' : 'diff';
  return () => ({
    base: squash ? undefined : base,
    layer: storage.layers[files](record.id, signal),
    // Podman's images have a layer for it, Docker's have not.
    keepEmpty: tree === 'libpod',
    configure: (added) => imageConfig(record, base, { ...options, config, added }),
    format,
    signal,
  });
}

type Wanted = CommitOptions & { config: RunConfig; added: boolean };

function imageConfig(
  record: ContainerRecord,
  { config: base }: Image,
  wanted: Wanted,
): Partial<ImageConfig> {
  const { author, comment, config, format, squash } = wanted;
  const created = new Date().toISOString();
  const step = { created, ...(author ? { author } : {}), ...stepWords(record, wanted) };
  const platform = { architecture: base.architecture, os: base.os };
  return {
    created,
    ...(author ? { author } : {}),
    ...platform,
    ...(base.variant ? { variant: base.variant } : {}),
    config,
    history: [...(squash ? [] : (base.history ?? [])), step],
    ...(format === 'docker' ? { comment: comment ?? '', container: record.id } : {}),
  };
}

/** Docker tells the command that ran and the client's comment, Podman the image it came from. */
function stepWords({ config, image }: ContainerRecord, { tree, comment, added }: Wanted) {
  if (tree === 'libpod') return { created_by: '/bin/sh', comment: `FROM ${image?.name ?? ''}` };
  const { entrypoint = [], command = [] } = config.process;
  return {
    created_by: [...entrypoint, ...command].join(' '),
    ...(comment ? { comment } : {}),
    ...(added ? {} : { empty_layer: true }),
  };
}
