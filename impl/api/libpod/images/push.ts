import type { Engine } from '../../../engine/engine.ts';
import type { PushCompression } from '../../../engine/images/registry/push-blob.ts';
import type { PushEvent } from '../../../engine/images/registry/push.ts';
import { BadParameter } from '../../../errors.ts';
import type { Family } from '../../../storage/images/manifest.ts';
import { fullName } from '../../../storage/reference.ts';
import { atLeast } from '../../version.ts';
import type { Call, Handlers, Reply } from '../../handler.ts';
import { emitted } from '../../shared/emitted.ts';
import { credentialsIn } from '../../shared/registry-headers.ts';

type Line = { stream: string } | { error: string } | { manifestdigest: string };

export function libpodImagePush(engine: Pick<Engine, 'images'>) {
  return {
    'libpod.image.push': (call) => push(engine, call),
  } satisfies Handlers;
}

async function push(
  { images }: Pick<Engine, 'images'>,
  { path, query, headers, version, signal }: Call<'libpod.image.push'>,
): Promise<Reply> {
  const { image, name = image.id } = images.find(path.name, 'libpod');
  const destination = destinationOf(query.destination || name);
  const options = {
    tree: 'libpod' as const,
    credentials: credentialsIn(headers, 'libpod'),
    tlsVerify: query.tlsVerify,
    format: formatOf(query.format),
    compression: compressionOf(query.compressionFormat),
    signal,
  };
  if (query.quiet) {
    await images.push(path.name, destination, options);
    return { kind: 'text', status: 200, text: '\n' };
  }
  const { items } = emitted<Line>(
    async (emit) => {
      const onProgress = (event: PushEvent) => {
        for (const line of linesOf(event)) emit({ stream: `${line}\n` });
      };
      emit({ stream: 'Getting image source signatures\n' });
      const { digest } = await images.push(path.name, destination, { ...options, onProgress });
      if (atLeast(version, '4.6')) emit({ manifestdigest: digest });
    },
    (error) => ({ error: error.message }),
  );
  return { kind: 'lines', status: 200, items };
}

/** Podman's words, as it prints them when nobody watches. */
export function linesOf(event: PushEvent): string[] {
  switch (event.kind) {
    case 'pushing':
      return event.layers.map(({ digest }) => `Copying blob ${digest}`);
    case 'config':
      return [`Copying config ${event.digest}`];
    case 'pushed':
      return ['Writing manifest to image destination', 'Storing signatures'];
    case 'layer':
    case 'arrived':
      return [];
  }
}

/** The full name of a destination, which may say `docker://` before. Throws BadParameter. */
export function destinationOf(text: string): string {
  return fullName(text.replace(/^docker:\/\//, ''));
}

const formats: Readonly<Record<string, Family | undefined>> = {
  '': undefined,
  oci: 'oci',
  v2s2: 'docker',
  docker: 'docker',
};

/** @throws BadParameter for one that is none, or that nothing reads any more (v2s1) */
export function formatOf(text = ''): Family | undefined {
  if (text in formats) return formats[text];
  throw new BadParameter(
    `unknown format "${text}". Choose one of the supported formats: 'oci', 'v2s2'`,
  );
}

/** @throws BadParameter */
export function compressionOf(text = ''): PushCompression | undefined {
  if (text === '') return undefined;
  if (text === 'gzip' || text === 'zstd' || text === 'none') return text;
  if (text === 'zstd:chunked') return 'zstd';
  throw new BadParameter(`unknown compression format "${text}"`);
}
