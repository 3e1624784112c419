import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import {
  ambiguousNetworkPrefix,
  createNetwork,
  inspectNetwork,
  subnetPrefix,
} from '../../suite/objects.ts';

export default [
  clause('compat.network.inspect.200.shape', async (scene) => {
    const prefix = subnetPrefix();
    const given = { Subnet: `${prefix}.0/24`, Gateway: `${prefix}.7` };
    const Labels = { 'org.example.one': '1' };
    const IPAM = { Driver: 'default', Config: [given] };
    const { name, id } = await createNetwork(scene, { Labels, IPAM, Internal: true });
    const found = await inspectNetwork(scene, id);
    assert.deepEqual([found.Name, found.Id, found.Driver], [name, id, 'bridge']);
    assert.deepEqual([found.Labels, found.Internal, found.EnableIPv6], [Labels, true, false]);
    const { Subnet, Gateway } = found.IPAM.Config[0] ?? {};
    assert.deepEqual({ Subnet, Gateway }, given);
    assert.ok(Math.abs(Date.parse(found.Created) - Date.now()) < 60_000, found.Created);
  }),

  clause('compat.network.inspect.200.containers', async (scene) => {
    const { name } = await createNetwork(scene);
    const own = scene.name();
    const id = await scene.running({ HostConfig: { NetworkMode: name } }, `?name=${own}`);
    await scene.container({ HostConfig: { NetworkMode: name } });
    const { Containers } = await inspectNetwork(scene, name);
    assert.deepEqual(Object.keys(Containers), [id], 'only the running one');
    const seen = (await scene.inspect(id)).NetworkSettings.Networks[name]!;
    const { Name, IPv4Address, MacAddress } = Containers[id]!;
    assert.equal(Name, own);
    assert.equal(IPv4Address, `${seen.IPAddress}/${seen.IPPrefixLen}`);
    assert.equal(MacAddress, seen.MacAddress);
  }),

  clause('compat.network.inspect.200.by-name-id-prefix', async (scene) => {
    const { name, id } = await createNetwork(scene);
    for (const one of [name, id, id.slice(0, 16)]) {
      assert.equal((await inspectNetwork(scene, one)).Id, id, one);
    }
  }),

  clause('compat.network.inspect.any.scope', async (scene) => {
    const { name } = await createNetwork(scene);
    (await scene.send('GET', scene.compat(`/networks/${name}?scope=local`))).expect(200);
    (await scene.send('GET', scene.compat(`/networks/${name}?scope=swarm`))).expect(404);
  }),

  clause('compat.network.inspect.any.verbose', async (scene) => {
    const { name } = await createNetwork(scene);
    const verbose = await scene.send('GET', scene.compat(`/networks/${name}?verbose=true`));
    assert.deepEqual(verbose.expect(200).json, await inspectNetwork(scene, name));
  }),

  clause('compat.network.inspect.404.no-such-network', (scene) =>
    unknownNameAnswers404(scene, 'GET', (name) => scene.compat(`/networks/${name}`)),
  ),

  ...(
    [
      ['inspect', 'GET'],
      ['remove', 'DELETE'],
    ] as const
  ).map(([operation, method]) =>
    clause(`compat.network.${operation}.400.ambiguous-prefix`, async (scene) => {
      const prefix = await ambiguousNetworkPrefix(scene);
      const answer = await scene.send(method, scene.compat(`/networks/${prefix}`));
      assert.ok(messageOf(answer.expect(400)).includes(prefix), answer.text);
    }),
  ),
];
