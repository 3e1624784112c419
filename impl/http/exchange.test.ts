import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, mock, suite, test } from 'node:test';
import { serveRoutes } from './testing.ts';
import type { TestRoute, TestServer } from './testing.ts';

/** Milliseconds between looks at a client that has ended its half. */
const LOOK = 200;

/** An operation that answers when it is let go, and knows whether the client has left. */
function waiting() {
  const asked = Promise.withResolvers<AbortSignal>();
  const go = Promise.withResolvers<void>();
  const route: TestRoute = {
    path: '/wait',
    handler: async ({ signal }) => {
      asked.resolve(signal);
      await Promise.race([go.promise, once(signal, 'abort')]);
      return { kind: 'text', status: 200, text: 'done' };
    },
  };
  return { route, asked: asked.promise, go: () => go.resolve() };
}

/** A client whose request is there, and whose end of writing the server has seen. */
async function halfClosed(server: TestServer, asked: Promise<AbortSignal>) {
  const client = await server.dial();
  client.request('GET /wait', 'Connection: close');
  const signal = await asked;
  client.socket.end();
  await once(client.socket, 'finish');
  // Whoever comes later is answered later: by then the server has read the end, too.
  const other = await server.dial();
  other.request('GET /none', 'Connection: close');
  await other.untilEnd();
  return { client, signal };
}

suite('a client that has ended its half of a unix socket', { timeout: 10_000 }, () => {
  beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }));
  afterEach(() => mock.timers.reset());

  test('stays for as long as it reads, and gets its answer', async () => {
    const { route, asked, go } = waiting();
    await using server = await serveRoutes([route]);
    const { client, signal } = await halfClosed(server, asked);
    mock.timers.tick(5 * LOOK);
    assert.equal(signal.aborted, false);
    go();
    assert.match(await client.untilEnd(), /done$/);
    mock.timers.tick(5 * LOOK);
    assert.equal(signal.aborted, false, 'nobody looks any more');
  });

  test('has left once it does not read either', async () => {
    const { route, asked } = waiting();
    await using server = await serveRoutes([route]);
    const { client, signal } = await halfClosed(server, asked);
    client.socket.destroy();
    await once(client.socket, 'close');
    assert.equal(signal.aborted, false, 'nothing tells before the next look');
    mock.timers.tick(LOOK);
    assert.equal(signal.aborted, true);
  });
});

test('over TCP the end of a half counts as leaving', { timeout: 10_000 }, async () => {
  const { route, asked } = waiting();
  await using server = await serveRoutes([route]);
  const bound = await server.server.listen({ kind: 'tcp', host: '127.0.0.1', port: 0 });
  const port = Number(new URL(bound).port);
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  socket.on('error', () => {});
  socket.write('GET /wait HTTP/1.1\r\nHost: test\r\n\r\n');
  const signal = await asked;
  socket.end();
  if (!signal.aborted) await once(signal, 'abort');
  socket.destroy();
});
