import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { suite, test } from 'node:test';
import { NotFound } from '../errors.ts';
import { HIJACK, serveRoutes } from './testing.ts';
import type { TestRoute } from './testing.ts';

const RAW = 'application/vnd.docker.raw-stream';
const UPGRADE = ['Connection: Upgrade', 'Upgrade: tcp'];

/** Echoes in upper case; at the end of input says how the body was and ends. */
async function echo(connection: Duplex, body: unknown): Promise<void> {
  for await (const chunk of connection as AsyncIterable<Buffer>) {
    connection.write(chunk.toString().toUpperCase());
  }
  connection.write(`[end ${JSON.stringify(body)}]`);
}

const attach: TestRoute = {
  path: '/attach',
  method: 'POST',
  ...HIJACK,
  handler: ({ body }) => ({
    kind: 'hijack',
    contentType: RAW,
    serve: (connection) => echo(connection, body),
  }),
};
const exec: TestRoute = { ...attach, path: '/exec', body: { form: 'json', required: false } };
const missing: TestRoute = {
  ...attach,
  path: '/missing',
  handler() {
    throw new NotFound('no such thing');
  },
};
const routes = [attach, exec, missing];

suite('a connection is taken over', { timeout: 10_000 }, () => {
  test('with Upgrade: 101, then raw bytes both ways', async () => {
    await using server = await serveRoutes(routes);
    const client = await server.dial();
    client.request('POST /attach', ...UPGRADE, 'Content-Length: 0');
    const head = await client.until('\r\n\r\n');
    assert.match(head, /^HTTP\/1\.1 101 UPGRADED\r\n/);
    assert.match(head, /\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n/);
    assert.match(head, new RegExp(`\r\nContent-Type: ${RAW}\r\n`));
    client.send('hello');
    await client.until('HELLO');
    client.socket.end();
    assert.match(await client.untilEnd(), /\r\n\r\nHELLO\[end undefined\]$/);
  });

  test('without Upgrade: a raw 200 without chunking', async () => {
    await using server = await serveRoutes(routes);
    const client = await server.dial();
    client.request('POST /attach');
    const head = await client.until('\r\n\r\n');
    assert.match(head, /^HTTP\/1\.1 200 OK\r\n/);
    assert.doesNotMatch(head, /chunked|content-length|upgrade/i);
    client.send('hello');
    await client.until('HELLO');
    client.socket.end();
    assert.match(await client.untilEnd(), /\r\n\r\nHELLO\[end undefined\]$/);
  });

  for (const headers of [UPGRADE, []]) {
    const how = headers.length > 0 ? 'with Upgrade' : 'without Upgrade';

    test(`${how}: bytes sent right behind the request are not lost`, async () => {
      await using server = await serveRoutes(routes);
      const client = await server.dial();
      client.send('POST /attach HTTP/1.1', 'Host: test', ...headers, '', 'early');
      await client.until('\r\n\r\nEARLY');
      client.send(' late');
      await client.until('EARLY LATE');
      assert.doesNotMatch(client.received, /400/);
    });

    test(`${how}: the JSON body is parsed, what follows it is the stream`, async () => {
      await using server = await serveRoutes(routes);
      const client = await server.dial();
      const body = '{"Detach":false}';
      const length = `Content-Length: ${body.length}`;
      client.send('POST /exec HTTP/1.1', 'Host: test', ...headers, length, '', `${body}early`);
      await client.until('EARLY');
      client.socket.end();
      assert.match(await client.untilEnd(), /EARLY\[end {"Detach":false}\]$/);
    });

    test(`${how}: a body in pieces`, async () => {
      await using server = await serveRoutes(routes);
      const client = await server.dial();
      client.request('POST /exec', ...headers, 'Content-Length: 15');
      for (const piece of ['{"Det', 'ach":', 'true}']) {
        client.send(piece);
        await new Promise(setImmediate);
      }
      client.socket.end();
      assert.match(await client.untilEnd(), /\[end {"Detach":true}\]$/);
    });

    test(`${how}: a body cut short is a 400`, async () => {
      await using server = await serveRoutes(routes);
      const client = await server.dial();
      client.request('POST /exec', ...headers, 'Content-Length: 15');
      client.socket.end('{"Det');
      assert.match(await client.untilEnd(), /^HTTP\/1\.1 400 Bad Request\r\n/);
    });

    test(`${how}: an error keeps its status, and the connection closes`, async () => {
      await using server = await serveRoutes(routes);
      const client = await server.dial();
      client.request('POST /missing', ...headers);
      const answer = await client.untilEnd();
      assert.match(answer, /^HTTP\/1\.1 404 Not Found\r\n/);
      assert.match(answer, /{"cause":"no such thing","message":"no such thing","response":404}\n$/);
    });
  }

  test('with Upgrade and a chunked body', async () => {
    await using server = await serveRoutes(routes);
    const client = await server.dial();
    client.request('POST /exec', ...UPGRADE, 'Transfer-Encoding: chunked');
    client.send('2', '{}', '0', '', '');
    assert.match(await client.until('\r\n\r\n'), /^HTTP\/1\.1 101 UPGRADED/);
    client.socket.end('x');
    assert.match(await client.untilEnd(), /X\[end {}\]$/);
  });

  test('the end of the client’s half reaches the handler, whose own half stays open', async () => {
    const sawEnd = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const serve = async (connection: Duplex) => {
      connection.resume();
      await once(connection, 'end');
      sawEnd.resolve();
      await goOn.promise;
      connection.write('after the end');
    };
    const handler = () => ({ kind: 'hijack', contentType: RAW, serve }) as const;
    await using server = await serveRoutes([{ ...attach, handler }]);
    const client = await server.dial();
    client.request('POST /attach', ...UPGRADE);
    await client.until('\r\n\r\n');
    client.socket.end();
    await sawEnd.promise;
    goOn.resolve();
    assert.match(await client.untilEnd(), /after the end$/);
  });

  test('a client that left before the handler answered is seen by serve', async () => {
    const asked = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    const served = Promise.withResolvers<void>();
    const handler: TestRoute['handler'] = async () => {
      asked.resolve();
      await left.promise;
      return {
        kind: 'hijack',
        contentType: RAW,
        serve: async (connection) => {
          await new Promise((resolve) => connection.resume().once('close', resolve));
          served.resolve();
        },
      };
    };
    await using server = await serveRoutes([{ ...attach, handler }]);
    const client = await server.dial();
    client.request('POST /attach', ...UPGRADE);
    await asked.promise;
    client.socket.destroy();
    await once(client.socket, 'close');
    left.resolve();
    await served.promise;
  });

  test('serve that fails closes the connection and nothing else', async () => {
    const serve = () => Promise.reject(new Error('broken'));
    const handler = () => ({ kind: 'hijack', contentType: RAW, serve }) as const;
    await using server = await serveRoutes([{ ...attach, handler }, exec]);
    const client = await server.dial();
    client.request('POST /attach', ...UPGRADE);
    assert.match(await client.untilEnd(), /^HTTP\/1\.1 101 UPGRADED/);
    const other = await server.dial();
    other.request('POST /exec', ...UPGRADE);
    await other.until('101');
  });
});

suite('Upgrade is only for connections to take over', { timeout: 10_000 }, () => {
  test('a client that offers h2c on every request gets plain HTTP', async () => {
    const info: TestRoute = {
      path: '/info',
      handler: () => ({ kind: 'json', status: 200, value: {} }),
    };
    await using server = await serveRoutes([info]);
    const client = await server.dial();
    client.request('GET /info', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c');
    await client.until('{}\n');
    client.request('GET /info');
    await client.until(/{}\n[^]*{}\n/);
  });
});
