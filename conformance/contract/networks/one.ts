import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { createLibpodNetwork } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';

async function remove(scene: Scene, name: string, query = '') {
  return scene.send('DELETE', scene.libpod(`/networks/${name}${query}`));
}

async function exists(scene: Scene, name: string): Promise<boolean> {
  const answer = await scene.send('GET', scene.libpod(`/networks/${name}/json`));
  return answer.expect(200, 404).status === 200;
}

export default [
  clause('libpod.network.inspect.200.network', async (scene) => {
    const made = await createLibpodNetwork(scene);
    for (const one of [made.name, made.id, made.id.slice(0, 16)]) {
      const answer = await scene.send('GET', scene.libpod(`/networks/${one}/json`));
      // Podman 5 tells its containers besides.
      assert.partialDeepStrictEqual(answer.expect(200).json, made, one);
    }
  }),

  clause('libpod.network.inspect.200.cni-form', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    const answer = await scene.send('GET', `/v3.0.0/libpod/networks/${name}/json`);
    const [found] = answer.expect(200).json as {
      name: string;
      cniVersion: string;
      plugins: object[];
    }[];
    assert.equal(found?.name, name);
    assert.match(found.cniVersion, /^\d+\.\d+/);
    assert.ok(found.plugins.length > 0, 'plugins');
  }),

  clause('libpod.network.inspect.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'GET', (name) => scene.libpod(`/networks/${name}/json`)),
  ),

  clause('libpod.network.remove.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'DELETE', (name) => scene.libpod(`/networks/${name}`)),
  ),

  clause('libpod.network.remove.200.removed', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    (await remove(scene, name)).expect(200);
    assert.ok(!(await exists(scene, name)), 'it is gone');
    await createLibpodNetwork(scene, { name });
  }),

  clause('libpod.network.remove.200.report', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    const answer = (await remove(scene, name)).expect(200);
    assert.deepEqual(answer.json, [{ Name: name, Err: null }]);
  }),

  clause('libpod.network.remove.200.force', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    const id = await scene.running({ HostConfig: { NetworkMode: name }, StopTimeout: 0 });
    (await remove(scene, name, '?force=true')).expect(200);
    assert.ok(!(await exists(scene, name)), 'the network is gone');
    (await scene.send('GET', scene.compat(`/containers/${id}/json`))).expect(404);
  }),

  clause('libpod.network.remove.400.parameters', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    assert.match(messageOf((await remove(scene, name, '?force=perhaps')).expect(400)), /force/);
    assert.ok(await exists(scene, name), 'it is kept');
  }),

  clause('libpod.network.remove.500.in-use', async (scene) => {
    const { name } = await createLibpodNetwork(scene);
    await scene.running({ HostConfig: { NetworkMode: name } });
    const answer = (await remove(scene, name)).expect(500);
    assert.match(messageOf(answer), /used|containers/);
    assert.ok(await exists(scene, name), 'it is kept');
  }),

  clause(
    'libpod.network.remove.500.default',
    async (scene) => {
      // Podman 3 removes it, and others need it.
      scene.defer(async () => {
        if (await exists(scene, 'podman')) return;
        await scene.send('POST', scene.libpod('/networks/create?name=podman'), { json: {} });
      });
      // From Podman 4 on the refusal comes in the report of a 200, if nobody uses it.
      const answer = (await remove(scene, 'podman')).expect(200, 500);
      assert.match(answer.text, /podman (cannot|network)|default network/);
      assert.ok(await exists(scene, 'podman'), 'it is kept');
    },
    { serial: true },
  ),
];
