import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { OPERATIONS } from '../../spec/index.ts';
import type { Operation, Parameter } from '../../spec/operation.ts';
import { curlScript, replayed } from '../report/curl.ts';
import { IMAGE } from '../suite/scene.ts';
import { open, send } from '../suite/send.ts';
import type { LedgerEntry } from '../tap/ledger.ts';
import { startTap } from '../tap/tap.ts';
import type { Tap } from '../tap/tap.ts';
import { isOfAnswer } from '../tap/validate.ts';
import { checkWithin } from './bounded.ts';
import type { Bounds } from './bounded.ts';

/** One request, valid or hostile, of one operation. */
interface Request {
  readonly operation: Operation['id'];
  /** What stands for each path parameter, percent-encoded. */
  readonly names: readonly string[];
  readonly query: readonly (readonly [string, string])[];
  readonly body: string | undefined;
}

/** They wait by design, clear what others need, or ask the network. */
const LEFT_OUT = /wait|prune|build|pull|push|search|events|attach|play|generate|checkpoint|restore/;
/** Milliseconds until the head of an answer has to be there; a stream is left after `STREAM`. */
const HEAD = 20_000;
const STREAM = 200;

const operations = OPERATIONS.filter(({ id }) => !LEFT_OUT.test(id));
const byId = new Map<string, Operation>(operations.map((operation) => [operation.id, operation]));
const NAME = 'decoding';

const hostileText = fc.oneof(
  fc.constantFrom('', '0', '-1', '1e9', '99999999999999999999', 'true', 'null', '{', '[]', '{}'),
  fc.constantFrom(
    '../../etc',
    '..',
    '/',
    'a/b',
    '\u0000',
    '\r\nX: y',
    '%zz',
    'ä€😀',
    'x'.repeat(1500),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const filterValue = fc.oneof(
  fc
    .dictionary(
      fc.constantFrom(
        'name',
        'label',
        'status',
        'until',
        'since',
        'before',
        'dangling',
        'nonsense',
      ),
      fc.array(fc.oneof(fc.constantFrom('x=y', 'true', '1h', '', '5'), fc.string()), {
        maxLength: 2,
      }),
      { maxKeys: 3 },
    )
    .map((map) => JSON.stringify(map)),
  fc.json({ maxDepth: 2 }),
  hostileText,
);

const segment = fc.oneof(
  { weight: 2, arbitrary: fc.constant(NAME) },
  fc.constantFrom(
    'none',
    encodeURIComponent(IMAGE),
    '..',
    '%2e%2e',
    '%00',
    '%zz',
    '*',
    'a%2Fb',
    '-',
    'a'.repeat(300),
  ),
  fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 12 }).map(encodeURIComponent),
);

function valueOf(parameter: Parameter): fc.Arbitrary<string> {
  if (parameter.form === 'filters') return filterValue;
  if (parameter.form === 'boolean')
    return fc.oneof(fc.constantFrom('true', '0', 'on'), hostileText);
  if (parameter.form === 'integer') return fc.oneof(fc.integer().map(String), hostileText);
  return hostileText;
}

