import type { Engine } from '../../../engine/engine.ts';
import { fetchArchive } from '../../../engine/images/fetch.ts';
import { BadParameter } from '../../../errors.ts';
import type { Handlers, Reply } from '../../handler.ts';
import { given } from '../../shared/given.ts';

/** Images from and to archives. */
export function libpodImageTransfer({ images }: Pick<Engine, 'images'>) {
  const save = (
    names: readonly string[],
    format: string,
    compress: boolean | undefined,
    signal: AbortSignal,
  ): Reply => ({
    kind: 'stream',
    status: 200,
    contentType: 'application/x-tar',
    source: images.export(names, { tree: 'libpod', format, compress: compress ?? false, signal }),
  });
  return {
    'libpod.image.load': async ({ input, signal }) => {
      const loaded = await images.load(input, 'libpod', signal);
      const names = loaded.flatMap((image) =>
        image.loadedNames.length > 0 ? image.loadedNames : [`sha256:${image.id}`],
      );
      return { kind: 'json', status: 200, value: { Names: names } };
    },
    'libpod.image.import': async ({ query, input, signal }) => {
      const { changes = [], message, reference, url, os, architecture, variant } = query;
      const archive = url ? await fetchArchive(url, signal) : input;
      const image = await images.import(archive, {
        tree: 'libpod',
        changes,
        message,
        reference: reference ? { repo: reference } : undefined,
        platform: given({ os, architecture, variant }),
        signal,
      });
      return { kind: 'json', status: 200, value: { Id: `sha256:${image.id}` } };
    },
    'libpod.image.export': ({ path, query: { format, compress }, signal }) =>
      save([path.name], format || 'oci-archive', compress, signal),
    'libpod.image.export-many': ({ query: { format, references = [], compress }, signal }) => {
      if (references.length === 0) throw new BadParameter('no references');
      const usual = references.length > 1 ? 'docker-archive' : 'oci-archive';
      return save(references, format || usual, compress, signal);
    },
  } satisfies Handlers;
}
