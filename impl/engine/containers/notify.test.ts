import assert from 'node:assert/strict';
import { closeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import koffi from 'koffi';
import { sendDatagram, unixAddress } from '../../kernel/datagram.ts';
import { bind, check } from '../../kernel/libc.ts';
import { TestEngine } from '../test-support.ts';

/** A service manager that only listens. */
function listenAt(path: string) {
  const socket = bind('int socket(int domain, int type, int protocol)');
  const bindTo = bind('int bind(int fd, const uint8_t *address, uint32_t length)');
  const receive = koffi
    .load(null)
    .func('int64_t recv(int fd, uint8_t *data, size_t size, int flags)');
  const descriptor = check(socket(1, 2, 0), 'socket');
  const address = unixAddress(path);
  check(bindTo(descriptor, address, address.length), 'bind', path);
  return {
    async next(): Promise<string> {
      const data = Buffer.alloc(4096);
      const size = (await promisify(receive.async)(descriptor, data, data.length, 0)) as number;
      return data.toString('utf8', 0, size);
    },
    close: () => closeSync(descriptor),
  };
}

describe('what the service manager is told of containers', () => {
  let host: TestEngine;
  let folder: string;
  let manager: ReturnType<typeof listenAt>;
  const outside = process.env['NOTIFY_SOCKET'];

  before(async () => {
    host = await TestEngine.open();
    folder = await mkdtemp(join(tmpdir(), 'refpod-notify-'));
    const path = join(folder, 'manager.sock');
    manager = listenAt(path);
    process.env['NOTIFY_SOCKET'] = path;
  });
  after(async () => {
    if (outside === undefined) delete process.env['NOTIFY_SOCKET'];
    else process.env['NOTIFY_SOCKET'] = outside;
    manager.close();
    await host.close();
    await rm(folder, { recursive: true });
  });

  const conmonOf = (id: string) => host.containers.view(id).state.conmonPid;

  test('conmon: whom to watch, and that it is ready, once it has started', async () => {
    const id = await host.run(['sleep', '1000'], { sdnotify: 'conmon' });
    assert.equal(await manager.next(), `MAINPID=${conmonOf(id)}\nREADY=1`);
    await host.remove(id);
  });

  test('container: whom to watch, and from then on what the container says', async () => {
    const look = 'test -S $NOTIFY_SOCKET && echo $NOTIFY_SOCKET && exec sleep 1000';
    const id = await host.run(['sh', '-c', look], { sdnotify: 'container' });
    assert.equal(await manager.next(), `MAINPID=${conmonOf(id)}`);
    await host.logged(id, '/run/notify/notify.sock');
    const { pid } = host.containers.view(id).state;
    sendDatagram(`/proc/${pid}/root/run/notify/notify.sock`, 'READY=1');
    assert.equal((await manager.next()).trim(), 'READY=1');
    await host.remove(id);
  });

  test('ignore, and none: nothing, and the container has no socket', async () => {
    for (const change of [{ sdnotify: 'ignore' }, {}] as const) {
      const id = await host.run(['sh', '-c', 'echo "[$NOTIFY_SOCKET]"; ls /run'], change);
      const output = await host.output(id);
      assert.match(output, /^\[\]/);
      assert.doesNotMatch(output, /notify/);
      await host.remove(id);
    }
    // Nothing came before this.
    sendDatagram(process.env['NOTIFY_SOCKET']!, 'last');
    assert.equal(await manager.next(), 'last');
  });

  test('a manager that does not listen fails no start', async () => {
    const path = process.env['NOTIFY_SOCKET'];
    process.env['NOTIFY_SOCKET'] = join(folder, 'nobody.sock');
    const id = await host.run(['sleep', '1000'], { sdnotify: 'conmon' });
    assert.equal(host.containers.view(id).state.status, 'running');
    await host.remove(id);
    process.env['NOTIFY_SOCKET'] = path;
  });
});
