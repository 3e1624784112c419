import type { Engine } from '../../../engine/engine.ts';
import { BadParameter, RefpodError } from '../../../errors.ts';
import type { Handlers, Reply } from '../../handler.ts';
import { changesReply } from '../../shared/changes.ts';
import { encodeImage, encodeRemoved, encodeStep, encodeSummary, withLists } from './encode.ts';
import { libpodImagePull } from './pull.ts';
import { libpodImagePush } from './push.ts';
import { libpodImageSearch } from './search.ts';
import { libpodImageTransfer } from './transfer.ts';

const json = (value: unknown): Reply => ({ kind: 'json', status: 200, value });

/** All operations on images. */
export function libpodImages(engine: Pick<Engine, 'images' | 'containers'>) {
  return {
    ...lookingAt(engine),
    ...naming(engine),
    ...libpodImageTransfer(engine),
    ...libpodImagePull(engine),
    ...libpodImagePush(engine),
    ...libpodImageSearch(engine),
  };
}

function lookingAt(engine: Pick<Engine, 'images' | 'containers'>) {
  const { images } = engine;
  return {
    'libpod.image.list': ({ query: { all, filters = {} } }) =>
      json(images.list('libpod', { all, filters }).map(encodeSummary)),
    'libpod.image.inspect': async ({ path }) =>
      json(encodeImage(await images.inspect(path.name, 'libpod'))),
    'libpod.image.exists': ({ path }) => {
      images.resolve(path.name, 'libpod');
      return { kind: 'empty', status: 204 };
    },
    'libpod.image.history': ({ path }) => json(images.history(path.name, 'libpod').map(encodeStep)),
    'libpod.image.tree': ({ path, query: { whatrequires = false } }) =>
      json({ Tree: images.treeText(path.name, whatrequires) }),
    'libpod.image.resolve': ({ path: { name } }) => json({ Names: resolved(images, name) }),
    'libpod.image.changes': ({ path, query }) => changesReply(engine, 'image', path.name, query),
  } satisfies Handlers;
}

/** Whatever keeps a name from being resolved is the client's fault here, as Podman has it. */
function resolved(images: Engine['images'], name: string): string[] {
  try {
    return images.pullNames(name);
  } catch (error) {
    if (!(error instanceof RefpodError)) throw error;
    throw new BadParameter(`resolving "${name}": ${error.message}`, { cause: error });
  }
}

function naming({ images }: Pick<Engine, 'images'>) {
  return {
    'libpod.image.tag': ({ path, query: { repo, tag } }) => {
      if (!repo) throw repoMissing('tag');
      images.tag(path.name, { repo, tag }, 'libpod');
      return { kind: 'empty', status: 201 };
    },
    'libpod.image.untag': ({ path, query: { repo, tag } }) => {
      if (!repo && tag) throw repoMissing('untag');
      images.untag(path.name, repo ? { repo, tag } : undefined);
      return { kind: 'empty', status: 201 };
    },
    'libpod.image.remove': async ({ path, query: { force = false } }) => {
      const { lists, others } = splitLists(images, [path.name]);
      if (others.length === 0) return json(withLists(encodeRemoved(nothing), lists));
      return json(encodeRemoved(await images.removeLibpod(path.name, { force, noprune: false })));
    },
    'libpod.image.remove-many': async ({ query }) => {
      const { images: names = [], all, force = false, ignore, noprune } = query;
      // Podman takes no names for all of them; nobody who forgets a parameter means that.
      if (names.length === 0 && !all)
        throw new BadParameter('query parameter "images" or "all" is required');
      const lists = all ? images.lists.all().map(({ id }) => id) : names;
      const { lists: gone, others } = splitLists(images, lists);
      const report = await images.removeMany(others, { all, force, ignore, noprune });
      return json(withLists(encodeRemoved(report), gone));
    },
    'libpod.image.prune': async ({ query }) => {
      const { all: asked = [], dangling = [], ...filters } = query.filters ?? {};
      // The document: `dangling` false (or 0) means every unused image.
      const all =
        query.all ||
        asked.some((value) => /^(?:1|t|true)$/i.test(value)) ||
        dangling.some((value) => /^(?:0|f|false)$/i.test(value));
      const pruned = await images.pruneLibpod({ all, filters });
      return json(pruned.map(({ id, size }) => ({ Id: id, Size: size })));
    },
  } satisfies Handlers;
}

function repoMissing(verb: string): BadParameter {
  return new BadParameter(`repo parameter is required to ${verb} an image`);
}

const nothing = { untagged: [], deleted: [] };

/** Lists are removed like images, and never the images that they stand for. */
function splitLists({ lists }: Engine['images'], names: readonly string[]) {
  const [own, others] = [[] as string[], [] as string[]];
  for (const name of names) (lists.exists(name) ? own : others).push(name);
  return { lists: own.map((name) => lists.remove(name)), others };
}
