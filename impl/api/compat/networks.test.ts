import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Database } from '../../database.ts';
import { Events } from '../../engine/events/events.ts';
import { Networks } from '../../engine/networks/networks.ts';
import { BadParameter, Conflict, Forbidden, InternalError, NotFound } from '../../errors.ts';
import { openNetwork } from '../../network/core.ts';
import type { NetworkCore } from '../../network/types.ts';
import type { Handler, Handlers, Reply } from '../handler.ts';
import { libpodNetworks } from '../libpod/networks.ts';
import { compatNetworks } from './networks.ts';

let database: Database;
let core: NetworkCore;
let users: Record<string, string[]>;
let removed: string[];
let handlers: Handlers;

beforeEach(async () => {
  database = new Database(':memory:');
  // Nothing is made in the kernel before a container comes.
  core = await openNetwork({ root: '/nowhere/refpod-network-api', database });
  users = {};
  removed = [];
  const containers = {
    users: ({ network }: { network: string }) => users[network] ?? [],
    list: async () => [],
    remove: async (id: string) => {
      removed.push(id);
      users = {};
    },
  } as never;
  const networks = new Networks(core, containers, new Events(database));
  const engine = { networks, containers } as never;
  handlers = { ...libpodNetworks(engine), ...compatNetworks(engine) };
});

afterEach(async () => {
  await core.close();
  database.close();
});

async function ask(id: keyof Handlers, call: object = {}): Promise<Reply> {
  const handler = handlers[id] as Handler<never> | undefined;
  assert.ok(handler, id);
  return handler({ path: {}, query: {}, version: undefined, ...call } as never);
}

async function value<T>(id: keyof Handlers, call?: object): Promise<T> {
  const reply = await ask(id, call);
  assert.equal(reply.kind, 'json');
  return (reply.kind === 'json' ? reply.value : undefined) as T;
}

const web = { path: { name: 'web' } };
const create = (body: object) => ask('compat.network.create', { body });
const listed = async (filters?: Record<string, string[]>) =>
  (await value<{ Name: string }[]>('compat.network.list', { query: { filters } })).map(
    ({ Name }) => Name,
  );

