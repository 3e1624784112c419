import type { ApiVersion } from '../../../../spec/version.ts';
import type { Engine } from '../../../engine/engine.ts';
import { nameFilter } from '../../../engine/images/reference-filter.ts';
import { BadParameter } from '../../../errors.ts';
import type { Handlers, Reply } from '../../handler.ts';
import { atLeast } from '../../version.ts';
import { encodeImage, encodeRemoved, encodeStep, encodeSummary } from './encode.ts';
import { compatImagePush } from './push.ts';
import { compatRegistries } from './search.ts';
import { compatImageTransfer } from './transfer.ts';

type Filters = Readonly<Record<string, readonly string[]>>;

const json = (value: unknown): Reply => ({ kind: 'json', status: 200, value });

/** All operations on images and registries. */
export function compatImages(engine: Pick<Engine, 'images'>) {
  return {
    ...lookingAt(engine),
    ...naming(engine),
    ...compatImageTransfer(engine),
    ...compatImagePush(engine),
    ...compatRegistries(engine),
  };
}

function lookingAt({ images }: Pick<Engine, 'images'>) {
  return {
    'compat.image.list': ({ query, version }) => {
      const filters = listFilters(query, version);
      const patterns = filters.reference?.map((pattern) => nameFilter(pattern, 'compat'));
      const withShared = query['shared-size'] && atLeast(version, '1.42');
      const options = {
        version,
        shows: (name: string) => patterns?.some((fits) => fits(name)) ?? true,
        ...(withShared ? { sharedSizes: images.sharedSizes() } : {}),
      };
      const views = images.list('compat', { all: query.all, filters });
      views.sort((one, other) => other.image.created - one.image.created);
      return json(views.map((view) => encodeSummary(view, options)));
    },
    'compat.image.inspect': async ({ path, version }) =>
      json(encodeImage(await images.inspect(path.name, 'compat'), version)),
    'compat.image.history': ({ path }) => json(images.history(path.name, 'compat').map(encodeStep)),
  } satisfies Handlers;
}

/** With the older parameter `filter`, a pattern for names. */
function listFilters(
  { filters = {}, filter }: { filters?: Filters; filter?: string },
  version: ApiVersion | undefined,
): Filters {
  if (!filter || atLeast(version, '1.41')) return filters;
  return { ...filters, reference: [...(filters.reference ?? []), filter] };
}

function naming({ images }: Pick<Engine, 'images'>) {
  return {
    'compat.image.tag': ({ path, query: { repo, tag } }) => {
      if (!repo) throw new BadParameter('repo parameter is required to tag an image');
      images.tag(path.name, { repo, tag }, 'compat');
      return { kind: 'empty', status: 201 };
    },
    'compat.image.remove': async ({ path, query: { force = false, noprune = false } }) => {
      const removed = await images.removeCompat(path.name, { force, noprune });
      return json(removed.map(encodeRemoved));
    },
    'compat.image.prune': async ({ query }) => {
      const { dangling = [], ...filters } = query.filters ?? {};
      const all = query.all || dangling.map(isDangling).includes(false);
      const { removed, freed } = await images.pruneCompat({ all, filters });
      return json({
        ImagesDeleted: removed.length > 0 ? removed.map(encodeRemoved) : null,
        SpaceReclaimed: freed,
      });
    },
  } satisfies Handlers;
}

function isDangling(value: string): boolean {
  if (value === '1' || value === 'true') return true;
  if (value === '0' || value === 'false') return false;
  throw new BadParameter(`invalid filter 'dangling=[${value}]'`);
}
