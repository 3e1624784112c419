import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import type { Network } from '../../network/types.ts';
import { TestEngine } from '../test-support.ts';
import type { NetworkAttachmentConfig } from '../../container-config.ts';

const bridge = { namespaces: { network: { mode: 'bridge' } } } as const;
const plain: NetworkAttachmentConfig = { aliases: [], staticIps: [] };
const sleep = ['sleep', '1000'];

describe('connect and disconnect', () => {
  let host: TestEngine;
  let back: Network;
  before(async () => {
    host = await TestEngine.open();
    const subnets = [{ subnet: '10.251.9.0/24' }];
    back = await host.engine.networks.create({ name: 'back', subnets });
  });
  after(() => host.close());

  const connect = (id: string, settings = plain, tree: 'libpod' | 'compat' = 'libpod') =>
    host.containers.connect(id, { network: back, settings, tree });
  const disconnect = (id: string, network = back, tree: 'libpod' | 'compat' = 'libpod') =>
    host.containers.disconnect(id, { network, tree });
  const attachments = (id: string) => host.containers.view(id).network.attachments;
  const file = (id: string, path: string) =>
    `/proc/${host.containers.view(id).state.pid}/root${path}`;
  async function addresses(id: string): Promise<string> {
    const net = `--net=/proc/${host.containers.view(id).state.pid}/ns/net`;
    return (await promisify(execFile)('nsenter', [net, 'ip', '-o', '-4', 'addr'])).stdout;
  }
  async function told(tree: 'libpod' | 'compat', container: string): Promise<string[]> {
    const { signal } = new AbortController();
    const events = host.engine.events.stream({
      replay: true,
      follow: false,
      matches: ({ type, only, id, attributes }) =>
        type === 'network' && only === tree && [id, attributes?.['container']].includes(container),
      signal,
    });
    const actions: string[] = [];
    for await (const { action, name } of events) actions.push(`${action} ${name}`);
    return actions;
  }

  test('a running container changes at once: its interfaces, its files, and what inspect says', async () => {
    const id = await host.run(sleep, { ...bridge, name: 'mover' });
    await connect(id, { ...plain, aliases: ['www'], staticIps: ['10.251.9.9'] });
    assert.match(await addresses(id), /eth1 +inet 10\.251\.9\.9\/24/);
    assert.deepEqual(attachments(id)['back']?.aliases, ['www', id.slice(0, 12)]);
    const line = `10.251.9.9\t${id.slice(0, 12)} mover\n`;
    assert.ok(readFileSync(file(id, '/etc/hosts'), 'utf8').endsWith(line));
    await assert.rejects(connect(id), { status: 500, rootCause: 'network is already connected' });
    await assert.rejects(connect(id, plain, 'compat'), { status: 403 });

    await disconnect(id);
    assert.doesNotMatch(await addresses(id), /eth1/);
    assert.deepEqual(Object.keys(attachments(id)), ['podman']);
    assert.ok(!readFileSync(file(id, '/etc/hosts'), 'utf8').includes('10.251.9.9'));
    await assert.rejects(disconnect(id), { status: 500 });
    assert.deepEqual(await told('libpod', id), ['connect mover', 'disconnect mover']);
    assert.deepEqual(await told('compat', id), [
      'connect podman',
      'connect back',
      'disconnect back',
    ]);
    await host.remove(id);
  });

  test('a container that does not run is on its networks from the next start on', async () => {
    const id = await host.create(sleep, bridge);
    await connect(id, { ...plain, staticIps: ['10.251.9.8'] });
    await connect(id);
    await disconnect(id, host.engine.networks.find('podman'));
    assert.deepEqual(attachments(id), { back: undefined });
    await host.containers.start(id, 'libpod');
    assert.match(await addresses(id), /eth0 +inet 10\.251\.9\.8\/24/);
    await disconnect(id);
    const options = { tree: 'libpod', timeout: 0 } as const;
    await host.containers.restart(id, options);
    assert.doesNotMatch(await addresses(id), /eth/, 'it stays without a network');
    await host.remove(id);
  });

  test('what its processes wrote into resolv.conf stays', async () => {
    const id = await host.run(sleep, bridge);
    const path = file(id, '/etc/resolv.conf');
    writeFileSync(path, 'nameserver 192.0.2.1\n');
    await connect(id);
    assert.equal(readFileSync(path, 'utf8'), 'nameserver 192.0.2.1\n');
    await host.remove(id);
  });

  test('what cannot be is refused, and nothing changes', async () => {
    const id = await host.create(sleep, bridge);
    const outside = { ...plain, staticIps: ['10.1.2.3'] };
    await assert.rejects(connect(id, outside), { status: 400 });
    await host.containers.start(id, 'libpod');
    await assert.rejects(connect(id, outside), { status: 400 });
    assert.deepEqual(Object.keys(attachments(id)), ['podman']);
    await assert.rejects(connect('nobody'), { status: 404 });
    const onHost = await host.create(sleep, { namespaces: { network: { mode: 'host' } } });
    await assert.rejects(connect(onHost), { rootCause: 'invalid network mode' });
    await assert.rejects(connect(onHost, plain, 'compat'), { status: 400 });
    await host.remove(id);
    await host.remove(onHost);
  });
});
