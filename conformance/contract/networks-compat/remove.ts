import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { probe } from '../../suite/containers.ts';
import { createNetwork, inspectNetwork, subnetPrefix } from '../../suite/objects.ts';
import type { Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

async function remove(scene: Scene, name: string, query = '') {
  return scene.send('DELETE', scene.compat(`/networks/${name}${query}`));
}

/** The addresses of the host's interfaces. */
async function hostAddresses(scene: Scene): Promise<string> {
  return (await probe(scene, 'ip addr', { NetworkMode: 'host' })).stdout;
}

export default [
  clause('compat.network.remove.204.removed', async (scene) => {
    // A subnet that no network of another test is given meanwhile.
    const IPAM = { Config: [{ Subnet: `${subnetPrefix()}.0/24` }] };
    const { name } = await createNetwork(scene, { IPAM });
    const id = await scene.running({ HostConfig: { NetworkMode: name }, StopTimeout: 0 });
    const { Gateway } = (await scene.inspect(id)).NetworkSettings.Networks[name]!;
    assert.ok((await hostAddresses(scene)).includes(` ${Gateway}/`), 'the bridge has the gateway');
    (await scene.send('DELETE', scene.compat(`/containers/${id}?force=true`))).expect(204);
    const answer = (await remove(scene, name)).expect(204);
    assert.equal(answer.text, '');
    assert.ok(!(await hostAddresses(scene)).includes(` ${Gateway}/`), 'the bridge is gone');
    (await scene.send('GET', scene.compat(`/networks/${name}`))).expect(404);
    await createNetwork(scene, { Name: name });
  }),

  clause('compat.network.remove.204.event-destroy', async (scene) => {
    const events = await watch(scene, 'compat', { type: ['network'] });
    const { name, id } = await createNetwork(scene);
    (await remove(scene, name)).expect(204);
    const { Actor } = await events.until(
      (event) => event.Action === 'destroy' && event.Actor.ID === id,
      'destroy',
    );
    assert.equal(Actor.Attributes['name'], name);
  }),

  clause('compat.network.remove.403.predefined', async (scene) => {
    for (const name of ['bridge', 'host', 'none']) {
      assert.ok(messageOf((await remove(scene, name)).expect(403)).includes(name), name);
    }
    await inspectNetwork(scene, 'bridge');
  }),

  clause('compat.network.remove.403.in-use', async (scene) => {
    const { name } = await createNetwork(scene);
    const id = await scene.running({ HostConfig: { NetworkMode: name } });
    assert.ok(messageOf((await remove(scene, name)).expect(403)).includes(name));
    assert.deepEqual(Object.keys((await inspectNetwork(scene, name)).Containers), [id]);
  }),

  clause('compat.network.remove.any.force', async (scene) => {
    const { name } = await createNetwork(scene);
    await scene.running({ HostConfig: { NetworkMode: name }, StopTimeout: 0 });
    (await remove(scene, name, '?force=true')).expect(204);
    (await scene.send('GET', scene.compat(`/networks/${name}`))).expect(404);
  }),

  clause('compat.network.remove.404.no-such-network', (scene) =>
    unknownNameAnswers404(scene, 'DELETE', (name) => scene.compat(`/networks/${name}`)),
  ),
];
