import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { suite, test } from 'node:test';
import { BadParameter, Conflict } from '../errors.ts';
import { parameter, serveRoutes } from './testing.ts';
import type { RawClient, TestRoute } from './testing.ts';

const ok: TestRoute['handler'] = ({ path }) => ({ kind: 'json', status: 200, value: path });
const routes: TestRoute[] = [
  { path: '/containers/json', handler: ok },
  { path: '/containers/{name}/json', parameters: [inPath('name')], handler: ok },
  { path: '/images/{name:.*}/json', parameters: [inPath('name')], handler: ok },
  { path: '/images/{name:.*}', method: 'DELETE', parameters: [inPath('name')], handler: ok },
  { path: '/libpod/info', unversioned: false, handler: ok },
  { path: '/_ping', method: 'HEAD', handler: () => ({ kind: 'empty', status: 200 }) },
  { path: '/later' },
  {
    path: '/taken',
    method: 'POST',
    handler() {
      throw new Conflict('the name "web" is taken', { rootCause: 'name in use' });
    },
  },
  {
    path: '/upload',
    method: 'PUT',
    parameters: [parameter({ name: 'path', required: true })],
    body: { form: 'tar', required: true },
    handler: async ({ input }) => ({ kind: 'text', status: 200, text: await text(input) }),
  },
  {
    path: '/create',
    method: 'POST',
    body: { form: 'json', required: true },
    handler: ({ body }) => ({ kind: 'json', status: 201, value: body }),
  },
];

function inPath(name: string) {
  return parameter({ name, in: 'path', required: true });
}

async function ask(line: string, ...headers: string[]): Promise<string> {
  await using server = await serveRoutes(routes);
  const client = await server.dial();
  client.request(line, 'Connection: close', ...headers);
  return await client.untilEnd();
}

