import type { Engine } from '../../../engine/engine.ts';
import { familiar, repositoryOfName } from '../../../engine/images/names.ts';
import type { PushEvent } from '../../../engine/images/registry/push.ts';
import type { Call, Handlers, Reply } from '../../handler.ts';
import { bar, failure, shortDigest, step } from '../../shared/docker-progress.ts';
import type { ProgressRecord } from '../../shared/docker-progress.ts';
import { emitted } from '../../shared/emitted.ts';
import { credentialsIn } from '../../shared/registry-headers.ts';

interface Aux {
  progressDetail: object;
  aux: { Tag: string; Digest: string; Size: number };
}
type PushRecord = ProgressRecord | Aux | ReturnType<typeof failure>;

export function compatImagePush(engine: Pick<Engine, 'images'>) {
  return {
    'compat.image.push': (call) => pushReply(engine, call),
  } satisfies Handlers;
}

/** Pushes one tag, or all of the name, with Docker's records. An unknown image has a status. */
function pushReply(
  { images }: Pick<Engine, 'images'>,
  { path, query, headers, signal }: Call<'compat.image.push'>,
): Reply {
  const { tag, destination, tlsVerify, compress } = query;
  const names = images.namesToPush(path.name, tag || undefined);
  const options = {
    tree: 'compat' as const,
    credentials: credentialsIn(headers, 'compat'),
    tlsVerify,
    ...(compress ? { compression: 'gzip' as const } : {}),
    signal,
  };
  const { items } = emitted<PushRecord>(async (emit) => {
    const repository = familiar(repositoryOfName(destination || (names[0] ?? '')));
    emit({ status: `The push refers to repository [${repository}]` });
    const onProgress = (event: PushEvent) => {
      for (const record of recordsOf(event)) emit(record);
    };
    for (const name of names)
      await images.push(name, destination || name, { ...options, onProgress });
  }, failure);
  return { kind: 'lines', status: 200, items };
}

function recordsOf(event: PushEvent): PushRecord[] {
  switch (event.kind) {
    case 'pushing':
      return event.layers.toReversed().map(({ diffId }) => step(shortDigest(diffId), 'Preparing'));
    case 'layer':
      return [bar(shortDigest(event.diffId), 'Pushing', event.done, event.size)];
    case 'arrived':
      return [step(shortDigest(event.diffId), arrivalText(event.arrival))];
    case 'config':
      return [];
    case 'pushed': {
      const { tag, digest, size } = event;
      return [
        { status: `${tag}: digest: ${digest} size: ${size}` },
        { progressDetail: {}, aux: { Tag: tag, Digest: digest, Size: size } },
      ];
    }
  }
}

function arrivalText(arrival: Extract<PushEvent, { kind: 'arrived' }>['arrival']): string {
  switch (arrival.how) {
    case 'pushed':
      return 'Pushed';
    case 'exists':
      return 'Layer already exists';
    case 'mounted':
      return `Mounted from ${arrival.from}`;
  }
}
