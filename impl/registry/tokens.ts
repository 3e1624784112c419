import { json } from 'node:stream/consumers';
import type { Challenge } from './challenge.ts';
import { basicAuthorization } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { RegistryError, expectStatus } from './errors.ts';
import type { Wire } from './wire.ts';

interface TokenAnswer {
  token?: string;
  access_token?: string;
  refresh_token?: string;
  /** Seconds. */
  expires_in?: number;
}

interface Kept {
  token: string;
  /** Milliseconds since 1970. */
  until: number;
}

/** The specification's default, in seconds, for servers that do not say. */
const USUAL_LIFE = 60;

/**
 * Bearer tokens for a registry, from the server that its challenge names (distribution's
 * "Docker Registry v2 authentication" and its OAuth 2 form), kept by scope until they run out.
 */
export class Tokens {
  readonly #wire: Wire;
  readonly #credentials: Credentials;
  readonly #kept = new Map<string, Promise<Kept>>();

  constructor(wire: Wire, credentials: Credentials = {}) {
    this.#wire = wire;
    this.#credentials = credentials;
  }

  forget(): void {
    this.#kept.clear();
  }

  async get(
    challenge: Challenge,
    scopes: readonly string[],
    signal?: AbortSignal,
  ): Promise<string> {
    const { scope } = challenge.parameters;
    const wanted = [...new Set([...scopes, ...(scope ? [scope] : [])])];
    const key = wanted.join(' ');
    const known = await this.#kept.get(key)?.catch(() => undefined);
    if (known && known.until > Date.now()) return known.token;
    const asking = this.#fetch(challenge, wanted, signal);
    this.#kept.set(key, asking);
    return (await asking).token;
  }

  /** A refresh token for the user and password, if the server gives such. */
  async identity(
    challenge: Challenge | undefined,
    signal?: AbortSignal,
  ): Promise<string | undefined> {
    const { username, password } = this.#credentials;
    if (!challenge || !username || !password) return undefined;
    const url = addressOf(challenge, []);
    url.searchParams.set('account', username);
    url.searchParams.set('offline_token', 'true');
    url.searchParams.set('client_id', 'refpod');
    return (await this.#ask(url, undefined, signal)).refresh_token;
  }

  async #fetch(
    challenge: Challenge,
    scopes: readonly string[],
    signal?: AbortSignal,
  ): Promise<Kept> {
    const { identityToken, username } = this.#credentials;
    const url = addressOf(challenge, identityToken ? [] : scopes);
    if (!identityToken && username) url.searchParams.set('account', username);
    const form = identityToken ? refreshForm(challenge, scopes, identityToken) : undefined;
    const { token, access_token, expires_in } = await this.#ask(url, form, signal);
    const given = token || access_token;
    if (!given) throw new RegistryError('unauthorized', `${url.origin} gave no token`);
    const life = Math.max(expires_in ?? USUAL_LIFE, USUAL_LIFE);
    // A little early, for the way there.
    return { token: given, until: Date.now() + life * 900 };
  }

  async #ask(url: URL, form: string | undefined, signal?: AbortSignal): Promise<TokenAnswer> {
    const { username, password = '' } = this.#credentials;
    const response =
      form === undefined
        ? await this.#wire.send(url, {
            method: 'GET',
            headers: username ? { authorization: basicAuthorization(username, password) } : {},
            signal,
          })
        : await this.#wire.send(withoutQuery(url), {
            method: 'POST',
            headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
            body: Buffer.from(form),
            signal,
          });
    await expectStatus(response, 'unable to retrieve auth token', [200]);
    return (await json(response)) as TokenAnswer;
  }
}

/** @throws RegistryError when the challenge names no server */
function addressOf({ parameters }: Challenge, scopes: readonly string[]): URL {
  const url = URL.parse(parameters.realm ?? '');
  if (!url || !/^https?:$/.test(url.protocol))
    throw new RegistryError('refused', 'the registry names no token server');
  if (parameters.service) url.searchParams.set('service', parameters.service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  return url;
}

function refreshForm(
  { parameters }: Challenge,
  scopes: readonly string[],
  identityToken: string,
): string {
  return new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: identityToken,
    service: parameters.service ?? '',
    client_id: 'refpod',
    scope: scopes.join(' '),
  }).toString();
}

function withoutQuery(url: URL): URL {
  return new URL(url.pathname, url);
}
