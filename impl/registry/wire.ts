import http from 'node:http';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Certificates } from './certificates.ts';
import { RegistryError } from './errors.ts';

export interface WireRequest {
  method: string;
  headers?: Readonly<Record<string, string>>;
  body?: Buffer | AsyncIterable<Uint8Array>;
  signal?: AbortSignal | undefined;
}

export interface WireOptions {
  /** By host with port. */
  certificates: (host: string) => Certificates;
  /** Take any certificate. */
  insecure: boolean;
  patience?: Patience | undefined;
}

/** How long, and how often, is waited. */
export interface Patience {
  /** Milliseconds without a byte after which a connection counts as dead. */
  idle: number;
  /** Tries of a request that may be repeated. */
  tries: number;
  /** Milliseconds before the second try; it doubles. */
  delay: number;
}

const USUAL: Patience = { idle: 60_000, tries: 5, delay: 250 };

/** More redirects lead nowhere. */
const MOST_REDIRECTS = 10;
/** A registry cannot make anybody wait longer. */
const LONGEST_PAUSE = 30_000;

/** Local registries are reached directly, whatever proxy is set. */
const NEVER_PROXIED = 'localhost,127.0.0.1,::1';

/**
 * HTTP to the servers of one registry: connections kept open, redirects followed, requests without
 * a body repeated while the server is only busy. Throws RegistryError when there is no answer.
 */
export class Wire {
  readonly #options: WireOptions;
  readonly patience: Patience;
  readonly #agents = new Map<string, http.Agent>();

  constructor(options: WireOptions) {
    this.#options = options;
    this.patience = options.patience ?? USUAL;
  }

  /** Closes connections as they come to rest: what others wait for too may still be on its way. */
  close(): void {
    for (const agent of this.#agents.values()) {
      agent.maxFreeSockets = 0;
      for (const sockets of Object.values(agent.freeSockets))
        for (const socket of sockets ?? []) socket.destroy();
    }
  }

  /** An answer of whatever status, after redirects; its body has to be read or destroyed. */
  async send(url: URL, request: WireRequest): Promise<IncomingMessage> {
    let response = await this.#patient(url, request);
    let { headers } = request;
    if (request.method !== 'GET' && request.method !== 'HEAD') return response;
    for (let at = url, hops = 0; isRedirect(response); hops += 1) {
      response.destroy();
      if (hops === MOST_REDIRECTS)
        throw new RegistryError('refused', `Get "${url.href}": stopped after ${hops} redirects`);
      const next = new URL(response.headers.location ?? '', at);
      // What proves the client to one host is no other's business.
      if (next.host !== at.host) headers = withoutAuthorization(headers);
      at = next;
      response = await this.#patient(at, { ...request, ...(headers ? { headers } : {}) });
    }
    return response;
  }

  /** Repeats what may be repeated while the server is busy or not there. */
  async #patient(url: URL, request: WireRequest): Promise<IncomingMessage> {
    const repeatable = request.method === 'GET' || request.method === 'HEAD';
    const tries = repeatable ? this.patience.tries : 1;
    for (let attempt = 1; ; attempt += 1) {
      const last = attempt >= tries;
      try {
        const response = await this.#once(url, request);
        if (last || !isBusy(response)) return response;
        response.destroy();
        await this.wait(attempt, request.signal, response.headers['retry-after']);
      } catch (error) {
        request.signal?.throwIfAborted();
        if (last || !isCut(error)) throw unreachable(url, request.method, error);
        await this.wait(attempt, request.signal);
      }
    }
  }

  /** Waits before the next try; longer each time, or as long as the server asks for. */
  async wait(attempt: number, signal?: AbortSignal, retryAfter?: string): Promise<void> {
    const asked = Number(retryAfter) * 1000;
    const milliseconds = asked > 0 ? asked : this.patience.delay * 2 ** (attempt - 1);
    await pause(Math.min(milliseconds, LONGEST_PAUSE), undefined, signal ? { signal } : {});
  }

  async #once(url: URL, { method, headers, body, signal }: WireRequest): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const { request } = url.protocol === 'https:' ? https : http;
    const outgoing = request(url, {
      method,
      agent: this.#agent(url),
      headers: { 'User-Agent': 'refpod', ...headers },
      ...(signal ? { signal } : {}),
    });
    outgoing.on('response', resolve).on('error', reject);
    outgoing.setTimeout(this.patience.idle, () => {
      outgoing.destroy(new Error(`no answer for ${this.patience.idle / 1000} s`));
    });
    if (body === undefined || Buffer.isBuffer(body)) outgoing.end(body);
    // A server that refuses early answers before it has read the body.
    else pipeline(Readable.from(body, { objectMode: false }), outgoing).catch(reject);
    return promise;
  }

  #agent(url: URL): http.Agent {
    const known = this.#agents.get(url.origin);
    if (known) return known;
    const { env } = process;
    const direct = [env.NO_PROXY ?? env.no_proxy, NEVER_PROXIED].filter(Boolean).join(',');
    const shared = { keepAlive: true, proxyEnv: { ...env, NO_PROXY: direct, no_proxy: direct } };
    const agent =
      url.protocol === 'https:'
        ? new https.Agent({
            ...shared,
            ...this.#options.certificates(url.host),
            rejectUnauthorized: !this.#options.insecure,
          })
        : new http.Agent(shared);
    this.#agents.set(url.origin, agent);
    return agent;
  }
}

function isRedirect({ statusCode = 0, headers }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined;
}

function isBusy({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode === 429 || (statusCode >= 500 && statusCode !== 501);
}

/** A connection that was there, or may be there in a moment; a wrong name or certificate stays so. */
function isCut(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ETIMEDOUT';
}

function withoutAuthorization(headers: WireRequest['headers'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'),
  );
}

/** In Go's form, which users of both engines know: `Get "https://…": reason`. */
function unreachable(url: URL, method: string, cause: unknown): RegistryError {
  const verb = method.charAt(0) + method.slice(1).toLowerCase();
  return new RegistryError('unreachable', `${verb} "${url.href}": ${reasonOf(cause)}`, { cause });
}

function reasonOf(error: unknown): string {
  const { code, message, errors } = error as Error & { code?: string; errors?: Error[] };
  if (/wrong version number|packet length too long/.test(message))
    return 'http: server gave HTTP response to HTTPS client';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return message.replace('getaddrinfo', 'lookup');
  if (code === 'ECONNREFUSED') return 'connect: connection refused';
  if (errors?.[0]) return reasonOf(errors[0]);
  return message;
}
