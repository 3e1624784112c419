import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { suite, test } from 'node:test';
import { NotModified } from '../errors.ts';
import { serveRoutes } from './testing.ts';
import type { TestRoute } from './testing.ts';

const MEGABYTE = 1024 * 1024;

suite('streams', { timeout: 60_000 }, () => {
  test('headers come before the first byte of an idle stream', async () => {
    const source = new Readable({ read() {} });
    await using server = await serveRoutes([
      { path: '/logs', handler: () => ({ kind: 'stream', status: 200, source }) },
    ]);
    const client = await server.dial();
    client.request('GET /logs');
    assert.match(await client.until('\r\n\r\n'), /^HTTP\/1\.1 200 OK\r\n/);
  });

  test('each line comes when its item does', async () => {
    const turns = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    async function* items() {
      for (const [index, { promise }] of turns.entries()) {
        await promise;
        yield { index };
      }
    }
    await using server = await serveRoutes([
      { path: '/events', handler: () => ({ kind: 'lines', status: 200, items: items() }) },
    ]);
    const client = await server.dial();
    client.request('GET /events');
    const head = await client.until('\r\n\r\n');
    assert.match(head, /\r\nContent-Type: application\/json\r\n/);
    assert.doesNotMatch(head, /index/);
    turns[0]?.resolve();
    assert.doesNotMatch(await client.until('{"index":0}\n'), /"index":1/);
    turns[1]?.resolve();
    await client.until(/{"index":1}\n\r\n0\r\n\r\n$/);
  });

  test('a client that leaves ends the iteration and the source', async () => {
    const returned = Promise.withResolvers<void>();
    const items: AsyncIterable<unknown> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return() {
          returned.resolve();
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    const source = new Readable({ read() {} });
    await using server = await serveRoutes([
      { path: '/events', handler: () => ({ kind: 'lines', status: 200, items }) },
      { path: '/logs', handler: () => ({ kind: 'stream', status: 200, source }) },
    ]);
    for (const path of ['/events', '/logs']) {
      const client = await server.dial();
      client.request(`GET ${path}`);
      await client.until('\r\n\r\n');
      client.socket.destroy();
    }
    await returned.promise;
    if (!source.closed) await new Promise((resolve) => source.once('close', resolve));
  });

  test('a client that leaves aborts a handler that is still waiting', async () => {
    const asked = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    const handler: TestRoute['handler'] = async ({ signal }) => {
      asked.resolve();
      await once(signal, 'abort');
      aborted.resolve();
      throw signal.reason;
    };
    await using server = await serveRoutes([{ path: '/wait', method: 'POST', handler }]);
    const client = await server.dial();
    client.request('POST /wait');
    await asked.promise;
    client.socket.destroy();
    await aborted.promise;
  });

  test('chunks made in turn in the memory of two reach a slow reader as they were', async () => {
    const size = MEGABYTE / 4;
    const rooms = [Buffer.alloc(size), Buffer.alloc(size)];
    async function* chunks() {
      for (let at = 0; at < 8; at += 1) yield await Promise.resolve(rooms[at % 2]!.fill(97 + at));
    }
    await using server = await serveRoutes([
      { path: '/logs', handler: () => ({ kind: 'chunks', status: 200, chunks: chunks() }) },
    ]);
    const client = await server.dial();
    client.request('GET /logs');
    client.socket.pause();
    await turn();
    client.socket.resume();
    const answer = await client.until('\r\n0\r\n\r\n');
    for (const letter of 'abcdefgh') {
      assert.ok(answer.includes(letter.repeat(size)), `no whole chunk of ${letter}`);
    }
  });

  test('a client that ends only its half still gets the whole answer', async () => {
    const asked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    async function* content() {
      asked.resolve();
      await goOn.promise;
      yield Buffer.alloc(MEGABYTE, 'x');
    }
    const handler = () =>
      ({ kind: 'stream', status: 200, source: Readable.from(content()) }) as const;
    await using server = await serveRoutes([{ path: '/export', handler }]);
    const client = await server.dial();
    client.request('GET /export');
    client.socket.end();
    await asked.promise;
    await turn();
    goOn.resolve();
    const answer = await client.untilEnd();
    assert.match(answer, /\r\n0\r\n\r\n$/);
    assert.equal(answer.match(/x{10,}/g)?.join('').length, MEGABYTE);
  });

  test('a slow reader holds the source back: memory stays flat over a gigabyte', async () => {
    const block = Buffer.alloc(MEGABYTE, 'x');
    let made = 0;
    const source = new Readable({
      read() {
        made += block.length;
        this.push(made > 1024 * MEGABYTE ? null : block);
      },
    });
    await using server = await serveRoutes([
      { path: '/save', handler: () => ({ kind: 'stream', status: 200, source }) },
    ]);
    const client = await server.dial();
    let read = 0;
    let most = 0;
    client.socket.setEncoding('latin1').removeAllListeners('data');
    client.request('GET /save');
    for await (const chunk of client.socket as AsyncIterable<string>) {
      read += chunk.length;
      most = Math.max(most, made - read);
      if (read > 1024 * MEGABYTE) break;
    }
    assert.ok(most < 16 * MEGABYTE, `${most} bytes were made ahead of the reader`);
  });

  test('a source that fails cuts the answer, and the server goes on', async () => {
    const handler = () => {
      const source = new Readable({ read() {} });
      source.push('half');
      setImmediate(() => source.destroy(new Error('disk gone')));
      return { kind: 'stream', status: 200, source } as const;
    };
    await using server = await serveRoutes([{ path: '/save', handler }]);
    for (let time = 0; time < 2; time += 1) {
      const client = await server.dial();
      client.request('GET /save');
      const answer = await client.untilEnd();
      assert.match(answer, /half/);
      assert.doesNotMatch(answer, /\r\n0\r\n\r\n$/);
    }
  });
});

suite('connections are kept', { timeout: 60_000 }, () => {
  test('idle for longer than node’s own limit', async () => {
    const handler = () => ({ kind: 'text', status: 200, text: 'OK' }) as const;
    await using server = await serveRoutes([{ path: '/_ping', handler }]);
    const client = await server.dial();
    client.request('GET /_ping');
    await client.until(/OK$/);
    // Node ends idle connections after 5 s (and one second of slack) unless told otherwise.
    await new Promise((resolve) => setTimeout(resolve, 7000));
    client.request('GET /_ping');
    await client.until(/OK[^]*OK$/);
  });

  test('after errors, 204 and 304', async () => {
    await using server = await serveRoutes([
      { path: '/none', handler: () => ({ kind: 'empty', status: 204 }) },
      {
        path: '/same',
        handler() {
          throw new NotModified('already started');
        },
      },
      {
        path: '/broken',
        handler() {
          throw new TypeError('undefined is not a function');
        },
      },
    ]);
    const client = await server.dial();
    client.request('GET /none');
    assert.doesNotMatch(await client.until(/204[^]*\r\n\r\n$/), /Content-Length/);
    client.request('GET /same');
    assert.doesNotMatch(await client.until(/304[^]*\r\n\r\n$/), /already/);
    client.request('GET /broken');
    await client.until(/500 Internal[^]*"response":500}\n$/);
    client.request('GET /unknown');
    await client.until(/404 Not Found[^]*Not Found\n$/);
  });
});
