import type { Engine } from '../../../engine/engine.ts';
import { familiar } from '../../../engine/images/names.ts';
import { parsePlatform } from '../../../engine/images/registry/platform.ts';
import type { PullEvent } from '../../../engine/images/registry/progress.ts';
import { InternalError, NotFound } from '../../../errors.ts';
import { RegistryError } from '../../../registry/errors.ts';
import type { Call, Reply } from '../../handler.ts';
import { bar, failure, shortDigest, step } from '../../shared/docker-progress.ts';
import type { ProgressRecord } from '../../shared/docker-progress.ts';
import { emitted } from '../../shared/emitted.ts';
import { credentialsIn } from '../../shared/registry-headers.ts';

type PullRecord = ProgressRecord | ReturnType<typeof failure>;

/** Pulls `fromImage` with Docker's records. What fails before the first of them has a status. */
export async function pullReply(
  { images }: Pick<Engine, 'images'>,
  { query, headers, signal }: Call<'compat.image.create'>,
): Promise<Reply> {
  const { fromImage = '', tag, platform } = query;
  const name = withTag(fromImage, tag);
  const { started, items } = emitted<PullRecord>(async (emit) => {
    const onProgress = (event: PullEvent) => {
      for (const record of pullRecords(event)) emit(record);
    };
    await images
      .pull(name, {
        tree: 'compat',
        credentials: credentialsIn(headers, 'compat'),
        platform: parsePlatform(platform ?? ''),
        // Docker: an empty tag means all of them, and its client says latest itself.
        allTags: false,
        onProgress,
        signal,
      })
      .catch((error: Error) => {
        throw inDockersWords(error, name);
      });
  }, failure);
  await started;
  return { kind: 'lines', status: 200, items };
}

/** The tag parameter, which may be a digest, overrules the name's own. */
function withTag(name: string, tag: string | undefined): string {
  if (!tag) return name;
  const slash = name.lastIndexOf('/');
  const own = name.slice(slash + 1).search(/[:@]/);
  const bare = own < 0 ? name : name.slice(0, slash + 1 + own);
  return tag.includes(':') ? `${bare}@${tag}` : `${bare}:${tag}`;
}

/** What Docker says of a step of a pull. */
export function pullRecords(event: PullEvent): ProgressRecord[] {
  switch (event.kind) {
    case 'found': {
      const path = familiar(event.repository).replace(/^(?:localhost|[^/]*[.:][^/]*)\//, '');
      const library = event.repository.startsWith('docker.io/library/') ? `library/${path}` : path;
      return [{ status: `Pulling from ${library}`, id: event.tag }];
    }
    case 'layer':
      return layerRecords(event);
    case 'pulled': {
      const news = event.isNew ? 'Downloaded newer image' : 'Image is up to date';
      return [
        { status: `Digest: ${event.digest}` },
        { status: `Status: ${news} for ${familiar(event.name)}` },
      ];
    }
    case 'trying':
    case 'config':
    case 'stored':
      return [];
  }
}

function layerRecords({
  digest,
  step: at,
  done = 0,
  size,
}: Extract<PullEvent, { kind: 'layer' }>): ProgressRecord[] {
  const id = shortDigest(digest);
  switch (at) {
    case 'waiting':
      return [step(id, 'Pulling fs layer')];
    case 'known':
      return [];
    case 'exists':
      return [step(id, 'Already exists')];
    case 'downloading':
      return [bar(id, 'Downloading', done, size)];
    case 'downloaded':
      return [step(id, 'Verifying Checksum'), step(id, 'Download complete')];
    case 'extracting':
      return [bar(id, 'Extracting', done, size)];
    case 'complete':
      return [step(id, 'Pull complete')];
  }
}

/** As the docker client's users, and its programs, know the failures. */
function inDockersWords(error: Error, name: string): Error {
  if (!(error instanceof RegistryError)) return error;
  const told = error.message.replace(/^.*?: (?=[a-z ]+ unknown)/, '');
  if (error.failure === 'not-found')
    return new NotFound(`manifest for ${name} not found: ${told}`, { cause: error });
  if (error.failure === 'denied' || error.failure === 'unauthorized')
    return new NotFound(
      `pull access denied for ${familiar(name)}, repository does not exist or may require 'docker login': ${error.message}`,
      { cause: error },
    );
  return new InternalError(error.message.replace(/^pinging container registry \S+: /, ''), {
    cause: error,
  });
}
