import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { probe } from '../../suite/containers.ts';
import { inspectLibpod } from '../../suite/libpod.ts';
import { createNetwork, subnetPrefix } from '../../suite/objects.ts';
import { inspectPod, outputIn, runningPod } from '../../suite/pods.ts';
import type { Scene } from '../../suite/scene.ts';
import { isBefore4 } from '../../targets/target.ts';

const MAC = '92:d0:c6:0a:29:35';

/** A network for one pod; returns its name and the beginning of its addresses. */
async function network(scene: Scene): Promise<{ name: string; prefix: string }> {
  const prefix = subnetPrefix();
  const IPAM = { Config: [{ Subnet: `${prefix}.0/24` }] };
  return { ...(await createNetwork(scene, { IPAM })), prefix };
}

/** Networks by name, as the two generations of libpod take them. */
function networks(scene: Scene, name: string, options: object): object {
  const isOld = isBefore4(scene.target.facts);
  return isOld ? { cni_networks: [name] } : { Networks: { [name]: options } };
}

export default [
  clause('libpod.pod.create.200.names', async (scene) => {
    const { members } = await runningPod(scene, {
      hostadd: ['database:10.9.8.7'],
      dns_server: ['10.9.8.6'],
      dns_search: ['example.org'],
      dns_option: ['ndots:3'],
    });
    const hosts = await outputIn(scene, members[0]!, 'cat /etc/hosts');
    assert.match(hosts, /^10\.9\.8\.7\s+database$/m);
    const resolv = await outputIn(scene, members[0]!, 'cat /etc/resolv.conf');
    assert.match(resolv, /^nameserver 10\.9\.8\.6$/m);
    assert.match(resolv, /^search example\.org$/m);
    assert.match(resolv, /^options .*ndots:3/m);
  }),

  clause('libpod.pod.create.200.no-manage', async (scene) => {
    const { members } = await runningPod(scene, {
      no_manage_hosts: true,
      no_manage_resolv_conf: true,
    });
    const script = 'grep -cE " /etc/(hosts|resolv.conf) " /proc/self/mountinfo';
    assert.equal((await outputIn(scene, members[0]!, script)).trim(), '0');
  }),

  clause('libpod.pod.create.200.networks', async (scene) => {
    const { name, prefix } = await network(scene);
    const { id, members } = await runningPod(scene, networks(scene, name, {}));
    const addresses = await outputIn(scene, members[0]!, 'ip -4 -o addr show scope global');
    const lines = addresses.trim().split('\n');
    assert.equal(lines.length, 1, addresses);
    assert.ok(addresses.includes(` ${prefix}.`), addresses);
    assert.deepEqual((await inspectPod(scene, id)).InfraConfig?.Networks, [name]);
    const { NetworkSettings } = await inspectLibpod(scene, members[0]!);
    assert.deepEqual(Object.keys(NetworkSettings.Networks), [name], 'the member shows it too');
  }),

  clause('libpod.pod.create.200.static-address', async (scene) => {
    const { name, prefix } = await network(scene);
    const options = { static_ips: [`${prefix}.77`], static_mac: MAC };
    const { members } = await runningPod(scene, networks(scene, name, options));
    const found = await outputIn(scene, members[0]!, 'ip addr show eth0');
    assert.ok(found.includes(` ${prefix}.77/`) && found.includes(MAC), found);
  }),

  clause('libpod.pod.create.200.static-ip', async (scene) => {
    const { name, prefix } = await network(scene);
    const { members } = await runningPod(scene, {
      cni_networks: [name],
      static_ip: `${prefix}.78`,
      static_mac: MAC,
    });
    const found = await outputIn(scene, members[0]!, 'ip addr show eth0');
    assert.ok(found.includes(` ${prefix}.78/`) && found.includes(MAC), found);
  }),

  clause('libpod.pod.create.200.network-host', async (scene) => {
    const { id, members } = await runningPod(scene, { netns: { nsmode: 'host' } });
    const link = 'readlink /proc/self/ns/net';
    const engine = await probe(scene, link, { NetworkMode: 'host' });
    assert.equal((await outputIn(scene, members[0]!, link)).trim(), engine.stdout.trim());
    assert.ok((await inspectPod(scene, id)).InfraConfig?.HostNetwork);
  }),
];
