import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Address } from '../tap/address.ts';

export interface HijackOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

export interface Hijacked {
  readonly status: number;
  /** The words beside the status. */
  readonly reason: string;
  readonly headers: IncomingHttpHeaders;
  /** Raw bytes both ways; `end` closes only our half. */
  readonly stream: Duplex;
}

/**
 * Asks for a connection to be taken over, with `Upgrade: tcp` as the Docker client does.
 * @throws Error when the engine answers without upgrading; the message has status and body
 */
export async function hijack(
  address: Address,
  path: string,
  options: HijackOptions = {},
): Promise<Hijacked> {
  const { promise, resolve, reject } = Promise.withResolvers<Hijacked>();
  const body = options.json === undefined ? '' : JSON.stringify(options.json);
  request({
    ...('path' in address ? { socketPath: address.path } : address),
    method: 'POST',
    path,
    agent: false,
    headers: {
      connection: 'Upgrade',
      upgrade: 'tcp',
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...options.headers,
    },
  })
    .on('upgrade', (response, socket, head) => {
      if (head.length > 0) socket.unshift(head);
      const { statusCode: status = 0, statusMessage: reason = '', headers } = response;
      resolve({ status, reason, headers, stream: socket });
    })
    .on('response', (response) => {
      let text = '';
      response.on('data', (data: Buffer) => (text += data.toString()));
      response.on('end', () =>
        reject(
          new Error(`POST ${path} answered ${response.statusCode} without upgrading: ${text}`),
        ),
      );
    })
    .on('error', reject)
    .end(body);
  return promise;
}