const body = fc.oneof(
  fc.constantFrom('', '{', '[]', 'null', '""', '{"Image":7}', '{"image":[]}', '{"Name":{}}'),
  fc.json({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

const request: fc.Arbitrary<Request> = fc.constantFrom(...operations).chain((operation) => {
  const known = operation.parameters.filter((parameter) => parameter.in === 'query');
  const pairs = known.map((parameter) => fc.tuple(fc.constant(parameter.name), valueOf(parameter)));
  const stray = fc.tuple(fc.constant('nonsense'), hostileText);
  return fc.record({
    operation: fc.constant(operation.id),
    names: fc.array(segment, { minLength: 3, maxLength: 3 }),
    query: fc.array(fc.oneof(...pairs, stray), { maxLength: 4 }),
    body: operation.body.form === 'none' ? fc.constant(undefined) : body,
  });
});

/**
 * Any request gets a documented status, an error its documented body, and none hangs, leaves
 * anything behind or ends the engine.
 *
 * Throws fast-check's report: the shrunk request, seed and path, and a script of curl commands.
 * @param url the engine, which has the fixture images
 * @returns how many requests held
 */
export async function checkDecoding(url: string, bounds: Bounds): Promise<number> {
  let answered = Promise.withResolvers<LedgerEntry>();
  const tap = await startTap({
    listen: 'tcp://127.0.0.1:0',
    upstream: url,
    onEntry: (entry) => {
      if (entry.clause !== undefined) answered.resolve(entry);
    },
  });
  try {
    return await checkWithin(request, bounds, async (value) => {
      await provide(tap);
      answered = Promise.withResolvers();
      const failure = await ask(tap, value).then(
        () => undefined,
        (error: Error) => error.message,
      );
      const entry = await answered.promise;
      const told = wrongWith(entry);
      if (failure !== undefined) told.push(failure);
      await removeMade(tap, entry);
      if (!(await isAlive(tap))) told.push('the engine does not answer any more');
      assert.ok(told.length === 0, `${told.join('\n')}\n\n${curlScript(replayed([entry]))}`);
    });
  } finally {
    await discard(tap);
    await tap.close();
  }
}

/** A request that is broken as such may get 400 from any operation, 501 says that there is none. */
const ANYWHERE = new Set([400, 501]);

/**
 * What of an answer is not as the spec says. A path that is not clean is sent
 * to the clean one, and one that belongs to no operation is not found, as Podman's router does it.
 */
function wrongWith(entry: LedgerEntry): string[] {
  const { status = 0, method, responseBody, responseHeaders } = entry;
  if (status === 301 && responseHeaders['location'] !== undefined) return [];
  if (entry.operation === undefined && status < 500) return [];
  const wrong = entry.violations
    .filter(isOfAnswer)
    .filter(({ part }) => part !== 'status' || !ANYWHERE.has(status))
    .map(({ part, where, message }) => `${part} ${where}: ${message}`);
  if (status < 400 || method === 'HEAD') return wrong;
  return [...wrong, ...(hasMessage(responseBody) ? [] : [`${status} without an error's body`])];
}

function hasMessage(body: string): boolean {
  try {
    return typeof (JSON.parse(body) as { message?: unknown }).message === 'string';
  } catch {
    return false;
  }
}

/** There is something that the requests can name. */
async function provide({ address }: Tap): Promise<void> {
  const json = { Image: IMAGE, Cmd: ['true'], HostConfig: { NetworkMode: 'none' } };
  await send(address, 'POST', `/v1.41/containers/create?name=${NAME}`, { json });
}

async function discard({ address }: Tap): Promise<void> {
  await send(address, 'DELETE', `/v1.41/containers/${NAME}?force=true`);
}

async function ask(
  { address }: Tap,
  { operation: id, names, query, body }: Request,
): Promise<void> {
  const operation = byId.get(id)!;
  const left = [...names];
  const path = operation.path.replaceAll(/\{[^}]+\}/g, () => left.shift() ?? 'x');
  const search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const late = AbortSignal.timeout(HEAD);
  const response = await open(
    address,
    operation.method,
    `/${operation.tree === 'libpod' ? 'v4.0.0' : 'v1.41'}${path}${search === '' ? '' : `?${search}`}`,
    {
      signal: late,
      headers: { 'x-refpod-clause': NAME, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    },
  );
  const timer = setTimeout(() => response.destroy(), STREAM);
  try {
    for await (const _ of response);
  } catch {
    // it was a stream, and is left
  } finally {
    clearTimeout(timer);
  }
}

/** A create that came about is undone. */
async function removeMade({ address }: Tap, entry: LedgerEntry): Promise<void> {
  const [, tree, kind] = /^(compat|libpod)\.(\w+)\.create$/.exec(entry.operation ?? '') ?? [];
  if (tree === undefined || entry.status === undefined || entry.status >= 300) return;
  const { Id, Name, id, name } = JSON.parse(entry.responseBody) as Record<string, string>;
  const made = encodeURIComponent(Id ?? Name ?? id ?? name ?? '');
  await send(address, 'DELETE', `/v1.41/${kind}s/${made}?force=true`);
}

async function isAlive({ address }: Tap): Promise<boolean> {
  return send(address, 'GET', '/_ping').then(
    ({ status }) => status === 200,
    () => false,
  );
}
