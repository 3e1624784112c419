import type { Digest, HistoryEntry, Image, Layer } from '../types.ts';

/** What steps made the image, newest first. */
export function historyOf(
  image: Image,
  layerOf: (chainId: Digest) => Layer | undefined,
): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  let position = 0;
  for (const step of stepsOf(image)) {
    const layer = step.empty_layer ? undefined : layerOf(image.layers[position++] ?? '');
    const created = Date.parse(step.created ?? '');
    entries.unshift({
      created: Number.isNaN(created) ? 0 : created,
      createdBy: step.created_by ?? '',
      comment: step.comment ?? '',
      ...(layer ? { layer } : {}),
    });
  }
  return entries;
}

type Step = NonNullable<Image['config']['history']>[number];

/** A step for each layer even when the configuration tells of fewer. */
function stepsOf(image: Image): Step[] {
  const steps = image.config.history ?? [];
  const told = steps.filter((step) => !step.empty_layer).length;
  const untold = Math.max(0, image.layers.length - told);
  return [...Array.from({ length: untold }, () => ({})), ...steps];
}
