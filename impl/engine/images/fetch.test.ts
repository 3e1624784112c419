import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { BadParameter, InternalError } from '../../errors.ts';
import { serveOnLoopback } from '../../http/loopback-testing.ts';
import type { Loopback } from '../../http/loopback-testing.ts';
import { fetchArchive } from './fetch.ts';

describe('an archive at an address', () => {
  let server: Loopback;
  let host = '';
  before(async () => {
    server = await serveOnLoopback((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { Location: '/archive' }).end();
      else if (request.url === '/archive') response.end('content');
      else if (request.url === '/endless') response.write('and then nothing');
      else response.writeHead(404).end('nothing here');
    });
    ({ host } = server);
  });
  after(() => server.close());
  const { signal } = new AbortController();

  it('is read, with and without a scheme, and where it moved', async () => {
    for (const address of [`http://${host}/archive`, `${host}/archive`, `http://${host}/moved`])
      assert.equal(await text(await fetchArchive(address, signal)), 'content', address);
  });

  it('is named when it cannot be had', async () => {
    const missing = `http://${host}/missing`;
    for (const address of [missing, 'http://127.0.0.1:1/'])
      await assert.rejects(
        fetchArchive(address, signal),
        (error) => error instanceof InternalError && error.message.includes(address),
        address,
      );
    for (const address of ['file:///etc/passwd', 'ftp://x/', 'http://'])
      await assert.rejects(fetchArchive(address, signal), BadParameter, address);
  });

  it('is let go when the client leaves', async () => {
    const leave = new AbortController();
    const archive = await fetchArchive(`http://${host}/endless`, leave.signal);
    await once(archive, 'readable');
    leave.abort();
    await assert.rejects(text(archive), { name: 'AbortError' });
  });
});
