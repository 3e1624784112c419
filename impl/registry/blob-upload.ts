import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { BlobDescriptor } from './blob-download.ts';
import { RegistryError, expectStatus } from './errors.ts';
import type { Repository } from './repository.ts';

/** Whether the repository has the blob. */
export async function hasBlob(
  repository: Repository,
  digest: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = `/v2/${repository.name}/blobs/${digest}`;
  const what = `looking for blob ${digest} in ${repository.fullName}`;
  const response = await repository.session.expect(path, what, [200, 404], {
    method: 'HEAD',
    scopes: [repository.pushScope],
    signal,
  });
  response.resume();
  return response.statusCode === 200;
}

/** Takes a blob over from another repository of the registry; false when that cannot be. */
export async function mountBlob(
  repository: Repository,
  digest: string,
  from: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const query = new URLSearchParams({ mount: digest, from });
  const response = await repository.session.ask(
    `/v2/${repository.name}/blobs/uploads/?${query.toString()}`,
    {
      method: 'POST',
      headers: { 'Content-Length': '0' },
      scopes: [repository.pushScope, `repository:${from}:pull`],
      signal,
    },
  );
  response.resume();
  if (response.statusCode === 201) return true;
  // The registry began an upload instead, which nobody wants.
  if (response.statusCode === 202) await cancel(repository, response, signal);
  return false;
}

/**
 * Uploads a blob while its digest is taken on the way.
 * @throws RegistryError; then the registry keeps nothing of it
 */
export async function uploadBlob(
  repository: Repository,
  source: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<BlobDescriptor> {
  const what = `writing blob to ${repository.fullName}`;
  const { session, name, pushScope } = repository;
  const scopes = [pushScope];
  const started = await session.expect(`/v2/${name}/blobs/uploads/`, what, [202], {
    method: 'POST',
    headers: { 'Content-Length': '0' },
    scopes,
    signal,
  });
  started.resume();
  const hash = createHash('sha256');
  let size = 0;
  async function* counted() {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  try {
    const sent = await session.askUrl(placeOf(started, repository), {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: counted(),
      scopes,
      signal,
    });
    await expectStatus(sent, what, [202]);
    sent.resume();
    const digest = `sha256:${hash.digest('hex')}`;
    const place = placeOf(sent, repository);
    place.searchParams.set('digest', digest);
    const headers = { 'Content-Length': '0' };
    const put = await session.askUrl(place, { method: 'PUT', headers, scopes, signal });
    (await expectStatus(put, what, [201])).resume();
    return { digest, size };
  } catch (error) {
    // Without the client's signal: the registry is to forget it also when the client left.
    await cancel(repository, started).catch(() => undefined);
    throw error;
  }
}

async function cancel(repository: Repository, started: IncomingMessage, signal?: AbortSignal) {
  const response = await repository.session.askUrl(placeOf(started, repository), {
    method: 'DELETE',
    scopes: [repository.pushScope],
    signal,
  });
  response.resume();
}

/** Where an upload goes on; registries send it with or without their own address. */
function placeOf({ headers }: IncomingMessage, repository: Repository): URL {
  const base = repository.session.base;
  const place = URL.parse(headers.location ?? '', base.href);
  if (place && headers.location) return place;
  throw new RegistryError('refused', `${repository.fullName} says no place to upload to`);
}
