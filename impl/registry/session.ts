import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { certificatesFor, usualFolders } from './certificates.ts';
import { parseChallenges } from './challenge.ts';
import type { Challenge } from './challenge.ts';
import { basicAuthorization } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { RegistryError, expectStatus } from './errors.ts';
import { Tokens } from './tokens.ts';
import { Wire } from './wire.ts';
import type { Patience, WireRequest } from './wire.ts';

/** Where a registry is and how it may be spoken to. */
export interface Endpoint {
  /** `docker.io`, `127.0.0.1:5000`. */
  registry: string;
  /** Without a valid certificate, or without TLS at all, is good enough. */
  insecure: boolean;
}

export interface SessionOptions {
  credentials?: Credentials | undefined;
  /** Folders of certificates by registry. */
  certificateFolders?: readonly string[] | undefined;
  patience?: Patience | undefined;
}

export interface Ask extends WireRequest {
  /** What it will do: `repository:library/busybox:pull`. */
  scopes?: readonly string[];
}

/** Docker's registry answers under another name than the one it is known by. */
const HOSTS: Readonly<Record<string, string>> = { 'docker.io': 'registry-1.docker.io' };

/**
 * The conversation with one registry as one user: finds out whether it speaks TLS and how it wants
 * the user to prove itself, and does so with each request.
 */
export class Session {
  readonly endpoint: Endpoint;
  readonly wire: Wire;
  readonly #credentials: Credentials | undefined;
  readonly #tokens: Tokens;
  #met: Promise<{ base: URL; challenges: Challenge[] }> | undefined;
  #base: URL | undefined;

  constructor(endpoint: Endpoint, options: SessionOptions = {}) {
    this.endpoint = endpoint;
    this.#credentials = options.credentials;
    const folders = options.certificateFolders ?? usualFolders();
    this.wire = new Wire({
      insecure: endpoint.insecure,
      // Certificates are kept by the name that users know.
      certificates: (host) =>
        certificatesFor(host === HOSTS[endpoint.registry] ? endpoint.registry : host, folders),
      patience: options.patience,
    });
    this.#tokens = new Tokens(this.wire, options.credentials);
  }

  close(): void {
    this.wire.close();
  }

  /** The registry's address; known once it has answered. */
  get base(): URL {
    if (!this.#base) throw new Error(`${this.endpoint.registry} has not been asked yet`);
    return this.#base;
  }

  /** Sends a request below `/v2/`, authorised. An answer of whatever status. */
  async ask(path: string, request: Ask): Promise<IncomingMessage> {
    const { base } = await this.#meet(request.signal);
    return this.askUrl(new URL(path, base), request);
  }

  /** The same at a whole address, as uploads are continued at. */
  async askUrl(url: URL, { scopes = [], ...request }: Ask): Promise<IncomingMessage> {
    const { base, challenges } = await this.#meet(request.signal);
    const own = url.origin === base.origin;
    const send = async (authorization: string | undefined) => {
      const headers = { ...request.headers, ...(authorization ? { authorization } : {}) };
      return this.wire.send(url, { ...request, headers });
    };
    const response = await send(
      own ? await this.#authorization(challenges, scopes, request.signal) : undefined,
    );
    const again = response.statusCode === 401 && own && isRepeatable(request.body);
    if (!again) return response;
    // A token may be out of date, or the registry wants another scope than was thought.
    const wanted = challengesOf(response);
    this.#tokens.forget();
    const authorization = await this.#authorization(wanted, scopes, request.signal);
    if (authorization === undefined) return response;
    response.destroy();
    return send(authorization);
  }

  /** Asks, and throws RegistryError with `what` when the status is none of these. */
  async expect(
    path: string,
    what: string,
    statuses: readonly number[],
    request: Ask,
  ): Promise<IncomingMessage> {
    return expectStatus(await this.ask(path, request), what, statuses);
  }

  /** Whether the registry takes the credentials. Throws RegistryError. */
  async login(signal?: AbortSignal): Promise<void> {
    const { challenges } = await this.#meet(signal);
    const what = `logging in to ${this.endpoint.registry}`;
    if (challenges.length === 0) return;
    const response = await this.expect('/v2/', what, [200], { method: 'GET', signal });
    response.resume();
  }

  /** A token that stands for the user, where the registry's token server gives such. */
  identityToken(signal?: AbortSignal): Promise<string | undefined> {
    return this.#meet(signal).then(({ challenges }) =>
      this.#tokens.identity(
        challenges.find(({ scheme }) => scheme === 'bearer'),
        signal,
      ),
    );
  }

  #meet(signal?: AbortSignal) {
    this.#met ??= this.#greet(signal);
    return this.#met;
  }

  async #greet(signal?: AbortSignal) {
    const { registry, insecure } = this.endpoint;
    const host = HOSTS[registry] ?? registry;
    try {
      return await this.#ping(new URL(`https://${host}/v2/`), signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!insecure) throw pingFailed(registry, error);
    }
    try {
      return await this.#ping(new URL(`http://${host}/v2/`), signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw pingFailed(registry, error);
    }
  }

  async #ping(base: URL, signal?: AbortSignal) {
    const response = await this.wire.send(base, { method: 'GET', signal });
    if (response.statusCode === 200) response.resume();
    else if (response.statusCode === 401) await text(response);
    else await expectStatus(response, `Get "${base.href}"`, [200, 401]);
    const challenges = response.statusCode === 401 ? challengesOf(response) : [];
    this.#base = base;
    return { base, challenges };
  }

  async #authorization(
    challenges: readonly Challenge[],
    scopes: readonly string[],
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const { registryToken, username, password = '' } = this.#credentials ?? {};
    if (registryToken) return `Bearer ${registryToken}`;
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer) return `Bearer ${await this.#tokens.get(bearer, scopes, signal)}`;
    const basic = challenges.some(({ scheme }) => scheme === 'basic');
    return basic && username ? basicAuthorization(username, password) : undefined;
  }
}

function challengesOf(response: IncomingMessage): Challenge[] {
  return parseChallenges(response.headers['www-authenticate'] ?? '');
}

function isRepeatable(body: WireRequest['body']): boolean {
  return body === undefined || Buffer.isBuffer(body);
}

function pingFailed(registry: string, cause: unknown): unknown {
  if (!(cause instanceof RegistryError)) return cause;
  const message = `pinging container registry ${registry}: ${cause.message}`;
  return new RegistryError(cause.failure, message, { cause });
}
