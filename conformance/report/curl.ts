import type { LedgerEntry } from '../tap/ledger.ts';

/** One request as it was sent and answered, for a script that sends it again. */
export interface Replayed {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What of the request is not in the script, and why. */
  readonly missing?: string;
  readonly status: number | undefined;
  readonly answer: string;
  /** Others were sent before it ended: it runs in the background. */
  readonly aside?: boolean;
}

/** Headers that curl makes itself, or that only the suite reads. */
const USUAL = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'user-agent',
  'accept',
  'accept-encoding',
  'expect',
  'x-refpod-clause',
]);
const REDACTED = '(redacted)';
/** Seconds after which a stream in the background is left. */
const LEAVE = 5;

/**
 * A shell script that sends the same requests with curl, each with the answer that it had. Ids that
 * the engine chose are taken from the answers that tell them, so it runs against any engine that
 * has the fixture image.
 * @param title a comment at the beginning
 */
export function curlScript(requests: readonly Replayed[], title = ''): string {
  const ids = new Map<string, string>();
  const lines = requests.map((request) => scriptLine(request, ids));
  return [
    '#!/bin/sh',
    ...(title === '' ? [] : title.split('\n').map((line) => `# ${line}`)),
    'socket=${1:?usage: replay.sh SOCKET}',
    ...lines,
    ...(requests.some(({ aside }) => aside) ? ['wait'] : []),
    '',
  ].join('\n');
}

/** The one command that sends a request; the socket's path is in `$socket`. */
export function curlLine(request: Replayed): string {
  const { method, target, headers = {}, body, missing, aside } = request;
  const upgraded = Object.keys(headers).includes('upgrade');
  const packed = body?.startsWith('gzip:') ? body.slice('gzip:'.length) : undefined;
  return [
    ...(packed === undefined ? [] : [`echo ${packed} | base64 -d | gunzip |`]),
    'curl -sS',
    method === 'HEAD' ? '-I' : `-X ${method}`,
    ...(aside ? [`-N -m ${LEAVE}`] : []),
    '--unix-socket "$socket"',
    ...(upgraded ? [`-H 'Connection: Upgrade'`] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined
      ? []
      : [packed === undefined ? `-d ${quote(body)}` : '--data-binary @-']),
    quote(`http://d${target}`),
    ...(missing === undefined ? [] : [`# ${missing}`]),
  ].join(' ');
}

function scriptLine(request: Replayed, ids: Map<string, string>): string {
  const { status, answer, missing, aside } = request;
  const { missing: _, ...rest } = request;
  const call = withIds(curlLine(rest), ids);
  const told = `   # ${status ?? 'no answer'} ${oneLine(answer)}${missing ? ` (${missing})` : ''}`;
  const id = status === 201 ? /"Id": ?"([0-9a-f]{64})"/.exec(answer)?.[1] : undefined;
  if (id === undefined || ids.has(id)) return `${call}${aside ? ' &' : ''}${told}`;
  const name = `id${ids.size + 1}`;
  ids.set(id, name);
  return `${name}=$(${call} | sed -n 's/.*"Id": *"\\([0-9a-f]*\\)".*/\\1/p')${told}`;
}

/** Closes the quotes around every known id, also where only its first twelve digits stand. */
function withIds(call: string, ids: ReadonlyMap<string, string>): string {
  let text = call;
  for (const [id, name] of ids) {
    text = text.replaceAll(id, `'"$${name}"'`).replaceAll(id.slice(0, 12), `'"$${name}"'`);
  }
  return text;
}

/** The ledger's exchanges as requests, in the order in which they were sent. */
export function replayed(entries: readonly LedgerEntry[]): Replayed[] {
  const sorted = entries.toSorted((a, b) => a.number - b.number);
  return sorted.map((entry, index) => {
    const next = sorted[index + 1];
    const endedAt = Date.parse(entry.at) + entry.milliseconds;
    return {
      method: entry.method,
      target: entry.target,
      headers: ownHeaders(entry),
      ...requestBody(entry),
      status: entry.status,
      answer: entry.responseBody,
      aside:
        entry.hijacked ||
        entry.cut === 'client' ||
        (next !== undefined && endedAt > Date.parse(next.at)),
    };
  });
}

function ownHeaders({ requestHeaders, requestBytes }: LedgerEntry): Record<string, string> {
  return Object.fromEntries(
    Object.entries(requestHeaders).filter(
      ([name]) => !USUAL.has(name) && (name !== 'content-type' || requestBytes > 0),
    ),
  );
}

function requestBody(entry: LedgerEntry): Pick<Replayed, 'body' | 'missing'> {
  const { requestBody: body, requestBytes, hijacked } = entry;
  const secret = `${JSON.stringify(entry.requestHeaders)}${body}${entry.target}`.includes(REDACTED);
  const hint = secret ? { missing: 'secrets are redacted' } : {};
  if (requestBytes === 0) return hint;
  if (hijacked && !body.startsWith('{')) return { missing: 'what was written later is left out' };
  const text = !body.startsWith('base64:') && (secret || isJson(body));
  const whole = text || body.startsWith('gzip:') || Buffer.byteLength(body) === requestBytes;
  return whole ? { body, ...hint } : { missing: `its body of ${requestBytes} bytes is left out` };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').slice(0, 120);
}
