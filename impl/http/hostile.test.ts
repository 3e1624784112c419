import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as fc from 'fast-check';
import { OPERATIONS } from '../../spec/generated/operations.gen.ts';
import { serveRoutes } from './testing.ts';
import type { TestServer } from './testing.ts';

/** Every operation with a handler that only counts how often it was reached. */
async function serveEverything(): Promise<{ server: TestServer; reached: () => number }> {
  let reached = 0;
  const handler = () => {
    reached += 1;
    return { kind: 'json', status: 200, value: null } as const;
  };
  const server = await serveRoutes(OPERATIONS.map((operation) => ({ ...operation, handler })));
  return { server, reached: () => reached };
}

/** One whole request on a connection of its own; returns status and body. */
async function ask(server: TestServer, line: string, body: string) {
  const client = await server.dial();
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  client.send(`${line} HTTP/1.1`, 'Host: test', 'Connection: close', length, '', body);
  const answer = await client.untilEnd();
  client.socket.destroy();
  const [, status, text] = /^HTTP\/1\.1 (\d{3}) [^]*?\r\n\r\n([^]*)$/.exec(answer) ?? [];
  return { status: Number(status), text: text ?? '' };
}

const segment = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    '%2F',
    '%2e%2e',
    '%00',
    '%zz',
    'json',
    'libpod',
    'v4.3.1',
    'v1.41',
  ),
  fc.string({ unit: 'grapheme-ascii' }).map(encodeURIComponent),
);
const templates = fc.constantFrom(...OPERATIONS).chain((operation) =>
  fc.array(segment, { minLength: 3, maxLength: 3 }).map((names) => {
    const path = operation.path.replaceAll(/\{[^}]+\}/g, () => names.pop() || 'x');
    return `${operation.method} /v4.3.1${path}`;
  }),
);
const paths = fc
  .tuple(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH'), fc.array(segment))
  .map(([method, segments]) => `${method} /${segments.join('/')}`);
const queries = fc.oneof(
  fc.webQueryParameters(),
  fc.constantFrom('all=x', 'filters={', 'limit=1e9'),
);
const bodies = fc.oneof(fc.constantFrom('', '{', '[]', 'null', '{"a":'), fc.json(), fc.string());

suite('hostile requests', { timeout: 60_000 }, () => {
  test('any request gets a documented status, and the error body where it is an error', async () => {
    const { server, reached } = await serveEverything();
    await using _ = server;
    const request = fc.tuple(fc.oneof(templates, paths), queries, bodies);
    await fc.assert(
      fc.asyncProperty(request, async ([line, query, body]) => {
        const { status, text } = await ask(server, `${line}?${query}`, body);
        assert.ok([200, 301, 400, 404, 405].includes(status), `${line}: ${status} ${text}`);
        if (status !== 400 || line.startsWith('HEAD')) return;
        const { cause, message, response } = JSON.parse(text) as Record<string, unknown>;
        assert.ok(typeof cause === 'string' && typeof message === 'string' && response === 400);
      }),
      { numRuns: 500 },
    );
    assert.ok(reached() > 20, 'the generator reaches handlers');
  });
});
