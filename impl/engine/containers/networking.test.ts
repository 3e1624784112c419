import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { TestEngine } from '../test-support.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import type { ContainerConfig } from '../../container-config.ts';

const bridge = { namespaces: { network: { mode: 'bridge' } } } as const;

describe('the network of a container', () => {
  let host: TestEngine;
  before(async () => {
    host = await TestEngine.open();
  });
  after(() => host.close());

  const network = (change: Partial<ContainerConfig['network']>): Partial<ContainerConfig> => ({
    ...bridge,
    network: { ...emptyContainerConfig('libpod').network, ...change },
  });

  test('an address on the default network, its files, and nothing held after the end', async () => {
    const script = 'ip -4 -o addr show eth0; cat /etc/hosts; hostname; cat /etc/resolv.conf';
    const id = await host.create(['sh', '-c', script], {
      ...network({
        hosts: ['other:10.1.2.3'],
        dnsServers: ['10.9.9.9'],
        dnsSearch: ['example.org'],
      }),
      name: 'files',
    });
    const ended = host.containers.wait(id, ['exited']);
    await host.containers.start(id, 'libpod');
    await ended.result;
    assert.equal(host.engine.network.reservation(id), undefined);
    const text = await host.output(id);
    await host.remove(id);
    const address = /inet ([\d.]+)\//.exec(text)?.[1];
    assert.ok(address);
    assert.ok(text.includes(`${address}\t${id.slice(0, 12)} files`), text);
    assert.ok(text.includes('10.1.2.3\tother'));
    assert.ok(text.includes('search example.org\nnameserver 10.9.9.9'));
  });

  test('published ports reach the container, chosen ones too', async () => {
    const look = "grep -q ':0050 ' /proc/net/tcp /proc/net/tcp6";
    const script = `nc -l -p 80 -e echo hello & until ${look}; do sleep 0.01; done; echo listening; wait`;
    const serve = ['sh', '-c', script];
    const id = await host.run(serve, {
      ...network({
        ports: [{ hostIp: '127.0.0.1', hostPort: 0, containerPort: 80, protocol: 'tcp', range: 1 }],
      }),
    });
    await host.logged(id, 'listening');
    const [port] = host.containers.view(id).network.ports;
    assert.ok(port && port.hostPort > 0);
    const client = connect(port.hostPort, '127.0.0.1');
    const [data] = (await once(client, 'data')) as [Buffer];
    assert.equal(String(data), 'hello\n');
    client.destroy();
    await host.remove(id);
  });

  test('a taken port: the start fails, the container is as it was, nothing is held', async () => {
    const ports = (hostPort: number) =>
      network({
        ports: [{ hostIp: '127.0.0.1', hostPort, containerPort: 80, protocol: 'tcp', range: 1 }],
      });
    const first = await host.run(['sleep', '1000'], ports(0));
    const taken = host.containers.view(first).network.ports[0]?.hostPort ?? 0;
    const second = await host.create(['sleep', '1000'], ports(taken));
    await assert.rejects(host.containers.start(second, 'libpod'), /in use/);
    assert.equal(host.containers.view(second).state.status, 'created');
    assert.equal(host.engine.network.reservation(second), undefined);
    assert.equal(host.engine.storage.layers.isMounted(second), false);
    await host.remove(first);
    await host.containers.start(second, 'libpod');
    await host.remove(second);
  });

  test("another container's network: same address, and it must run", async () => {
    const owner = await host.create(['sleep', '1000'], { ...bridge, name: 'owner' });
    const joined = { namespaces: { network: { mode: 'container', container: 'owner' } } } as const;
    const id = await host.create(['sh', '-c', 'ip -4 -o addr show eth0'], joined);
    assert.deepEqual(host.containers.view(id).dependencies, [owner]);
    await assert.rejects(host.containers.start(id, 'compat'), { status: 409 });
    await host.containers.start(id, 'libpod');
    const address = host.containers.view(owner).network.attachments['podman']?.ips[0]?.address;
    assert.ok(address);
    const remove = (depend: boolean) =>
      host.containers.remove(owner, { tree: 'libpod', force: true, volumes: false, depend });
    await assert.rejects(remove(false), /has dependent containers/);
    assert.match(await host.output(id), new RegExp(`inet ${address.replaceAll('.', '\\.')}/`));
    assert.deepEqual(await remove(true), [{ id }, { id: owner }]);
  });

  test('the host network is the host itself', async () => {
    const id = await host.run(['sh', '-c', 'readlink /proc/self/ns/net; hostname'], {
      namespaces: { network: { mode: 'host' } },
    });
    assert.equal(host.containers.view(id).network.mode, 'host');
    assert.match(await host.output(id), /^net:\[\d+\]\n/);
  });
});
