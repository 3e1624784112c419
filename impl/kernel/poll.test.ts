import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isHungUp } from './poll.ts';

test('a half-closed unix socket is told from a closed one', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'refpod-poll-'));
  const server = createServer({ allowHalfOpen: true }).listen(join(folder, 'socket'));
  t.after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  await once(server, 'listening');
  const client = connect({ path: join(folder, 'socket'), allowHalfOpen: true });
  const [peer] = (await once(server, 'connection')) as [Socket];
  const descriptor = (peer as unknown as { _handle: { fd: number } })._handle.fd;
  assert.equal(isHungUp(descriptor), false);
  const ended = once(peer.resume(), 'end');
  client.end();
  await ended;
  assert.equal(isHungUp(descriptor), false);
  client.destroy();
  await once(client, 'close');
  assert.equal(isHungUp(descriptor), true);
  peer.destroy();
});
