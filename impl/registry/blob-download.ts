import type { IncomingMessage } from 'node:http';
import { RegistryError, expectStatus } from './errors.ts';
import type { Repository } from './repository.ts';

export interface BlobDescriptor {
  digest: string;
  size: number;
}

/**
 * The bytes of a blob. A connection that is cut is taken up again where it ended, as long as each
 * one brings something. The reader checks the digest; here it is seen to that no more bytes come
 * than were promised.
 *
 * @throws RegistryError when the registry does not have it, or does not send all of it
 */
export async function* downloadBlob(
  repository: Repository,
  { digest, size }: BlobDescriptor,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  const { wire } = repository.session;
  let done = 0;
  for (let futile = 0; ; ) {
    const before = done;
    let cause: unknown;
    try {
      for await (const chunk of await open(repository, digest, done, signal)) {
        done += chunk.length;
        if (done > size) throw tooLong(repository, digest, size);
        yield chunk;
      }
      if (done === size) return;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof RegistryError && error.failure !== 'unreachable') throw error;
      cause = error;
    }
    futile = done > before ? 0 : futile + 1;
    if (futile >= wire.patience.tries) throw cut(repository, digest, cause);
    await wire.wait(Math.max(futile, 1), signal);
  }
}

/** The rest of a blob from `offset` on, also from registries that only send the whole. */
async function open(
  repository: Repository,
  digest: string,
  offset: number,
  signal?: AbortSignal,
): Promise<AsyncIterable<Buffer>> {
  const response = await repository.session.ask(`/v2/${repository.name}/blobs/${digest}`, {
    method: 'GET',
    headers: offset > 0 ? { Range: `bytes=${offset}-` } : {},
    scopes: [repository.pullScope],
    signal,
  });
  const what = `fetching blob ${digest} from ${repository.fullName}`;
  await expectStatus(response, what, offset > 0 ? [200, 206] : [200]);
  if (response.statusCode === 200) return offset > 0 ? skip(response, offset) : response;
  const from = /^bytes (\d+)-/.exec(response.headers['content-range'] ?? '')?.[1];
  if (from !== undefined && Number(from) === offset) return response;
  response.destroy();
  throw new RegistryError('corrupt', `${what}: another range was sent than was asked for`);
}

async function* skip(source: IncomingMessage, length: number): AsyncGenerator<Buffer, void> {
  let left = length;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    if (chunk.length > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

function tooLong(repository: Repository, digest: string, size: number): RegistryError {
  const text = `blob ${digest} of ${repository.fullName} is longer than ${size} bytes`;
  return new RegistryError('corrupt', text);
}

function cut(repository: Repository, digest: string, cause?: unknown): RegistryError {
  const text = `fetching blob ${digest} from ${repository.fullName}: the connection was cut`;
  return new RegistryError('unreachable', text, { cause });
}