suite('paths', { timeout: 10_000 }, () => {
  const cases: [line: string, status: string, rest: RegExp][] = [
    ['GET /containers/json', '200', /{}\n$/],
    ['GET /v1.41/containers/json', '200', /{}\n$/],
    ['GET http://docker/v1.41/containers/json?all=1', '200', /{}\n$/],
    ['GET /containers/a%2Fb/json', '200', /{"name":"a\/b"}\n$/],
    ['GET /images/docker.io/library/busybox/json', '200', /{"name":"docker.io\/library\/busybox"}/],
    ['GET /images/a%2Fb:c/json', '200', /{"name":"a\/b:c"}/],
    ['GET /v4.3.1/libpod/info', '200', /{}\n$/],
    ['GET /libpod/info', '404', /\r\n\r\nNot Found\n$/],
    ['GET /nothing', '404', /\r\nContent-Type: text\/plain; charset=utf-8\r\n[^]*Not Found\n$/],
    ['GET /containers/json/', '404', /Not Found\n$/],
    ['GET /vx/containers/json', '404', /Not Found\n$/],
    ['POST /containers/json', '405', /\r\n\r\nMethod Not Allowed\n$/],
    ['GET /images/unknown/below', '405', /Method Not Allowed\n$/],
    ['GET //containers//json?a=1', '301', /\r\nLocation: \/containers\/json\?a=1\r\n/],
    ['GET /v1.41/x/../containers/json', '301', /\r\nLocation: \/v1.41\/containers\/json\r\n/],
    ['GET /containers/%zz/json', '400', /"path parameter \\"name\\": \\"%zz\\" is not valid/],
    ['GET /later', '500', /"operation .* has no handler"/],
    [
      'POST /taken',
      '409',
      /{"cause":"name in use","message":"the name \\"web\\" is taken","response":409}\n$/,
    ],
  ];
  for (const [line, status, rest] of cases) {
    test(`${line} → ${status}`, async () => {
      const answer = await ask(line);
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
      assert.match(answer, rest);
    });
  }

  test('every operation’s answer has the API’s headers, the router’s own have not', async () => {
    const headers =
      /\r\nApi-Version: 1\.41\r\nLibpod-Api-Version: 4\.3\.1\r\nServer: Libpod\/4\.3\.1 \(linux\)\r\nX-Reference-Id: 0x[0-9a-f]{10}\r\n/;
    for (const line of ['GET /containers/json', 'POST /taken', 'GET /later', 'HEAD /_ping']) {
      assert.match(await ask(line), headers);
    }
    for (const line of ['GET /nothing', 'POST /_ping', 'GET //later']) {
      assert.doesNotMatch(await ask(line), /Api-Version/);
    }
  });

  test('HEAD has no body, errors included', async () => {
    assert.match(await ask('HEAD /_ping'), /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n$/);
    assert.match(await ask('HEAD /nothing'), /^HTTP\/1\.1 404 [^]*\r\n\r\n$/);
  });
});

suite('bodies', { timeout: 10_000 }, () => {
  async function upload(send: (client: RawClient) => Promise<void> | void): Promise<string> {
    await using server = await serveRoutes(routes);
    const client = await server.dial();
    await send(client);
    return await client.untilEnd();
  }
  const post = (line: string, body: string, ...headers: string[]) =>
    upload((client) => {
      client.request(line, 'Connection: close', `Content-Length: ${body.length}`, ...headers);
      client.send(body);
    });

  test('JSON is parsed whatever its Content-Type is', async () => {
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
      assert.match(
        await post('POST /create', '{"a":1}', `Content-Type: ${type}`),
        /201[^]*{"a":1}\n$/,
      );
    }
  });

  test('broken or missing JSON is a 400 that says so', async () => {
    assert.match(await post('POST /create', '{"a":'), / 400 [^]*"request body is not valid JSON: /);
    assert.match(await post('POST /create', ' '), / 400 [^]*"request body is empty: /);
  });

  test('too much JSON is a 400, not the daemon’s memory', async () => {
    const answer = await upload(async (client) => {
      client.request('POST /create', 'Connection: close', 'Transfer-Encoding: chunked');
      const chunk = ' '.repeat(1024 * 1024);
      for (let sent = 0; sent <= 16; sent += 1) client.send('100000', chunk, '');
      await client.until('400');
      client.send('0', '', '');
    });
    assert.match(answer, /request body is larger than 16777216 bytes/);
  });

  test('100 Continue comes once the request is known to be wanted', async () => {
    const answer = await upload(async (client) => {
      client.request(
        'PUT /upload?path=/',
        'Connection: close',
        'Content-Length: 4',
        'Expect: 100-continue',
      );
      await client.until('HTTP/1.1 100 Continue\r\n\r\n');
      client.send('data');
    });
    assert.match(answer, /HTTP\/1\.1 200 OK[^]*data$/);
    const refused = await upload((client) => {
      client.request(
        'PUT /upload',
        'Connection: close',
        'Content-Length: 4',
        'Expect: 100-continue',
      );
      client.socket.end();
    });
    assert.match(refused, /^HTTP\/1\.1 400 Bad Request[^]*query parameter \\"path\\" is required/);
  });

  test('an answer may come before the upload is over', async () => {
    const handler = () => {
      throw new BadParameter('enough');
    };
    await using server = await serveRoutes([
      { path: '/load', method: 'POST', body: { form: 'tar', required: true }, handler },
      ...routes,
    ]);
    const client = await server.dial();
    client.request('POST /load', 'Content-Length: 8');
    client.send('half');
    await client.until(/enough[^]*\n$/);
    client.send('rest');
    client.request('GET /containers/json');
    await client.until('{}\n');
  });

  test('an early answer does not cut the upload off', async () => {
    const megabyte = 'x'.repeat(1024 * 1024);
    const answer = await upload(async (client) => {
      const length = `Content-Length: ${16 * megabyte.length}`;
      client.request('PUT /upload', 'Connection: close', length);
      await client.until(/is required[^]*\n$/);
      const failed = new Promise((_, reject) => client.socket.once('error', reject));
      for (let sent = 0; sent < 16; sent += 1) {
        const written = new Promise((resolve) => client.socket.write(megabyte, resolve));
        await Promise.race([written, failed]);
      }
    });
    assert.match(answer, /^HTTP\/1\.1 400 /);
  });

  test('bytes that are no HTTP are refused and the server goes on', async () => {
    assert.match(
      await upload((client) => client.send('\x16\x03\x01 hello\r\n\r\n')),
      /^HTTP\/1\.1 400 /,
    );
    assert.match(await ask('GET /containers/json'), / 200 /);
  });

  test('a long header passes, as registry credentials do', async () => {
    assert.match(
      await ask('GET /containers/json', `X-Registry-Config: ${'a'.repeat(500_000)}`),
      / 200 /,
    );
  });
});
