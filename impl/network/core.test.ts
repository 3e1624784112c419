import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { Database } from '../database.ts';
import { BadParameter, Conflict, InternalError, NotFound } from '../errors.ts';
import { blockOf, contains, overlaps } from './addresses.ts';
import { openNetwork } from './core.ts';
import { TestNamespace } from './namespace.fixture.ts';
import { objectNames } from './plant.ts';
import type { AttachmentRequest, NetworkCore, PortForward } from './types.ts';

const run = promisify(execFile);

let root = '';
let database: Database;
let core: NetworkCore;
let namespaces: TestNamespace[] = [];

beforeEach(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-network-'));
  database = new Database(path.join(root, 'refpod.db'));
  core = await openNetwork({ root, database });
});

afterEach(async () => {
  for (const namespace of namespaces) await namespace.close();
  namespaces = [];
  await core.reconcile([]);
  await core.close();
  database.close();
  fs.rmSync(root, { recursive: true });
  assert.deepEqual(await leftovers(), []);
});

/** Kernel objects of this root. */
async function leftovers(): Promise<string[]> {
  const { table, interfacePrefix } = objectNames(root);
  const links = fs.readdirSync('/sys/class/net').filter((name) => name.startsWith(interfacePrefix));
  const { stdout } = await run('nft', ['list', 'tables']);
  return [...links, ...stdout.split('\n').filter((line) => line.endsWith(table))];
}

async function namespace(): Promise<TestNamespace> {
  const made = await TestNamespace.open();
  namespaces.push(made);
  return made;
}

const onDefault = (part: Partial<AttachmentRequest> = {}): AttachmentRequest => ({
  network: 'podman',
  staticIps: [],
  aliases: [],
  ...part,
});

const published = (containerPort: number, part: Partial<PortForward> = {}): PortForward => ({
  hostIp: '',
  hostPort: 0,
  containerPort,
  protocol: 'tcp',
  range: 1,
  ...part,
});

/** Brings a namespace up as container `id`. */
async function container(id: string, ports: PortForward[] = [], request = onDefault()) {
  const place = await namespace();
  const reservation = await core.reserve(id, [request], ports);
  await core.setUp(id, place.pid);
  const address = reservation.attachments[0]?.ips[0]?.address ?? '';
  return { id, place, address, hostPort: reservation.ports[0]?.hostPort ?? 0, reservation };
}

const fetchInside = (place: TestNamespace, address: string, port: number) =>
  place.run('busybox', 'nc', '-w', '3', address, String(port));

async function fetchFromHost(address: string, port: number): Promise<string> {
  return text(net.connect(port, address));
}

describe('a container on the default network', () => {
  it('has its address, a route, a loopback, and reaches the gateway and its neighbours', async () => {
    const one = await container('one');
    const two = await container('two');
    const network = core.byName('podman');
    assert.ok(network?.subnets[0]);
    assert.ok(contains(blockOf(network.subnets[0].subnet), one.address));
    assert.notEqual(one.address, two.address);

    const { output: links } = await one.place.run('ip', '-o', 'addr');
    assert.match(links, /lo +inet 127\.0\.0\.1/);
    assert.match(links, new RegExp(`eth0 +inet ${one.address}/\\d+ brd `));
    const { output: routes } = await one.place.run('ip', 'route');
    assert.match(routes, new RegExp(`default via ${network.subnets[0].gateway} dev eth0`));

    await two.place.serve('tcp', 80);
    assert.match((await fetchInside(one.place, two.address, 80)).output, new RegExp(one.address));
    const ping = await one.place.run('busybox', 'ping', '-c1', '-W2', network.subnets[0].gateway);
    assert.equal(ping.code, 0);
  });

  it('gives its address back, and the next container gets another one first', async () => {
    const one = await container('one');
    await core.tearDown('one');
    assert.equal(core.reservation('one'), undefined);
    const two = await core.reserve('two', [onDefault()], []);
    assert.notEqual(two.attachments[0]?.ips[0]?.address, one.address);
    const again = await container('three', [], onDefault({ staticIps: [one.address] }));
    assert.equal(again.address, one.address);
    const { output } = await one.place.run('ip', '-o', 'link');
    assert.doesNotMatch(output, /eth0/, 'the address came only after its link was gone');
    await core.tearDown('nobody');
  });

  it('gets the same reservation when asked again', async () => {
    const first = await core.reserve('one', [onDefault()], [published(80)]);
    assert.deepEqual(await core.reserve('one', [onDefault()], [published(80)]), first);
    assert.deepEqual(core.reservation('one'), first);
  });

  it('leaves through the host with the host’s address', async () => {
    const one = await container('one');
    const far = await otherHost();
    try {
      await far.place.serve('tcp', 80);
      const { output } = await fetchInside(one.place, far.address, 80);
      assert.match(output, new RegExp(`from ${far.hostAddress} `));
    } finally {
      await run('ip', ['link', 'del', far.link]);
    }
  });
});

