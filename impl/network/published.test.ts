import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { InternalError } from '../errors.ts';
import {
  fetchFromHost,
  fetchInside,
  NetworkScene,
  onDefault,
  published,
  run,
} from './scene.fixture.ts';

let scene: NetworkScene;
beforeEach(async () => {
  scene = await NetworkScene.open();
});
afterEach(() => scene.close());

describe('a published port', () => {
  it('is reached from the host, from containers, from itself and from another host', async () => {
    const one = await scene.container('one', [published(80)]);
    const two = await scene.container('two');
    await one.place.serve('tcp', 80);
    const gateway = scene.core.byName('podman')?.subnets[0]?.gateway ?? '';
    for (const address of ['127.0.0.1', '127.0.0.53', gateway])
      assert.match(await fetchFromHost(address, one.hostPort), /^from /, address);
    for (const place of [one.place, two.place])
      assert.match((await fetchInside(place, gateway, one.hostPort)).output, /^from /);

    const far = await scene.otherHost();
    const { output } = await fetchInside(far.place, far.hostAddress, one.hostPort);
    assert.match(output, new RegExp(`from ${far.address} `), 'the source address is kept');
  });

  it('is reached over IPv6 alike, and knows who asks from another host', async () => {
    await scene.core.create({ name: 'dual', ipv6: true });
    const { place, hostPort } = await scene.container(
      'one',
      [published(80)],
      onDefault({ network: 'dual' }),
    );
    await place.serve('tcp', 80);
    const far = await scene.otherHost();
    const [here, there] = ['fd00:5246:1::1', 'fd00:5246:1::2'];
    await run('ip', ['addr', 'add', `${here}/64`, 'dev', far.link, 'nodad']);
    await far.place.run('ip', 'addr', 'add', `${there}/64`, 'dev', 'up0', 'nodad');
    await far.place.run('ip', 'route', 'add', 'default', 'via', here);
    assert.match(await fetchFromHost(here, hostPort), /^from /);
    assert.equal((await fetchInside(far.place, here, hostPort)).output.trim(), `from ${there}`);
    const neighbour = await scene.container('two', [], onDefault({ network: 'dual' }));
    assert.match((await fetchInside(neighbour.place, here, hostPort)).output, /^from fd/);
  });

  it('on one address of the host is not on the others', async () => {
    const one = await scene.container('one', [published(80, { hostIp: '127.0.0.1' })]);
    await one.place.serve('tcp', 80);
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort), /^from /);
    await assert.rejects(fetchFromHost('127.0.0.2', one.hostPort), { code: 'ECONNREFUSED' });
  });

  it('carries udp, also to the container that gets the port next', async () => {
    const client = dgram.createSocket('udp4');
    const ask = async (port: number) => {
      const answer = once(client, 'message', { signal: AbortSignal.timeout(3000) });
      client.send('ping', port, '127.0.0.1');
      return String((await answer)[0]);
    };
    try {
      const one = await scene.container('one', [published(7, { protocol: 'udp' })]);
      await one.place.serve('udp', 7, 'one');
      assert.match(await ask(one.hostPort), / one\n/);
      await scene.core.tearDown('one');
      const again = published(7, { protocol: 'udp', hostPort: one.hostPort });
      const two = await scene.container('two', [again]);
      await two.place.serve('udp', 7, 'two');
      assert.match(await ask(one.hostPort), / two\n/);
    } finally {
      client.close();
    }
  });

  it('comes in ranges', async () => {
    const one = await scene.container('one', [published(8000, { range: 3 })]);
    await one.place.serve('tcp', 8002);
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort + 2), /^from /);
  });

  it('that somebody has is refused, and neither port nor address is kept', async () => {
    const one = await scene.container('one', [published(80)]);
    const wanted = [published(81, { hostPort: 0 }), published(80, { hostPort: one.hostPort })];
    await assert.rejects(scene.core.reserve('two', [onDefault()], wanted), (error: unknown) => {
      assert.ok(error instanceof InternalError);
      return error.message.includes(`:${one.hostPort}: bind: address already in use`);
    });
    assert.equal(scene.core.reservation('two'), undefined);
    assert.deepEqual(
      scene.database.all('SELECT * FROM network_lease WHERE container = ?', 'two'),
      [],
    );
    await scene.core.tearDown('one');
    await assert.rejects(fetchFromHost('127.0.0.1', one.hostPort), { code: 'ECONNREFUSED' });
  });

  it('does not open the host’s loopback to containers', async () => {
    const one = await scene.container('one');
    const server = net.createServer((socket) => socket.end('secret')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const gateway = scene.core.byName('podman')?.subnets[0]?.gateway ?? '';
    await one.place.run('ip', 'route', 'del', 'local', '127.0.0.0/8', 'table', 'local');
    await one.place.run('ip', 'route', 'del', 'local', '127.0.0.1', 'table', 'local');
    await one.place.run('ip', 'addr', 'del', '127.0.0.1/8', 'dev', 'lo');
    await one.place.run('ip', 'route', 'add', '127.0.0.0/8', 'via', gateway, 'src', one.address);
    await one.place.run('sh', '-c', 'echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet');
    const { output } = await one.place.run('busybox', 'nc', '-w', '1', '127.0.0.1', String(port));
    server.close();
    assert.equal(output, '');
  });
});
