import type { RunConfig } from '../../build/instructions/config.ts';
import type { Composition } from '../../storage/images/compose.ts';
import type { Image, ImageConfig } from '../../storage/types.ts';
import type { BuildRun } from './build-run.ts';
import { copyOf } from './stage-state.ts';
import type { StageState } from './stage-state.ts';

/** What a step makes of the state before it. */
export interface StepResult {
  /** For the history; with the base's history and `config` it is what the cache knows the step by. */
  createdBy: string;
  config: RunConfig;
  author?: string | undefined;
}

/** Goes on from the image of a step. */
export function advance(
  { held }: BuildRun,
  state: StageState,
  image: Image,
  step: StepResult,
): void {
  held.add(image.id);
  state.image = image;
  state.config = copyOf(step.config);
  state.scope.env = state.config.Env;
  if (step.author !== undefined) state.author = step.author;
}

/**
 * Makes the image of a step.
 * @param layer what the step wrote; undefined when it changes the configuration alone.
 */
export async function commitStep(
  run: BuildRun,
  state: StageState,
  step: StepResult,
  layer?: Composition['layer'],
): Promise<Image> {
  const image = await composeStep(run, state, layer, (added) =>
    configuration(run, state, step, added),
  );
  state.isNew = true;
  return image;
}

/** Makes an image on the one that the stage is at. */
export async function composeStep(
  run: BuildRun,
  state: StageState,
  layer: Composition['layer'],
  configure: Composition['configure'],
): Promise<Image> {
  const { options, neighbours, signal } = run;
  const image = await neighbours.images.compose({
    base: state.image,
    layer,
    // Docker's images have no layer for a step that wrote nothing.
    keepEmpty: options.tree === 'libpod',
    configure,
    format: options.format,
    annotations: annotationsOf(run, state),
    signal,
  });
  run.made.push(image.id);
  return image;
}

function configuration(
  { options }: BuildRun,
  state: StageState,
  { config, createdBy, author = state.author }: StepResult,
  added: boolean,
): Partial<ImageConfig> {
  const created = momentOf(options).toISOString();
  const base = state.image?.config;
  const comment = options.tree === 'libpod' ? fromComment(state) : {};
  const step = { created, created_by: createdBy, ...comment, ...(author ? { author } : {}) };
  return {
    created,
    ...(author ? { author } : {}),
    ...platformOf(options.platform, base ?? state.base.image?.config),
    config,
    history: [...(base?.history ?? []), added ? step : { ...step, empty_layer: true }],
  };
}

/** Podman notes what each step was made on. */
function fromComment({ image, base }: StageState): { comment?: string } {
  if (!image) return {};
  const name = image.id === base.image?.id ? (base.name ?? image.id) : image.id.slice(0, 12);
  return { comment: `FROM ${name}` };
}

export function momentOf({ timestamp }: { timestamp?: number | undefined }): Date {
  return timestamp === undefined ? new Date() : new Date(timestamp * 1000);
}

/** The base's platform; from scratch the wanted one. */
export function platformOf(wanted: string | undefined, base: ImageConfig | undefined) {
  if (base) {
    const { os, architecture, variant } = base;
    return { os, architecture, ...(variant ? { variant } : {}) };
  }
  const [os, architecture, variant] = (wanted ?? '').split('/');
  return {
    ...(os ? { os } : {}),
    ...(architecture ? { architecture } : {}),
    ...(variant ? { variant } : {}),
  };
}

/** Podman's OCI images say what they were built on (image-spec annotations.md). */
function annotationsOf({ options }: BuildRun, { base }: StageState): Record<string, string> {
  const own: Record<string, string> =
    options.format === 'oci' && options.tree === 'libpod' && base.image && base.name
      ? {
          'org.opencontainers.image.base.digest': base.image.digest,
          'org.opencontainers.image.base.name': base.name,
        }
      : {};
  return { ...own, ...options.annotations };
}
