import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { send } from '../suite/send.ts';
import { CLAUSE_HEADER, startTap } from '../tap/tap.ts';
import { curlScript, replayed } from './curl.ts';
import { html } from './html.ts';
import { junit } from './junit.ts';
import { exchange, recordedInput } from './recorded.ts';
import { resultsText } from './results.ts';

const run = promisify(execFile);

/** An engine that only notes what it is asked; every create answers a new id. */
async function notingEngine(folder: string) {
  const noted: string[] = [];
  const socket = path.join(folder, 'engine.sock');
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await buffer(request);
    noted.push(`${request.method} ${request.url} ${body.toString('base64')}`);
    const isCreate = request.url?.endsWith('/create') ?? false;
    response.writeHead(isCreate ? 201 : 200, { 'content-type': 'application/json' });
    response.end(isCreate ? JSON.stringify({ Id: randomBytes(32).toString('hex') }) : '{}');
  };
  const server = createServer((...exchange) => void answer(...exchange)).listen(socket);
  await once(server, 'listening');
  return { socket, noted, close: () => server.close() };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'refpod-curl-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

suite('curl scripts', { timeout: 30_000 }, () => {
  test('a script sends what the tap saw, with the ids that the engine chooses now', async () => {
    await inFolder(async (folder) => {
      const engine = await notingEngine(folder);
      const tap = await startTap({
        listen: `unix://${folder}/tap.sock`,
        upstream: `unix://${engine.socket}`,
      });
      const headers = { [CLAUSE_HEADER]: 'c' };
      const ask = (method: string, target: string, more = {}) =>
        send(tap.address, method, target, { headers, ...more });
      const made = await ask('POST', '/v1.41/containers/create', { json: { Image: "it's $x" } });
      const { Id } = made.json as { Id: string };
      await ask('GET', `/v1.41/containers/${Id.slice(0, 12)}/json`);
      const archive = Buffer.concat([Buffer.alloc(1024), randomBytes(100)]);
      await ask('PUT', `/v1.41/containers/${Id}/archive?path=%2Fa%20b`, { body: archive });
      await ask('DELETE', `/v1.41/containers/${Id}?force=true`);
      await tap.close();
      const first = engine.noted.splice(0);
      const script = path.join(folder, 'replay.sh');
      await writeFile(script, curlScript(replayed(tap.ledger.entries), 'a title'));
      await run('sh', [script, engine.socket]);
      engine.close();
      const plain = (lines: string[]) =>
        lines.map((line) => line.replaceAll(/[0-9a-f]{12,64}/g, 'ID'));
      assert.deepEqual(plain(engine.noted), plain(first));
      assert.ok(!engine.noted.join().includes(Id), 'the old id is nowhere');
    });
  });

  test('no secret that went through the tap is in a script or a report', async () => {
    await inFolder(async (folder) => {
      const engine = await notingEngine(folder);
      const tap = await startTap({
        listen: `unix://${folder}/tap.sock`,
        upstream: `unix://${engine.socket}`,
      });
      const headers = {
        [CLAUSE_HEADER]: 'c',
        'X-Registry-Auth': 'hidden-1',
        authorization: 'hidden-2',
      };
      const target = '/v4.0.0/libpod/images/pull?reference=a&credentials=u:hidden-3';
      const json = { auths: [{ password: 'hidden-4', identitytoken: 'hidden-5' }] };
      await send(tap.address, 'POST', target, { headers, json });
      await tap.close();
      engine.close();
      const input = recordedInput();
      const exchanges = tap.ledger.entries;
      const failed = { ...input.runs[0]!.results[0]!, verdict: 'fail' as const, exchanges: [1] };
      const told = { ...input, runs: [{ ...input.runs[0]!, results: [failed], exchanges }] };
      const page = await html(told);
      const script = curlScript(replayed(exchanges));
      for (const text of [script, junit(told), resultsText(told.runs[0]!), page]) {
        assert.doesNotMatch(text, /hidden-\d/);
      }
      assert.match(script, /secrets are redacted/);
    });
  });

  test('what others were sent during runs in the background, and the script waits for it', () => {
    const requests = replayed([
      exchange(1, { milliseconds: 500 }),
      exchange(2, {}),
      exchange(3, { hijacked: true, requestBody: 'typed', requestBytes: 5 }),
    ]);
    assert.deepEqual(
      requests.map(({ aside }) => aside),
      [true, false, true],
    );
    const script = curlScript(requests);
    assert.match(script, /-N -m 5 .* & {3}# 200/);
    assert.match(script, /written later is left out\)\nwait\n$/);
  });
});
