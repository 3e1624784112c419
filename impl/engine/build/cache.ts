import { MEDIA } from '../../storage/images/manifest.ts';
import type { Image } from '../../storage/types.ts';
import { normalised, parsePlatform, runsOn } from '../images/registry/platform.ts';
import type { BuildRun } from './build-run.ts';
import { composeStep, platformOf } from './commit-step.ts';
import type { StepResult } from './commit-step.ts';
import type { StageState } from './stage-state.ts';

/**
 * What this step would make again: the image of an earlier build, or one made of what a `cachefrom`
 * image has of it. Undefined when the step is new.
 */
export async function cachedStep(
  run: BuildRun,
  state: StageState,
  step: StepResult,
): Promise<Image | undefined> {
  if (state.isNew || run.options.noCache) return undefined;
  const sources = cacheSources(run);
  return earlierStep(run, state, step, sources) ?? (await restored(run, state, step, sources));
}

/** The images that the client wants steps taken from, as far as they are here. */
function cacheSources({ neighbours: { images }, options }: BuildRun): Image[] {
  return options.cacheFrom.flatMap((name) => {
    try {
      return [images.find(name, options.tree).image];
    } catch {
      return [];
    }
  });
}

function earlierStep(
  run: BuildRun,
  state: StageState,
  step: StepResult,
  sources: readonly Image[],
): Image | undefined {
  const { neighbours, options } = run;
  const wanted = canonical(step.config);
  const count = historyOf(state.image).length + 1;
  const mediaType = MEDIA[options.format].manifest;
  // What is made from scratch has no base that says what it is for.
  const platform = normalised(parsePlatform(options.platform ?? ''));
  const author = step.author ?? state.author;
  const alike = neighbours.storage.images
    .list()
    .filter(
      ({ config: { history, author: own, config, ...others }, manifestMediaType }) =>
        history?.length === count &&
        (state.image !== undefined || runsOn(others, platform)) &&
        history.at(-1)?.created_by === step.createdBy &&
        manifestMediaType === mediaType &&
        (own ?? undefined) === author &&
        canonical(config) === wanted,
    );
  if (alike.length === 0) return undefined;
  const isTrusted = trust(run, state.image, sources);
  return alike.findLast(
    (image) =>
      begins(image, state.image) &&
      image.layers.length <= (state.image?.layers.length ?? 0) + 1 &&
      isTrusted(image),
  );
}

/**
 * Whose steps may be taken. Docker takes those that were built here and the named ones, Podman
 * anybody's. What is made from scratch has no parent that could tell.
 */
function trust(
  { neighbours, options }: BuildRun,
  base: Image | undefined,
  sources: readonly Image[],
): (image: Image) => boolean {
  if (options.tree === 'libpod' || !base) return () => true;
  const parents = neighbours.images.parents();
  const named = new Set(sources.map(({ id }) => id));
  return ({ id }) => parents.get(id) === base.id || named.has(id);
}

/** An image that came from elsewhere has no images of its steps: they are made of its layers. */
async function restored(
  run: BuildRun,
  state: StageState,
  step: StepResult,
  sources: readonly Image[],
): Promise<Image | undefined> {
  const done = historyOf(state.image);
  const source = sources.find(
    (image) =>
      historyOf(image)[done.length]?.created_by === step.createdBy && begins(image, state.image),
  );
  const entry = historyOf(source)[done.length];
  if (!source || !entry) return undefined;
  const position = state.image?.layers.length ?? 0;
  const layer = entry.empty_layer ? undefined : { of: source, position };
  const author = step.author ?? state.author;
  return composeStep(run, state, layer, () => ({
    ...(entry.created ? { created: entry.created } : {}),
    ...(author ? { author } : {}),
    ...platformOf(run.options.platform, source.config),
    config: step.config,
    history: [...done, entry],
  }));
}

const historyOf = (image: Image | undefined) => image?.config.history ?? [];

/** Its layers and history begin with the base's. */
function begins(image: Image, base: Image | undefined): boolean {
  const layers = base?.layers ?? [];
  const own = historyOf(image);
  return (
    layers.every((layer, at) => image.layers[at] === layer) &&
    historyOf(base).every((entry, at) => JSON.stringify(entry) === JSON.stringify(own[at]))
  );
}

/** The same text for the same configuration, whatever the order of its members. */
function canonical(value: unknown): string {
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
