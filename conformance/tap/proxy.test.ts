import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import type { Exchange } from './exchange.ts';
import { startProxy } from './proxy.ts';
import type { Proxy } from './proxy.ts';

let folder: string;
let engine: Server;
let proxy: Proxy;
let onEngine: (socket: Socket) => void = () => {};
let ended: Exchange[] = [];
let onEnded: (exchange: Exchange) => void = () => {};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'refpod-tap-'));
  engine = createServer({ allowHalfOpen: true }, (socket) => onEngine(socket));
  engine.listen(join(folder, 'engine.sock'));
  await once(engine, 'listening');
  proxy = await startProxy(`unix://${folder}/tap.sock`, `unix://${folder}/engine.sock`, {
    onEnd: (exchange) => {
      ended.push(exchange);
      onEnded(exchange);
    },
  });
});

after(async () => {
  await proxy.close();
  engine.close();
  await rm(folder, { recursive: true });
});

function nextExchange(): Promise<Exchange> {
  ended = [];
  return new Promise((resolve) => {
    onEnded = resolve;
  });
}

const dial = () => connect({ path: join(folder, 'tap.sock'), allowHalfOpen: true });

test('two requests on one connection become two exchanges, the answer to HEAD has no body', async () => {
  onEngine = (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n');
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK'));
    });
  };
  const first = nextExchange();
  const client = dial();
  client.write('HEAD /_ping HTTP/1.1\r\nHost: d\r\n\r\n');
  assert.equal((await first).method, 'HEAD');
  const second = nextExchange();
  client.write('GET /_ping HTTP/1.1\r\nHost: d\r\n\r\n');
  const { response, number } = await second;
  assert.equal(response.kept.toString(), 'OK');
  assert.equal(number, (await first).number + 1);
  client.destroy();
});

test('a hijacked connection keeps both directions, and a half-close ends only one', async () => {
  onEngine = (socket) => {
    socket.once('data', () => {
      socket.write(
        'HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n',
      );
      void text(socket).then((stdin) => socket.end(`echo ${stdin}`));
    });
  };
  const exchange = nextExchange();
  const client = dial();
  client.write(
    'POST /exec/x/start HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 2\r\n\r\n{}',
  );
  await once(client, 'data');
  client.end('HTTP-looking GET / HTTP/1.1\r\n\r\n');
  assert.equal(await text(client), 'echo HTTP-looking GET / HTTP/1.1\r\n\r\n');
  const seen = await exchange;
  assert.equal(seen.hijacked, true);
  assert.equal(seen.request.kept.toString(), '{}HTTP-looking GET / HTTP/1.1\r\n\r\n');
  assert.equal(seen.response.kept.toString(), 'echo HTTP-looking GET / HTTP/1.1\r\n\r\n');
});

test('a raw 200 without length is a hijack as well', async () => {
  onEngine = (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n');
      socket.once('data', (data) => socket.end(data));
    });
  };
  const exchange = nextExchange();
  const client = dial();
  client.write('POST /containers/x/attach HTTP/1.1\r\nHost: d\r\nContent-Length: 0\r\n\r\n');
  await once(client, 'data');
  client.write('typed');
  assert.equal(await text(client), 'typed');
  client.end();
  const seen = await exchange;
  assert.deepEqual([seen.hijacked, seen.request.kept.toString()], [true, 'typed']);
});

test('a client that hangs up is seen by the engine', async () => {
  const left = new Promise<void>((resolve) => {
    onEngine = (socket) => {
      socket.on('close', () => resolve());
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      });
      socket.on('end', () => socket.end());
    };
  });
  const exchange = nextExchange();
  const client = dial();
  client.write('GET /events HTTP/1.1\r\nHost: d\r\n\r\n');
  await once(client, 'data');
  client.destroy();
  await left;
  assert.ok((await exchange).cut);
});

test('64 MB pass unharmed to a reader that pauses, and only the head is kept', async () => {
  const piece = Buffer.alloc(1 << 20, 'refpod');
  onEngine = (socket) => {
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${64 << 20}\r\n\r\n`);
      let left = 64;
      const more = () => {
        while (left > 0 && socket.write(piece)) left -= 1;
        if (left > 0) {
          left -= 1;
          socket.once('drain', more);
        }
      };
      more();
    });
  };
  const exchange = nextExchange();
  const hash = createHash('sha256');
  const call = request({ socketPath: join(folder, 'tap.sock'), path: '/images/x/get' });
  call.end();
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  for await (const chunk of response) {
    hash.update(chunk as Buffer);
    await new Promise(setImmediate);
  }
  const expected = createHash('sha256');
  for (let index = 0; index < 64; index += 1) expected.update(piece);
  assert.equal(hash.digest('hex'), expected.digest('hex'));
  const { response: body } = await exchange;
  assert.deepEqual([body.bytes, body.truncated], [64 << 20, true]);
  assert.ok(body.kept.length <= 4 << 20);
});
