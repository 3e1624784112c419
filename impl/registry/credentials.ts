/** What a client proves itself with; without members it is nobody. */
export interface Credentials {
  username?: string;
  password?: string;
  /** Stands for a user at the token server, instead of a password. */
  identityToken?: string;
  /** Sent to the registry as it is. */
  registryToken?: string;
}

/** Finds the credentials for a repository (`library/busybox`) of a registry (`docker.io`). */
export type CredentialSource = (
  registry: string,
  repository: string,
) => Promise<Credentials | undefined> | Credentials | undefined;

/** Docker's AuthConfig as it travels in headers and stands in files. */
interface AuthConfig {
  username?: string;
  password?: string;
  /** base64 of `username:password`. */
  auth?: string;
  identitytoken?: string;
  registrytoken?: string;
  serveraddress?: string;
}

/**
 * The credentials of `X-Registry-Auth` (for one registry, or a map of registries) and
 * `X-Registry-Config` (a map), in base64 of either alphabet. Those for one registry are used for
 * every one, unless they name theirs.
 *
 * @throws SyntaxError when a header cannot be read
 */
export function credentialsFromHeaders(headers: {
  'X-Registry-Auth'?: string | undefined;
  'X-Registry-Config'?: string | undefined;
}): CredentialSource | undefined {
  const { 'X-Registry-Config': config, 'X-Registry-Auth': auth } = headers;
  if (config) return fromMap(objectIn(config));
  if (!auth) return undefined;
  const value = objectIn(auth);
  const entries = Object.values(value);
  if (entries.length === 0) return undefined;
  if (entries.every((entry) => typeof entry === 'object' && entry !== null)) return fromMap(value);
  const credentials = credentialsOf(value);
  return credentials && (() => credentials);
}

function objectIn(header: string): Record<string, unknown> {
  const text = Buffer.from(header, 'base64url').toString();
  const value = JSON.parse(text) as unknown;
  if (value === null) return {};
  if (typeof value !== 'object') throw new SyntaxError('credentials are no JSON object');
  return value as Record<string, unknown>;
}

function fromMap(map: Record<string, unknown>): CredentialSource {
  const known = new Map(
    Object.entries(map).map(([key, entry]) => [registryOfKey(key), credentialsOf(entry as object)]),
  );
  return (registry, repository) => longestMatch(known, registry, repository);
}

/** The entry of the repository, of the folders above it, or of its registry. */
export function longestMatch<T>(
  entries: ReadonlyMap<string, T>,
  registry: string,
  repository: string,
): T | undefined {
  const parts = [registry, ...repository.split('/')];
  for (let length = parts.length; length > 0; length -= 1) {
    const found = entries.get(parts.slice(0, length).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @returns undefined when the entry has nothing that could prove anything */
export function credentialsOf(entry: AuthConfig): Credentials | undefined {
  const [username, password] = entry.auth ? userAndPassword(entry.auth) : [];
  const found = {
    username: entry.username || username,
    password: entry.password || password,
    identityToken: entry.identitytoken,
    registryToken: entry.registrytoken,
  };
  const said = Object.entries(found).filter(([, value]) => Boolean(value));
  return said.length > 0 ? (Object.fromEntries(said) as Credentials) : undefined;
}

function userAndPassword(auth: string): [string, string] {
  const text = Buffer.from(auth, 'base64').toString().replace(/\0+$/, '');
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** `docker.io` for Docker's `https://index.docker.io/v1/`; others without scheme and API path. */
export function registryOfKey(key: string): string {
  const bare = key.replace(/^https?:\/\//, '').replace(/\/(?:v1|v2)?\/?$/, '');
  return /^(?:index\.|registry-1\.)?docker\.io$/.test(bare) ? 'docker.io' : bare;
}

export function basicAuthorization(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
