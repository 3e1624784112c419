import { AssertionError } from 'node:assert';
import { request } from 'node:http';
import type { Agent, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Address } from '../tap/address.ts';

export interface SendOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  /** Sent as it is; content type `application/x-tar` unless a header says otherwise. */
  readonly body?: Buffer | string | Readable;
  readonly signal?: AbortSignal;
  /** A pool of connections; without one each request has a connection of its own. */
  readonly agent?: Agent;
}

/** A whole answer. */
export class Answer {
  readonly request: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;

  constructor(request: string, response: IncomingMessage, bytes: Buffer) {
    this.request = request;
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    this.bytes = bytes;
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** @throws AssertionError when the body is no JSON */
  get json(): unknown {
    try {
      return JSON.parse(this.text);
    } catch {
      const found = this.text.slice(0, 300);
      throw new AssertionError({ message: `${this.request} answered no JSON: ${found}` });
    }
  }

  /** The values of a stream of JSON lines. */
  get lines(): unknown[] {
    return this.text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as unknown);
  }

  /** @throws AssertionError with the beginning of the body when the status is none of these */
  expect(...statuses: number[]): this {
    if (statuses.includes(this.status)) return this;
    throw new AssertionError({
      message: `${this.request} answered ${this.status}, not ${statuses.join(' or ')}: ${this.text.slice(0, 300)}`,
      actual: this.status,
      expected: statuses.length === 1 ? statuses[0] : statuses,
      operator: 'status',
    });
  }
}

/** Sends one request and reads the whole answer. */
export async function send(
  address: Address,
  method: string,
  path: string,
  options: SendOptions = {},
): Promise<Answer> {
  const response = await open(address, method, path, options);
  return new Answer(`${method} ${path}`, response, await buffer(response));
}

/** The same, as soon as the answer's head is there: for streams. */
export async function open(
  address: Address,
  method: string,
  path: string,
  options: SendOptions = {},
): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const outgoing = request(
    {
      ...('path' in address ? { socketPath: address.path } : address),
      method,
      path,
      agent: options.agent ?? false,
      headers: { ...bodyHeaders(options), ...options.headers },
      ...(options.signal ? { signal: options.signal } : {}),
    },
    resolve,
  ).on('error', reject);
  const { json, body } = options;
  if (json !== undefined) outgoing.end(JSON.stringify(json));
  else if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body))
    outgoing.end(body);
  else await pipeline(body, outgoing);
  return promise;
}

function bodyHeaders({ json, body }: SendOptions): Record<string, string> {
  if (json !== undefined) return { 'content-type': 'application/json' };
  if (body === undefined) return {};
  // Node sends a body with DELETE as it is, unless it is told how long it is.
  const length = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.byteLength(body) : 0;
  return {
    'content-type': 'application/x-tar',
    ...(length > 0 ? { 'content-length': String(length) } : {}),
  };
}