describe('the compat tree’s networks', () => {
  it('are made and shown as Docker does', async () => {
    const { Id } = await value<{ Id: string }>('compat.network.create', {
      body: {
        Name: 'web',
        Labels: { a: 'b' },
        Options: { 'com.docker.network.driver.mtu': '1300' },
        IPAM: {
          Config: [
            {
              Subnet: '10.254.7.0/24',
              IPRange: '10.254.7.128/25',
              Gateway: '10.254.7.9',
              AuxiliaryAddresses: { router: '10.254.7.10' },
            },
          ],
        },
      },
    });
    const network = await value<Record<string, unknown>>('compat.network.inspect', web);
    assert.equal(network['Id'], Id);
    assert.deepEqual(network['IPAM'], {
      Driver: 'default',
      Options: {},
      Config: [
        {
          Subnet: '10.254.7.0/24',
          Gateway: '10.254.7.9',
          IPRange: '10.254.7.128/25',
          AuxiliaryAddresses: { router: '10.254.7.10' },
        },
      ],
    });
    assert.deepEqual(network['Labels'], { a: 'b' });
    assert.deepEqual(network['Options'], { 'com.docker.network.driver.mtu': '1300' });
    const byPrefix = { path: { name: Id.slice(0, 12) } };
    assert.deepEqual(await value('compat.network.inspect', byPrefix), network);
    const elsewhere = { ...web, query: { scope: 'swarm' } };
    await assert.rejects(ask('compat.network.inspect', elsewhere), NotFound);
  });

  it('include Docker’s predefined ones, in lists, filters and inspect', async () => {
    await create({ Name: 'web', Labels: { tier: 'front' } });
    assert.deepEqual(await listed(), ['bridge', 'web', 'host', 'none']);
    assert.deepEqual(await listed({ name: ['^bridge$'] }), ['bridge']);
    assert.deepEqual(await listed({ name: ['we'] }), ['web']);
    assert.deepEqual(await listed({ type: ['custom'] }), ['web']);
    assert.deepEqual(await listed({ type: ['builtin'] }), ['bridge', 'host', 'none']);
    assert.deepEqual(await listed({ driver: ['null'] }), ['none']);
    assert.deepEqual(await listed({ label: ['tier=front'] }), ['web']);
    assert.deepEqual(await listed({ dangling: ['true'] }), ['web']);
    users = { web: ['c1'] };
    assert.deepEqual(await listed({ dangling: ['true'] }), []);
    await assert.rejects(listed({ bogus: ['1'] }), BadParameter);
    await assert.rejects(listed({ type: ['x'] }), BadParameter);
    const host = await value<{ Driver: string }>('compat.network.inspect', {
      path: { name: 'host' },
    });
    assert.equal(host.Driver, 'host');
  });

  it('are refused with the statuses that Docker gives', async () => {
    await create({ Name: 'web', IPAM: { Config: [{ Subnet: '10.254.7.0/24' }] } });
    await assert.rejects(create({ Name: '' }), BadParameter);
    await assert.rejects(create({}), BadParameter);
    await assert.rejects(create({ Name: 'bridge' }), Forbidden);
    await assert.rejects(create({ Name: 'web' }), Conflict);
    await assert.rejects(create({ Name: 'x', Driver: 'nope' }), NotFound);
    const subnet = (Subnet: string) => create({ Name: 'x', IPAM: { Config: [{ Subnet }] } });
    await assert.rejects(subnet('10.254.7.128/25'), Forbidden);
    await assert.rejects(subnet('10.254'), BadParameter);
    await assert.rejects(ask('compat.network.inspect', { path: { name: 'nope' } }), NotFound);
    await assert.rejects(ask('compat.network.remove', { path: { name: 'nope' } }), NotFound);
    for (const name of ['bridge', 'podman', 'host', 'none'])
      await assert.rejects(ask('compat.network.remove', { path: { name } }), Forbidden, name);
  });

  it('are removed though a stopped container names them, with force the container too', async () => {
    await create({ Name: 'web' });
    users = { web: ['c1'] };
    assert.equal((await ask('compat.network.remove', web)).kind, 'empty');
    assert.deepEqual(removed, []);
    await create({ Name: 'web' });
    await ask('compat.network.remove', { ...web, query: { force: true } });
    assert.deepEqual(removed, ['c1']);
    assert.deepEqual(await listed({ type: ['custom'] }), []);
  });
});

describe('pruning networks', () => {
  it('removes those that no container names and the filters take', async () => {
    await create({ Name: 'web', Labels: { keep: '1' } });
    await create({ Name: 'db' });
    await create({ Name: 'used' });
    users = { used: ['c1'] };
    const prune = (filters: Record<string, string[]>) =>
      value('compat.network.prune', { query: { filters } });
    assert.deepEqual(await prune({ 'label!': ['keep'] }), { NetworksDeleted: ['db'] });
    assert.deepEqual(await prune({ until: ['1h'] }), { NetworksDeleted: [] });
    assert.deepEqual(await prune({}), { NetworksDeleted: ['web'] });
    assert.deepEqual(await listed(), ['bridge', 'used', 'host', 'none']);
    await assert.rejects(prune({ name: ['used'] }), BadParameter);
  });
});

