import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { MAY_PING, probe, written } from '../../suite/containers.ts';
import { createLibpod, post } from '../../suite/libpod.ts';
import { lookBack, lookUp, lookUpByTcp, timeOfNothing } from '../../suite/names.ts';
import { asLater } from '../../suite/old-networks.ts';
import { createLibpodNetwork, subnetPrefix, tryNetwork } from '../../suite/objects.ts';
import type { LibpodNetwork } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';
import { isBefore4 } from '../../targets/target.ts';

async function inspect(scene: Scene, name: string): Promise<LibpodNetwork> {
  if (isBefore4(scene.target.facts)) return asLater(scene, name);
  const answer = await scene.send('GET', scene.libpod(`/networks/${name}/json`));
  return answer.expect(200).json as LibpodNetwork;
}

/** What a container on the network sees. */
async function seen(scene: Scene, network: string, command: string): Promise<string> {
  return (await probe(scene, command, { NetworkMode: network, ...MAY_PING })).stdout;
}

export default [
  clause('libpod.network.create.200.created', async (scene) => {
    const { name, id } = await createLibpodNetwork(scene);
    assert.equal((await inspect(scene, name)).id, id);
    assert.match(await seen(scene, name, 'ip addr show eth0'), /inet \d/);
  }),

  clause('libpod.network.create.200.network', async (scene) => {
    const made = await createLibpodNetwork(scene, { labels: { a: 'b' } });
    assert.match(made.id, /^[0-9a-f]{64}$/);
    assert.deepEqual([made.driver, made.internal, made.labels], ['bridge', false, { a: 'b' }]);
    assert.partialDeepStrictEqual(await inspect(scene, made.name), made);
  }),

  clause('libpod.network.create.200.filename', async (scene) => {
    const name = scene.name('n');
    scene.defer(() => scene.send('DELETE', scene.compat(`/networks/${name}`)));
    const path = `/v3.0.0/libpod/networks/create?name=${name}`;
    const answer = (await scene.send('POST', path, { json: {} })).expect(200);
    assert.ok((answer.json as { Filename: string }).Filename.includes(name), answer.text);
    await inspect(scene, name);
  }),

  clause('libpod.network.create.200.subnet', async (scene) => {
    const prefix = subnetPrefix();
    const subnet = {
      subnet: `${prefix}.0/24`,
      gateway: `${prefix}.5`,
      lease_range: { start_ip: `${prefix}.100`, end_ip: `${prefix}.110` },
    };
    const { name, subnets } = await createLibpodNetwork(scene, { subnets: [subnet] });
    assert.deepEqual(subnets, [subnet]);
    const look = 'ip -o addr show eth0; ip route';
    const text = await seen(scene, name, look);
    assert.match(text, new RegExp(`inet ${prefix}\\.(10\\d|110)/24`));
    assert.ok(text.includes(`default via ${prefix}.5`), text);
    const chosen = [await createLibpodNetwork(scene), await createLibpodNetwork(scene)];
    const bases = chosen.map((network) => network.subnets?.[0]?.subnet);
    assert.ok(bases[0] && bases[1] && bases[0] !== bases[1], bases.join());
  }),

  clause('libpod.network.create.200.internal', async (scene) => {
    const { name, internal } = await createLibpodNetwork(scene, { internal: true });
    assert.ok(internal);
    assert.doesNotMatch(await seen(scene, name, 'ip route'), /default/);
  }),

  clause('libpod.network.create.200.labels', async (scene) => {
    const labels = { 'org.example.one': '1', empty: '' };
    const { name } = await createLibpodNetwork(scene, { labels });
    assert.deepEqual((await inspect(scene, name)).labels, labels);
  }),

  clause('libpod.network.create.200.dns', async (scene) => {
    for (const dns_enabled of [true, false]) {
      const { name } = await createLibpodNetwork(scene, { dns_enabled });
      assert.equal((await inspect(scene, name)).dns_enabled, dns_enabled);
      const other = scene.name();
      await scene.running({ HostConfig: { NetworkMode: name } }, `?name=${other}`);
      const resolved = await seen(scene, name, `ping -c 1 -W 2 ${other} >/dev/null && echo yes`);
      assert.equal(resolved, dns_enabled ? 'yes\n' : '', `dns_enabled: ${dns_enabled}`);
    }
  }),

  clause('libpod.network.create.200.names', async (scene) => {
    const { name: network } = await createLibpodNetwork(scene, { dns_enabled: true });
    const on = (...Aliases: string[]) => ({
      HostConfig: { NetworkMode: network },
      NetworkingConfig: { EndpointsConfig: { [network]: { Aliases } } },
    });
    const name = scene.name();
    const one = await scene.running(on('rp-alias'), `?name=${name}`);
    const asker = await scene.running(on());
    const address = (await scene.inspect(one)).NetworkSettings.Networks[network]!.IPAddress;
    for (const called of [name, 'rp-alias', one.slice(0, 12)])
      assert.deepEqual(await lookUp(scene, asker, called), [address], called);
    // Whoever asked elsewhere would wait five seconds for an answer.
    assert.ok((await timeOfNothing(scene, asker)) < 4000);
  }),

  clause('libpod.network.create.200.names-tcp', async (scene) => {
    const { name: NetworkMode } = await createLibpodNetwork(scene, { dns_enabled: true });
    const name = scene.name();
    const one = await scene.running({ HostConfig: { NetworkMode } }, `?name=${name}`);
    const { Networks } = (await scene.inspect(one)).NetworkSettings;
    assert.deepEqual(await lookUpByTcp(scene, one, name), [Networks[NetworkMode]!.IPAddress]);
  }),

  clause('libpod.network.create.200.reverse', async (scene) => {
    const { name: NetworkMode } = await createLibpodNetwork(scene, { dns_enabled: true });
    const name = scene.name();
    const one = await scene.running({ HostConfig: { NetworkMode } }, `?name=${name}`);
    const { Networks } = (await scene.inspect(one)).NetworkSettings;
    assert.ok(Networks[NetworkMode], 'it is on the network');
    const names = await lookBack(scene, one, Networks[NetworkMode].IPAddress);
    assert.ok(
      names.some((found) => found.split('.')[0] === name),
      String(names),
    );
  }),

  clause('libpod.network.create.200.search', async (scene) => {
    const { name } = await createLibpodNetwork(scene, { dns_enabled: true });
    const search = async (body: object) => {
      const id = await createLibpod(scene, {
        netns: { nsmode: 'bridge' },
        Networks: { [name]: {} },
        command: ['grep', '^search', '/etc/resolv.conf'],
        ...body,
      });
      (await post(scene, id, 'start')).expect(204, 304);
      await scene.wait(id);
      return (await written(scene, id)).stdout.trim();
    };
    assert.match(await search({}), /^search dns\.podman/);
    assert.equal(await search({ dns_search: ['example.org'] }), 'search example.org');
  }),

  clause('libpod.network.create.200.ipv6', async (scene) => {
    const { name, subnets, ipv6_enabled } = await createLibpodNetwork(scene, {
      ipv6_enabled: true,
    });
    assert.ok(ipv6_enabled);
    assert.equal(subnets?.filter(({ subnet }) => subnet.includes(':')).length, 1);
    assert.equal(subnets.filter(({ subnet }) => subnet.includes('.')).length, 1);
    assert.match(await seen(scene, name, 'ip addr show eth0'), /inet6 fd/);
  }),

  clause('libpod.network.create.200.options', async (scene) => {
    const { name, options } = await createLibpodNetwork(scene, { options: { mtu: '1400' } });
    assert.deepEqual(options, { mtu: '1400' });
    assert.equal(await seen(scene, name, 'cat /sys/class/net/eth0/mtu'), '1400\n');
  }),

  clause('libpod.network.create.200.routes', async (scene) => {
    const prefix = subnetPrefix();
    const routes = [
      { destination: '192.0.2.0/24', gateway: `${prefix}.7` },
      { destination: '198.51.100.9/32', gateway: `${prefix}.8`, metric: 33 },
    ];
    const subnets = [{ subnet: `${prefix}.0/24` }];
    const { name } = await createLibpodNetwork(scene, { subnets, routes });
    assert.deepEqual((await inspect(scene, name)).routes, routes);
    const text = await seen(scene, name, 'ip route');
    assert.ok(text.includes(`192.0.2.0/24 via ${prefix}.7 dev eth0`), text);
    assert.match(text, new RegExp(`198\\.51\\.100\\.9 via ${prefix}\\.8 .*metric 33`));
    const nowhere = { destination: '192.0.2.0/24' };
    messageOf(
      (await tryNetwork(scene, 'libpod', { name: scene.name('n'), routes: [nowhere] })).expect(
        400,
        500,
      ),
    );
  }),

  clause('libpod.network.create.any.option-unknown', async (scene) => {
    const answer = await tryNetwork(scene, 'libpod', {
      name: scene.name('n'),
      options: { nonsense: 'yes' },
    });
    assert.match(messageOf(answer.expect(400, 500)), /nonsense/);
  }),

  clause('libpod.network.create.400.subnet', async (scene) => {
    const json = { name: scene.name('n'), subnets: [{ subnet: 'nonsense' }] };
    (await tryNetwork(scene, 'libpod', json)).expect(400);
    (await scene.send('GET', scene.libpod(`/networks/${json.name}/json`))).expect(404);
  }),

  clause('libpod.network.create.409.name-in-use', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    const answer = await tryNetwork(scene, 'libpod', { name });
    assert.ok(messageOf(answer.expect(409)).includes(name), answer.text);
  }),

  clause('libpod.network.create.500.driver', async (scene) => {
    const json = { name: scene.name('n'), driver: 'nonsense' };
    assert.match(messageOf((await tryNetwork(scene, 'libpod', json)).expect(500)), /nonsense/);
  }),
];
