import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { BadParameter, InternalError } from '../errors.ts';
import { checkForward, PortHolder } from './ports.ts';
import type { PortForward } from './types.ts';

const forward = (part: Partial<PortForward>): PortForward => ({
  hostIp: '127.0.0.1',
  hostPort: 0,
  containerPort: 80,
  protocol: 'tcp',
  range: 1,
  ...part,
});

const reservation = (ports: PortForward[]) => ({ attachments: [], ports });

let holder: PortHolder;
beforeEach(() => {
  holder = new PortHolder();
});
afterEach(() => holder.close());

async function listenTcp(port: number): Promise<net.Server> {
  const server = net.createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('held ports', () => {
  it('are chosen when none is asked for, and nobody else can have them until they are given back', async () => {
    const [tcp, udp] = holder.take('one', reservation([forward({}), forward({ protocol: 'udp' })]));
    assert.ok(tcp && udp && tcp.hostPort > 0 && udp.hostPort > 0);
    await assert.rejects(listenTcp(tcp.hostPort), { code: 'EADDRINUSE' });
    const socket = dgram.createSocket({ type: 'udp4', reuseAddr: true });
    const failed = once(socket, 'error');
    socket.bind(udp.hostPort, '127.0.0.1');
    assert.equal((await failed)[0].code, 'EADDRINUSE');
    socket.close();

    holder.release('one');
    (await listenTcp(tcp.hostPort)).close();
  });

  it('of somebody else are an error that names them, and nothing half done stays', async () => {
    const server = await listenTcp(0);
    const taken = (server.address() as AddressInfo).port;
    const [free] = holder.take('probe', reservation([forward({})]));
    assert.ok(free);
    holder.release('probe');
    const wanted = [forward({ hostPort: free.hostPort }), forward({ hostPort: taken })];
    assert.throws(
      () => holder.take('one', reservation(wanted)),
      (error: unknown) =>
        error instanceof InternalError &&
        error.message.includes(`tcp4 127.0.0.1:${taken}: bind: address already in use`),
    );
    (await listenTcp(free.hostPort)).close();
    server.close();
  });

  it('come in runs, one after another', async () => {
    const [run] = holder.take('one', reservation([forward({ range: 5, containerPort: 8000 })]));
    assert.ok(run);
    for (let port = run.hostPort; port < run.hostPort + 5; port += 1)
      await assert.rejects(listenTcp(port), { code: 'EADDRINUSE' });
    assert.throws(() => holder.take('two', reservation([forward({ hostPort: run.hostPort + 4 })])));
  });

  it('on an address that the host lacks are refused', () => {
    assert.throws(
      () => holder.take('one', reservation([forward({ hostIp: '203.0.113.77', hostPort: 8080 })])),
      /203\.0\.113\.77:8080: bind: cannot assign requested address/,
    );
  });
});

describe('a forward', () => {
  it('is refused when it leaves the port numbers or names no address', () => {
    assert.equal(checkForward(forward({ hostIp: '' })).hostIp, '');
    for (const part of [
      { containerPort: 0 },
      { containerPort: 65535, range: 2 },
      { hostPort: 65536 },
      { hostPort: -1 },
      { hostPort: 1.5 },
      { range: 0 },
      { hostIp: 'localhost' },
    ])
      assert.throws(() => checkForward(forward(part)), BadParameter, JSON.stringify(part));
  });
});
