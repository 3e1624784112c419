import type { Engine } from '../../../engine/engine.ts';
import { fetchArchive } from '../../../engine/images/fetch.ts';
import { familiar } from '../../../engine/images/names.ts';
import { BadParameter } from '../../../errors.ts';
import type { LoadedImage } from '../../../storage/types.ts';
import type { Handlers, Reply } from '../../handler.ts';
import { given } from '../../shared/given.ts';
import { pullReply } from './pull.ts';

/** Images from and to archives. */
export function compatImageTransfer({ images }: Pick<Engine, 'images'>) {
  const save = (names: readonly string[], signal: AbortSignal): Reply => ({
    kind: 'stream',
    status: 200,
    contentType: 'application/x-tar',
    source: images.export(names, {
      tree: 'compat',
      format: 'docker-archive',
      compress: false,
      signal,
    }),
  });
  return {
    'compat.image.load': async ({ input, signal }) => {
      const loaded = await images.load(input, 'compat', signal);
      return lines(loaded.flatMap(loadedLines));
    },
    'compat.image.create': async (call) => {
      const { query, input, signal } = call;
      const { fromImage, fromSrc, repo, tag, message, changes = [], platform = '' } = query;
      if (fromImage) return pullReply({ images }, call);
      if (!fromSrc) throw new BadParameter('query parameter "fromImage" or "fromSrc" is required');
      const [os, architecture, variant] = platform.split('/').map((part) => part || undefined);
      const image = await images.import(
        fromSrc === '-' ? input : await fetchArchive(fromSrc, signal),
        {
          tree: 'compat',
          changes,
          message,
          reference: repo ? { repo, tag } : undefined,
          platform: given({ os, architecture, variant }),
          signal,
        },
      );
      const fetched = fromSrc === '-' ? [] : [{ status: `Downloading from ${fromSrc}` }];
      return lines([...fetched, { status: `sha256:${image.id}` }]);
    },
    'compat.image.export': ({ path, signal }) => save([path.name], signal),
    'compat.image.export-many': ({ query: { names }, signal }) => {
      if (names.length === 0) throw new BadParameter('query parameter "names" is required');
      return save(names, signal);
    },
  } satisfies Handlers;
}

function loadedLines({ id, loadedNames: names }: LoadedImage): { stream: string }[] {
  if (names.length === 0) return [{ stream: `Loaded image ID: sha256:${id}\n` }];
  return names.map((name) => ({ stream: `Loaded image: ${familiar(name)}\n` }));
}

function lines(records: readonly object[]): Reply {
  return { kind: 'lines', status: 200, items: eachOf(records) };
}

async function* eachOf(records: readonly object[]) {
  yield* records;
}
