import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { createLibpodNetwork } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

// Prunes look at every network; a label keeps them to those of the test.
const serial = { serial: true };

async function exists(scene: Scene, name: string): Promise<boolean> {
  const answer = await scene.send('GET', scene.libpod(`/networks/${name}/exists`));
  return answer.expect(204, 404).status === 204;
}

async function servers(scene: Scene, name: string): Promise<string[]> {
  const answer = await scene.send('GET', scene.libpod(`/networks/${name}/json`));
  const { network_dns_servers: found } = answer.expect(200).json as {
    network_dns_servers?: string[];
  };
  return found ?? [];
}

async function update(scene: Scene, name: string, json: object) {
  return scene.send('POST', scene.libpod(`/networks/${name}/update`), { json });
}

async function prune(scene: Scene, wanted: Record<string, string[]>): Promise<string[]> {
  const path = scene.libpod(`/networks/prune?${filters(wanted)}`);
  const reports = (await scene.send('POST', path)).expect(200).json as {
    Name: string;
    Error: unknown;
  }[];
  for (const report of reports) assert.equal(report.Error, null);
  return reports.map(({ Name }) => Name).toSorted();
}

export default [
  clause('libpod.network.inspect-alias.200.same', async (scene) => {
    const { name, id } = await createLibpodNetwork(scene);
    const inspected = await scene.send('GET', scene.libpod(`/networks/${name}/json`));
    for (const one of [name, id]) {
      const answer = await scene.send('GET', scene.libpod(`/networks/${one}`));
      assert.deepEqual(answer.expect(200).json, inspected.expect(200).json);
    }
  }),

  clause('libpod.network.inspect-alias.404.unknown', async (scene) => {
    (await scene.send('GET', scene.libpod(`/networks/${scene.name('nobody')}`))).expect(404);
  }),

  clause('libpod.network.exists.204.exists', async (scene) => {
    const { name, id } = await createLibpodNetwork(scene);
    assert.ok((await exists(scene, name)) && (await exists(scene, id)));
  }),

  clause('libpod.network.exists.404.unknown', async (scene) => {
    assert.equal(await exists(scene, scene.name('nobody')), false);
  }),

  clause('libpod.network.update.204.servers', async (scene) => {
    const { name } = await createLibpodNetwork(scene, { dns_enabled: true });
    const added = { adddnsservers: ['192.0.2.1', '192.0.2.2'] };
    (await update(scene, name, added)).expect(200, 204);
    assert.deepEqual((await servers(scene, name)).toSorted(), added.adddnsservers);
    const removed = { removednsservers: ['192.0.2.1'] };
    (await update(scene, name, removed)).expect(200, 204);
    assert.deepEqual(await servers(scene, name), ['192.0.2.2']);
  }),

  clause('libpod.network.update.400.address', async (scene) => {
    const { name } = await createLibpodNetwork(scene, { dns_enabled: true });
    const wrong = { adddnsservers: ['192.0.2.1', 'nonsense'] };
    assert.match(messageOf((await update(scene, name, wrong)).expect(400)), /nonsense/);
    assert.deepEqual(await servers(scene, name), []);
  }),

  clause('libpod.network.update.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.libpod(`/networks/${name}/update`), {}),
  ),

  clause(
    'libpod.network.prune.200.removed',
    async (scene) => {
      const label = scene.name('l');
      const made = { labels: { [label]: 'x' }, dns_enabled: false };
      const [gone, used] = [
        await createLibpodNetwork(scene, made),
        await createLibpodNetwork(scene, made),
      ];
      await scene.container({ HostConfig: { NetworkMode: used.name } });
      assert.deepEqual(await prune(scene, { label: [label] }), [gone.name]);
      assert.deepEqual(
        [await exists(scene, gone.name), await exists(scene, used.name)],
        [false, true],
      );
      assert.ok(await exists(scene, 'podman'));
    },
    serial,
  ),

  clause(
    'libpod.network.prune.200.filter-label',
    async (scene) => {
      const label = scene.name('l');
      const one = await createLibpodNetwork(scene, { labels: { [label]: '1' } });
      const both = await createLibpodNetwork(scene, { labels: { [label]: '1', more: 'x' } });
      assert.deepEqual(await prune(scene, { label: [`${label}=1`, 'more'] }), [both.name]);
      assert.ok(await exists(scene, one.name));
    },
    serial,
  ),

  clause(
    'libpod.network.prune.200.filter-until',
    async (scene) => {
      const label = scene.name('l');
      const { name } = await createLibpodNetwork(scene, { labels: { [label]: '' } });
      assert.deepEqual(await prune(scene, { label: [label], until: ['1h'] }), []);
      const later = String(Math.floor(Date.now() / 1000) + 60);
      assert.deepEqual(await prune(scene, { label: [label], until: [later] }), [name]);
    },
    serial,
  ),

  clause('libpod.network.prune.500.filter-unknown', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    const path = scene.libpod(`/networks/prune?${filters({ nonsense: ['x'], name: [name] })}`);
    assert.match(messageOf((await scene.send('POST', path)).expect(500)), /nonsense|name/);
    assert.ok(await exists(scene, name), 'it is kept');
  }),
];
