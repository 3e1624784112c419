import type { RunConfig } from '../../build/instructions/config.ts';
import type { Composition } from '../../storage/images/compose.ts';
import { MEDIA } from '../../storage/images/manifest.ts';
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

/** The image of an earlier build that this step would make again; undefined when there is none. */
export function cachedStep(run: BuildRun, state: StageState, step: StepResult): Image | undefined {
  if (state.isNew || run.options.noCache) return undefined;
  const { storage, images } = run.neighbours;
  const wanted = canonical(step.config);
  const before = state.image?.config.history ?? [];
  const parents = images.parents();
  const trusted = trustedImages(run);
  const author = step.author ?? state.author;
  return storage.images
    .list()
    .findLast(
      (image) =>
        image.manifestMediaType === MEDIA[run.options.format].manifest &&
        (parents.get(image.id) === (state.image?.id ?? '') || trusted.has(image.id)) &&
        image.config.history?.length === before.length + 1 &&
        image.config.history.at(-1)?.created_by === step.createdBy &&
        (image.config.author ?? undefined) === author &&
        isOn(image, state.image) &&
        canonical(image.config.config) === wanted,
    );
}

/** Images of `cachefrom` may come from anywhere; then what they have in common with the build counts. */
function trustedImages({ neighbours, options }: BuildRun): Set<string> {
  const { images, storage } = neighbours;
  const trusted = new Set<string>();
  for (const name of options.cacheFrom) {
    try {
      trusted.add(images.find(name, options.tree).image.id);
    } catch {
      // One that is not here has no steps to take.
    }
  }
  // Podman looks at the histories of all images, and at those from scratch nobody can see a parent.
  for (const { id, config } of storage.images.list())
    if (options.tree === 'libpod' || config.history?.length === 1) trusted.add(id);
  return trusted;
}

/** Its layers and history are those of the base and at most one more. */
function isOn(image: Image, base: Image | undefined): boolean {
  const layers = base?.layers ?? [];
  const extra = image.layers.length - layers.length;
  if (extra < 0 || extra > 1 || layers.some((layer, at) => image.layers[at] !== layer))
    return false;
  const history = base?.config.history ?? [];
  const own = image.config.history ?? [];
  return history.every((entry, at) => JSON.stringify(entry) === JSON.stringify(own[at]));
}

/** The same text for the same configuration, whatever the order of its members. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, one: unknown) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
      const entries = Object.entries(one).filter(([, member]) => !isNothing(member));
      return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? ''
  );
}

/** An empty list or map, and text that is empty, say what their absence says. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Goes on from the image of a step. */
export function advance(state: StageState, image: Image, step: StepResult): void {
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
  const { options, neighbours, signal } = run;
  const image = await neighbours.images.compose({
    base: state.image,
    layer,
    // Docker's images have no layer for a step that wrote nothing.
    keepEmpty: options.tree === 'libpod',
    configure: (added) => configuration(run, state, step, added),
    format: options.format,
    annotations: annotationsOf(run, state),
    signal,
  });
  run.made.push(image.id);
  state.isNew = true;
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
function platformOf(wanted: string | undefined, base: ImageConfig | undefined) {
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