describe('the libpod tree’s networks', () => {
  it('are made and shown as Podman does', async () => {
    const body = {
      name: 'web',
      internal: true,
      labels: { a: 'b' },
      subnets: [{ subnet: '10.254.8.0/24', lease_range: { start_ip: '10.254.8.10' } }],
    };
    const made = await value<Record<string, unknown>>('libpod.network.create', { body });
    assert.deepEqual(made['subnets'], [
      {
        subnet: '10.254.8.0/24',
        lease_range: { start_ip: '10.254.8.10', end_ip: '10.254.8.254' },
      },
    ]);
    assert.deepEqual([made['internal'], made['dns_enabled']], [true, false]);
    assert.deepEqual(await value('libpod.network.inspect', web), made);
    const all = await value<{ name: string }[]>('libpod.network.list');
    assert.deepEqual(
      all.map(({ name }) => name),
      ['podman', 'web'],
    );
  });

  it('have CNI’s form below version 4', async () => {
    const version = { text: '3.4.0', major: 3, minor: 4, patch: 0 };
    const net = (IP: string, mask: number[]) => ({
      IP,
      Mask: Buffer.from(mask).toString('base64'),
    });
    const body = {
      Subnet: net('10.254.6.0', [255, 255, 255, 0]),
      Range: net('10.254.6.128', [255, 255, 255, 128]),
      Gateway: '10.254.6.9',
      Labels: { a: 'b' },
      Options: { mtu: '1400' },
    };
    const call = { version, body, query: { name: 'old' } };
    assert.deepEqual(await value('libpod.network.create', call), {
      Filename: '/etc/cni/net.d/old.conflist',
    });
    interface Cni {
      plugins: { type: string; mtu?: number; ipam?: { ranges: unknown[] } }[];
    }
    const old = { version, path: { name: 'old' } };
    const [{ plugins }] = await value<[Cni]>('libpod.network.inspect', old);
    assert.deepEqual(plugins[0]?.ipam?.ranges, [
      [
        {
          subnet: '10.254.6.0/24',
          gateway: '10.254.6.9',
          rangeStart: '10.254.6.128',
          rangeEnd: '10.254.6.254',
        },
      ],
    ]);
    assert.equal(plugins[0]?.mtu, 1400);
    assert.equal(plugins.at(-1)?.type, 'dnsname');
    const listed = async (plugin: string) => {
      const query = { filters: { plugin: [plugin] } };
      const found = await value<{ Name: string; Bytes: string }[]>('libpod.network.list', {
        version,
        query,
      });
      for (const { Name, Bytes } of found)
        assert.equal((JSON.parse(atob(Bytes)) as { name: string }).name, Name);
      return found.map(({ Name }) => Name);
    };
    assert.deepEqual(await listed('portmap'), ['podman', 'old']);
    assert.deepEqual(await listed('dnsname'), ['old']);
    const again = { ...call, query: { name: 'more' } };
    for (const wrong of [
      { Subnet: net('10.254.5.0', [255, 0, 255, 0]) },
      { Gateway: '10.254.5.1' },
      { Subnet: net('10.254.5.0', [255]) },
    ])
      await assert.rejects(ask('libpod.network.create', { ...again, body: wrong }), BadParameter);
  });

  it('are refused as Podman refuses', async () => {
    const make = (body: object) => ask('libpod.network.create', { body });
    await make({ name: 'web' });
    await assert.rejects(make({ name: 'web' }), Conflict);
    await assert.rejects(make({ name: 'x', driver: 'nope' }), InternalError);
    await assert.rejects(make({ name: 'x', subnets: [{ subnet: '1.2.3' }] }), BadParameter);
  });

  it('that are in use, or the default one, stay and say why', async () => {
    await ask('libpod.network.create', { body: { name: 'web' } });
    users = { web: ['c1'], podman: ['c2'] };
    await assert.rejects(ask('libpod.network.remove', web), InternalError);
    const kept = { path: { name: 'podman' }, query: { force: true } };
    assert.deepEqual(await value('libpod.network.remove', kept), [
      { Name: 'podman', Err: 'default network podman cannot be removed' },
    ]);
    const gone = await value('libpod.network.remove', { ...web, query: { force: true } });
    assert.deepEqual(gone, [{ Name: 'web', Err: null }]);
    assert.deepEqual(removed, ['c1']);
  });
});
