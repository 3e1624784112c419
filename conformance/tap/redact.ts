import type { Headers } from './exchange.ts';

const SECRET_HEADERS = new Set([
  'authorization',
  'proxy-authorization',
  'x-registry-auth',
  'x-registry-config',
  'cookie',
]);
const SECRET_FIELDS = /^(password|auth|identitytoken|registrytoken|secretdata|data)$/i;
const REDACTED = '(redacted)';

/** Credentials never reach the ledger: headers that carry them keep only their name. */
export function redactHeaders(headers: Headers): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      SECRET_HEADERS.has(name) ? REDACTED : value,
    ]),
  );
}

/** The same for fields of a JSON body, at any depth. */
export function redactJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_FIELDS.test(name) && typeof inner === 'string' && inner !== ''
        ? REDACTED
        : redactJson(inner),
    ]),
  );
}

/** The same for the query: Podman takes credentials of a registry there, too. */
export function redactQuery(target: string): string {
  return target.replaceAll(/([?&](?:credentials|password)=)[^&]+/gi, `$1${REDACTED}`);
}
