import http from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { InternalError } from '../../../errors.ts';
import { given } from '../../../given.ts';
import type { ClusterAccess } from './kubeconfig.ts';

/** What a cluster answers when it has taken an object. */
const TAKEN = [200, 201, 202];

/** Makes an object in a cluster. Throws InternalError, with the answer when the cluster refuses. */
export async function createObject(
  access: ClusterAccess,
  path: string,
  object: unknown,
  signal: AbortSignal,
): Promise<void> {
  const answer = await post(access, path, JSON.stringify(object), signal);
  const said = await text(answer);
  if (TAKEN.includes(answer.statusCode ?? 0)) return;
  throw new InternalError(said || `${path}: the cluster answers ${answer.statusCode}`);
}

function post(
  access: ClusterAccess,
  path: string,
  body: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = URL.parse(`${access.server}${path}`);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new InternalError(`"${access.server}" is no address of a server`);
  }
  const options: RequestOptions = {
    method: 'POST',
    signal,
    headers: given({
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Authorization: access.token === '' ? undefined : `Bearer ${access.token}`,
    }),
  };
  return new Promise((resolve, reject) => {
    const failed = (error: Error) =>
      reject(
        new InternalError(`${url.href}: ${error.message || String(error)}`, {
          cause: error,
        }),
      );
    const request =
      url.protocol === 'http:'
        ? http.request(url, options, resolve)
        : https.request(url, { ...options, ...tlsOf(access) }, resolve);
    request.on('error', failed).end(body);
  });
}

function tlsOf({ authority, certificate, key, insecure }: ClusterAccess): https.RequestOptions {
  return given({
    ca: authority,
    cert: certificate,
    key,
    rejectUnauthorized: !insecure,
  });
}