/** A namespace on a link of its own to the host, with nothing of the network core on it. */
async function otherHost() {
  const place = await namespace();
  const link = `rpt${place.pid}`;
  const block = `198.18.${Math.floor(Math.random() * 250)}`;
  const [hostAddress, address] = [`${block}.1`, `${block}.2`];
  await run('ip', [
    'link',
    'add',
    link,
    'type',
    'veth',
    'peer',
    'name',
    'up0',
    'netns',
    String(place.pid),
  ]);
  await run('ip', ['addr', 'add', `${hostAddress}/30`, 'dev', link]);
  await run('ip', ['link', 'set', link, 'up']);
  await place.run('ip', 'addr', 'add', `${address}/30`, 'dev', 'up0');
  await place.run('ip', 'link', 'set', 'up0', 'up');
  await place.run('ip', 'route', 'add', 'default', 'via', hostAddress);
  return { place, link, hostAddress, address };
}

describe('a published port', () => {
  it('is reached from the host, from containers, from itself and from another host', async () => {
    const one = await container('one', [published(80)]);
    const two = await container('two');
    await one.place.serve('tcp', 80);
    const gateway = core.byName('podman')?.subnets[0]?.gateway ?? '';
    for (const address of ['127.0.0.1', '127.0.0.53', gateway])
      assert.match(await fetchFromHost(address, one.hostPort), /^from /, address);
    for (const place of [one.place, two.place])
      assert.match((await fetchInside(place, gateway, one.hostPort)).output, /^from /);

    const far = await otherHost();
    try {
      const { output } = await fetchInside(far.place, far.hostAddress, one.hostPort);
      assert.match(output, new RegExp(`from ${far.address} `), 'the source address is kept');
    } finally {
      await run('ip', ['link', 'del', far.link]);
    }
  });

  it('on one address of the host is not on the others', async () => {
    const one = await container('one', [published(80, { hostIp: '127.0.0.1' })]);
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
      const one = await container('one', [published(7, { protocol: 'udp' })]);
      await one.place.serve('udp', 7, 'one');
      assert.match(await ask(one.hostPort), / one\n/);
      await core.tearDown('one');
      const again = published(7, { protocol: 'udp', hostPort: one.hostPort });
      const two = await container('two', [again]);
      await two.place.serve('udp', 7, 'two');
      assert.match(await ask(one.hostPort), / two\n/);
    } finally {
      client.close();
    }
  });

  it('comes in ranges', async () => {
    const one = await container('one', [published(8000, { range: 3 })]);
    await one.place.serve('tcp', 8002);
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort + 2), /^from /);
  });

  it('that somebody has is refused, and neither port nor address is kept', async () => {
    const one = await container('one', [published(80)]);
    const wanted = [published(81, { hostPort: 0 }), published(80, { hostPort: one.hostPort })];
    await assert.rejects(core.reserve('two', [onDefault()], wanted), (error: unknown) => {
      assert.ok(error instanceof InternalError);
      return error.message.includes(`:${one.hostPort}: bind: address already in use`);
    });
    assert.equal(core.reservation('two'), undefined);
    assert.deepEqual(database.all('SELECT * FROM network_lease WHERE container = ?', 'two'), []);
    await core.tearDown('one');
    await assert.rejects(fetchFromHost('127.0.0.1', one.hostPort), { code: 'ECONNREFUSED' });
  });

  it('does not open the host’s loopback to containers', async () => {
    const one = await container('one');
    const server = net.createServer((socket) => socket.end('secret')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const gateway = core.byName('podman')?.subnets[0]?.gateway ?? '';
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

describe('after the daemon was killed', () => {
  /** What a new daemon does first: it opens the same root again. */
  async function restart(running: { id: string; place: TestNamespace }[]) {
    core = await openNetwork({ root, database });
    await core.reconcile(running.map(({ id, place }) => ({ containerId: id, pid: place.pid })));
  }

  it('running containers keep address and ports, the others’ are free', async () => {
    const one = await container('one', [published(80)]);
    const two = await container('two', [published(80)]);
    await one.place.serve('tcp', 80);
    await two.place.close();
    const dead = core;
    await Promise.resolve(dead);
    await restart([one]);
    assert.deepEqual(core.reservation('one'), one.reservation);
    assert.equal(core.reservation('two'), undefined);
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort), /^from /);
    await assert.rejects(
      core.reserve('three', [onDefault({ staticIps: [one.address] })], []),
      /already allocated to container one/,
    );
    await core.reserve('three', [onDefault({ staticIps: [two.address] })], []);
  });

  it('rules and bridges that somebody removed come back on reload', async () => {
    const one = await container('one', [published(80)]);
    await one.place.serve('tcp', 80);
    const { table } = objectNames(root);
    await run('nft', ['delete', 'table', 'inet', table]);
    await assert.rejects(fetchInsideOrFail(one.hostPort));
    await core.reload();
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort), /^from /);

    await run('ip', ['link', 'del', core.byName('podman')?.interface ?? '']);
    await core.reload();
    assert.match(await fetchFromHost('127.0.0.1', one.hostPort), /^from /);

    await run('nft', ['delete', 'table', 'inet', table]);
    await core.tearDown('one');
  });

  /** Without the rules a connection meets the held socket, or nothing: no answer in either case. */
  async function fetchInsideOrFail(port: number): Promise<string> {
    const socket = net.connect(port, '127.0.0.1');
    socket.setTimeout(300, () => socket.destroy(new Error('no answer')));
    return text(socket);
  }
});

