import { packTree } from '../../storage/pack/pack.ts';
import { writeTar } from '../../storage/tar/writer.ts';
import type { Image, ImageConfig } from '../../storage/types.ts';
import { unpackTar } from '../../storage/unpack/unpack.ts';
import { newId } from '../containers/names.ts';
import type { BuildRun } from './build-run.ts';
import { momentOf } from './commit-step.ts';
import { fileTime } from './layer-work.ts';

/**
 * Makes one layer of those that an image has above its base, or of all.
 * @param base undefined for all.
 */
export async function squash(run: BuildRun, image: Image, base: Image | undefined): Promise<Image> {
  const { layers, images } = run.neighbours.storage;
  const id = newId();
  const count = base?.layers.length ?? 0;
  const added = images.layerDirs(image).toReversed().slice(count);
  try {
    const root = (layers.createContainerLayer(id, base), layers.mount(id));
    for (const folder of added)
      await unpackTar(writeTar(packTree(folder, { whiteouts: true, signal: run.signal })), root, {
        whiteouts: 'apply',
        signal: run.signal,
      });
    layers.unmount(id);
    return await run.neighbours.images.compose({
      base,
      layer: layers.diff(id, run.signal, fileTime(run)),
      configure: (hasLayer) => configuration(run, image, base, hasLayer),
      format: run.options.format,
      annotations: run.options.annotations,
      signal: run.signal,
    });
  } finally {
    await layers.removeContainerLayer(id);
  }
}

/** The steps stay in the history, as ones without a layer; the last entry is that of the layer. */
function configuration(
  { options }: BuildRun,
  image: Image,
  base: Image | undefined,
  hasLayer: boolean,
): Partial<ImageConfig> {
  const { rootfs: _, ...config } = image.config;
  const count = base?.config.history?.length ?? 0;
  const steps = (config.history ?? []).slice(count);
  const created = momentOf(options).toISOString();
  const below = base?.config.history ?? [];
  if (options.tree === 'libpod') {
    const last = steps.at(-1);
    const history = [
      ...below,
      ...steps.slice(0, -1).map((step) => ({ ...step, empty_layer: true })),
      ...(last ? [withLayer(last, hasLayer)] : []),
    ];
    return { ...config, created, history };
  }
  const comment = `merge sha256:${image.id} to ${base ? `sha256:${base.id}` : ''}`;
  const merged = steps.map((step) => ({ ...step, empty_layer: true }));
  return {
    ...config,
    created,
    history: [...below, ...merged, withLayer({ created, comment }, hasLayer)],
  };
}

type Step = NonNullable<ImageConfig['history']>[number];

function withLayer(step: Step, hasLayer: boolean): Step {
  if (!hasLayer) return { ...step, empty_layer: true };
  const made = { ...step };
  delete made.empty_layer;
  return made;
}
