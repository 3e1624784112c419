import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { probe } from '../../suite/containers.ts';
import { createLibpod, post } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

/** Mounts a container; it is unmounted at the end. @returns the path where the engine is */
async function mount(scene: Scene, id: string): Promise<string> {
  const answer = (await post(scene, id, 'mount')).expect(200);
  scene.defer(() => post(scene, id, 'unmount'));
  return answer.text.trim().replace(/^"(.*)"$/, '$1');
}

async function mounted(scene: Scene): Promise<Record<string, string>> {
  const answer = await scene.send('GET', scene.libpod('/containers/showmounted'));
  return answer.expect(200).json as Record<string, string>;
}

/** What a command says of a folder where the engine is. */
async function seenIn(scene: Scene, folder: string, command: string): Promise<string> {
  return (await probe(scene, command, { Binds: [`${folder}:/mounted:ro`] })).stdout;
}

// The list of all breaks in Podman while a container goes.
const alone = { serial: true };

export default [
  clause('libpod.container.mount.200.path', async (scene) => {
    const id = await scene.running({
      Cmd: ['sh', '-c', 'echo made > /made; echo ready; sleep 99'],
    });
    await scene.logged(id, 'ready');
    const folder = await mount(scene, id);
    assert.match(folder, /^\//);
    assert.equal(
      await seenIn(scene, folder, 'cat /mounted/made; ls /mounted/bin/sh'),
      'made\n/mounted/bin/sh\n',
    );
  }),

  clause('libpod.container.mount.200.plain-text', async (scene) => {
    const id = await createLibpod(scene);
    const answer = (await post(scene, id, 'mount')).expect(200);
    scene.defer(() => post(scene, id, 'unmount'));
    assert.match(String(answer.headers['content-type']), /^text\/plain/);
    assert.match(answer.text, /^\//);
  }),

  clause('libpod.container.mount.200.again', async (scene) => {
    const id = await createLibpod(scene);
    assert.equal(await mount(scene, id), await mount(scene, id));
  }),

  clause(
    'libpod.container.unmount.204.unmounted',
    async (scene) => {
      const id = await createLibpod(scene);
      const folder = await mount(scene, id);
      assert.equal((await mounted(scene))[id], folder);
      assert.equal((await post(scene, id, 'unmount')).expect(204).text, '');
      assert.ok(!(id in (await mounted(scene))), 'it is not listed');
    },
    alone,
  ),

  clause('libpod.container.unmount.500.running', async (scene) => {
    const id = await scene.running();
    (await post(scene, id, 'unmount')).expect(500);
    assert.equal((await scene.inspect(id)).State.Running, true);
  }),

  clause(
    'libpod.container.show-mounted.200.map',
    async (scene) => {
      const [id, other] = [await createLibpod(scene), await createLibpod(scene)];
      const folder = await mount(scene, id);
      const all = await mounted(scene);
      assert.equal(all[id], folder);
      assert.ok(!(other in all), 'what is not mounted is not listed');
      for (const key of Object.keys(all)) assert.match(key, /^[0-9a-f]{64}$/);
    },
    alone,
  ),
];