describe('networks', () => {
  it('of several daemons have bridges and subnets of their own, even when opened at once', async () => {
    const others = await Promise.all(
      [1, 2, 3].map(async (number) => {
        const folder = path.join(root, `other${number}`);
        const store = new Database(':memory:');
        const other = await openNetwork({ root: folder, database: store });
        return { other, store };
      }),
    );
    const cores = [core, ...others.map(({ other }) => other)];
    await Promise.all(cores.map((each) => each.reserve('one', [onDefault()], [])));
    const subnets = cores.map((each) => blockOf(each.byName('podman')?.subnets[0]?.subnet ?? ''));
    const bridges = new Set(cores.map((each) => each.byName('podman')?.interface));
    for (const { other, store } of others) {
      await other.tearDown('one');
      await other.close();
      store.close();
    }
    assert.equal(bridges.size, cores.length);
    for (const [index, one] of subnets.entries())
      for (const other of subnets.slice(index + 1)) assert.ok(!overlaps(one, other));
  });

  it('are made, found by name, id and prefix, and removed', async () => {
    const network = await core.create({ name: 'web', labels: { a: 'b' } });
    assert.equal(core.byName('web')?.id, network.id);
    assert.equal(core.byName(network.id.slice(0, 12))?.name, 'web');
    assert.equal(core.byName('nope'), undefined);
    assert.deepEqual(
      core.list().map(({ name }) => name),
      ['podman', 'web'],
    );
    const one = await container('one', [], onDefault({ network: 'web' }));
    assert.ok(contains(blockOf(network.subnets[0]?.subnet ?? ''), one.address));
    await assert.rejects(core.remove('web'), Conflict);
    await core.tearDown('one');
    await core.remove('web');
    await assert.rejects(core.remove('web'), NotFound);
    await assert.rejects(core.remove('podman'), BadParameter);
  });

  it('leave an interface alone that somebody else made under their bridge’s name', async () => {
    const name = `rpt${process.pid}x`;
    await run('ip', ['link', 'add', name, 'type', 'bridge']);
    try {
      await core.create({ name: 'taken', interface: name });
      const request = [onDefault({ network: 'taken' })];
      await assert.rejects(core.reserve('one', request, []), /exists and is not ours/);
      await core.remove('taken');
      await core.reconcile([]);
      assert.ok(fs.existsSync(`/sys/class/net/${name}`));
    } finally {
      await run('ip', ['link', 'del', name]);
    }
  });

  it('that are full, or asked for what they cannot give, say so', async () => {
    const range = { start: '10.254.253.10', end: '10.254.253.11' };
    await core.create({
      name: 'small',
      subnets: [{ subnet: '10.254.253.0/24', leaseRange: range }],
    });
    const small = (part: Partial<AttachmentRequest> = {}) => [
      onDefault({ network: 'small', ...part }),
    ];
    await core.reserve('one', small(), []);
    await core.reserve('two', small(), []);
    await assert.rejects(
      core.reserve('three', small(), []),
      /no free address left in subnet 10\.254\.253\.0\/24/,
    );
    await core.reserve('four', small({ staticIps: ['10.254.253.50'] }), []);
    for (const wrong of ['10.254.252.1', '10.254.253.0', '10.254.253.1', '10.254.253.255', 'x'])
      await assert.rejects(
        core.reserve('five', small({ staticIps: [wrong] }), []),
        BadParameter,
        wrong,
      );
    await assert.rejects(
      core.reserve(
        'five',
        small({ staticIps: ['10.254.253.51'], staticMac: 'ff:ff:ff:ff:ff:ff' }),
        [],
      ),
      BadParameter,
    );
    await assert.rejects(core.reserve('five', [onDefault({ network: 'nope' })], []), NotFound);
  });

  it('that are internal or have two families give their containers just that', async () => {
    await core.create({ name: 'inner', internal: true });
    await core.create({ name: 'both', ipv6: true, options: { mtu: '1300' } });
    const inner = await container('one', [], onDefault({ network: 'inner' }));
    assert.equal((await inner.place.run('ip', 'route', 'show', 'default')).output, '');
    const both = await container('two', [published(80)], onDefault({ network: 'both' }));
    const v6 = both.reservation.attachments[0]?.ips[1];
    assert.ok(v6);
    const ping = await both.place.run('busybox', 'ping', '-6', '-c1', '-W2', v6.gateway);
    assert.equal(ping.code, 0);
    const { output } = await both.place.run('ip', 'link', 'show', 'eth0');
    assert.match(output, /mtu 1300/);
  });

  it('join in one container, the first with the default route', async () => {
    await core.create({ name: 'second' });
    const place = await namespace();
    const request = [onDefault(), onDefault({ network: 'second' })];
    const { attachments } = await core.reserve('one', request, []);
    await core.setUp('one', place.pid);
    assert.deepEqual(
      attachments.map(({ interfaceName }) => interfaceName),
      ['eth0', 'eth1'],
    );
    const { output } = await place.run('ip', 'route', 'show', 'default');
    assert.match(
      output,
      new RegExp(`^default via ${attachments[0]?.ips[0]?.gateway} dev eth0[^\n]*\n$`),
    );
  });
});
