import type { Engine } from '../../engine/engine.ts';
import type { PushListEvent, PushListOptions } from '../../engine/images/lists/push-list.ts';
import { BadParameter } from '../../errors.ts';
import { RegistryError } from '../../registry/errors.ts';
import type { Handlers, Reply } from '../handler.ts';
import { emitted } from '../shared/emitted.ts';
import { credentialsIn } from '../shared/registry-headers.ts';
import type { RegistryHeaders } from '../shared/registry-headers.ts';
import { compressionOf, destinationOf, formatOf, linesOf } from './images/push.ts';

type Line = { Id: string; stream: string } | { Id: string } | { error: string };

interface PushQuery {
  all?: boolean;
  tlsVerify?: boolean;
  quiet?: boolean;
  format?: string;
  compressionFormat?: string;
}

/** Sending a list to a registry, in the forms before and from version 4. */
export function libpodManifestPush({ images: { lists } }: Pick<Engine, 'images'>) {
  const push = async (
    name: string,
    destination: string,
    query: PushQuery,
    headers: RegistryHeaders,
    signal: AbortSignal,
  ): Promise<Reply> => {
    // An unknown one has a status, also where lines are wanted.
    lists.find(name);
    const to = destinationOf(destination);
    const options: PushListOptions = {
      tree: 'libpod',
      all: query.all ?? false,
      tlsVerify: query.tlsVerify,
      credentials: credentialsIn(headers, 'libpod'),
      format: formatOf(query.format),
      compression: compressionOf(query.compressionFormat),
      signal,
    };
    const work = (more: Partial<PushListOptions> = {}) =>
      lists.push(name, to, { ...options, ...more });
    if (query.quiet ?? true) {
      const id = await work().catch((error) => Promise.reject(asBadParameter(error, to)));
      return { kind: 'json', status: 200, value: { Id: id } };
    }
    const { items } = emitted<Line>(
      async (emit) => {
        const onProgress = (event: PushListEvent) => {
          for (const line of listLines(event)) emit({ Id: '', stream: `${line}\n` });
        };
        emit({ Id: '', stream: 'Getting image list signatures\n' });
        emit({ Id: await work({ onProgress }) });
      },
      (error) => ({ error: error.message }),
    );
    return { kind: 'lines', status: 200, items };
  };
  return {
    'libpod.manifest.push': ({ path, query, headers, signal }) =>
      push(path.name, query.destination, query, headers, signal),
    'libpod.manifest.push-to': ({ path, query, headers, signal }) =>
      push(path.name, path.destination, query, headers, signal),
  } satisfies Handlers;
}

/** Podman answers 400 to all that goes wrong here. */
function asBadParameter(error: unknown, to: string): unknown {
  if (!(error instanceof RegistryError)) return error;
  return new BadParameter(`pushing image "${to}": ${error.message}`, { cause: error });
}

function listLines(event: PushListEvent): string[] {
  switch (event.kind) {
    case 'images':
      return [`Copying ${event.count} of ${event.of} images in list`];
    case 'image':
      return [
        `Copying image ${event.digest} (${event.at}/${event.of})`,
        'Getting image source signatures',
      ];
    case 'list':
      return ['Writing manifest list to image destination', 'Storing list signatures'];
    case 'pushing':
    case 'layer':
    case 'arrived':
    case 'config':
    case 'pushed':
      return linesOf(event);
  }
}
