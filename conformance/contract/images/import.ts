import assert from 'node:assert/strict';
import { busyboxRootFs, file, tar } from '../../../fixtures/index.ts';
import { clause } from '../../suite/clause-test.ts';
import { compressedForms } from '../../suite/compressed.ts';
import { imageExists, inspectImage } from '../../suite/images.ts';
import { probe } from '../../suite/containers.ts';
import { serveInside } from '../../suite/serve.ts';
import type { Scene } from '../../suite/scene.ts';

/** Imports an archive; it goes at the end. @returns the id of the image */
async function imported(scene: Scene, body: Buffer | undefined, query = ''): Promise<string> {
  const options = body ? { body } : {};
  const answer = await scene.send('POST', scene.libpod(`/images/import?${query}`), options);
  const { Id } = answer.expect(200).json as { Id: string };
  scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${Id}?force=true`)));
  return Id.replace('sha256:', '');
}

const small = (scene: Scene) => tar([file('only', scene.name())]);

export default [
  clause('libpod.image.import.200.imported', async (scene) => {
    const mark = scene.name();
    const id = await imported(scene, await tar([...busyboxRootFs(), file('mark', mark)]));
    assert.equal((await inspectImage(scene, id)).RootFS.Layers.length, 1);
    const body = { Image: id, Cmd: ['grep', '-q', mark, '/mark'] };
    assert.equal((await scene.exited(body)).exitCode, 0, 'the file is in it');
  }),

  clause('libpod.image.import.200.reference', async (scene) => {
    const repo = `localhost/${scene.name('i')}`;
    const first = await imported(scene, await small(scene), `reference=${repo}:v1`);
    assert.equal((await inspectImage(scene, `${repo}:v1`)).Id, `sha256:${first}`);
    const second = await imported(scene, await small(scene), `reference=${repo}`);
    assert.equal((await inspectImage(scene, `${repo}:latest`)).Id, `sha256:${second}`);
  }),

  clause('libpod.image.import.200.changes', async (scene) => {
    const changes = ['ENV A=b', 'CMD ["echo","hi"]', 'WORKDIR /tmp', 'LABEL c=d', 'USER 1000'];
    const query = changes.map((change) => `changes=${encodeURIComponent(change)}`).join('&');
    const { Config } = await inspectImage(scene, await imported(scene, await small(scene), query));
    assert.deepEqual([Config['Cmd'], Config['WorkingDir']], [['echo', 'hi'], '/tmp']);
    assert.deepEqual([Config['Env'], Config['User']], [['A=b'], '1000']);
    assert.deepEqual(Config['Labels'], { c: 'd' });
  }),

  clause('libpod.image.import.200.message', async (scene) => {
    const id = await imported(scene, await small(scene), 'message=made%20by%20hand');
    const answer = await scene.send('GET', scene.libpod(`/images/${id}/history`));
    const [step] = answer.expect(200).json as { Comment: string }[];
    assert.equal(step?.Comment, 'made by hand');
  }),

  clause('libpod.image.import.200.compressed', async (scene) => {
    const plain = await small(scene);
    for (const [form, body] of await compressedForms(plain)) {
      const id = await imported(scene, body);
      const answer = await scene.send('GET', scene.libpod(`/images/${id}/changes`));
      const changes = answer.expect(200).json as { Path: string }[];
      assert.deepEqual(
        changes.map(({ Path }) => Path),
        ['/only'],
        form,
      );
    }
  }),

  clause('libpod.image.import.200.url', async (scene) => {
    const content = await small(scene);
    const port = await serveInside(scene, { 'layer.tar': content });
    const repo = `localhost/${scene.name('i')}`;
    const url = encodeURIComponent(`http://127.0.0.1:${port}/layer.tar`);
    await imported(scene, undefined, `reference=${repo}&url=${url}`);
    assert.ok(await imageExists(scene, `${repo}:latest`));
  }),

  clause('libpod.image.import.400.archive', async (scene) => {
    const repo = `localhost/${scene.name('i')}`;
    const path = scene.libpod(`/images/import?reference=${repo}`);
    const body = Buffer.alloc(2000, 'no archive ');
    (await scene.send('POST', path, { body })).expect(400);
    assert.ok(!(await imageExists(scene, `${repo}:latest`)), 'no image is left');
  }),

  clause('libpod.image.import.any.confined', async (scene) => {
    const mark = `refpod-escaped-${scene.name()}`;
    const body = await tar([
      { name: 'out', type: 'symlink', to: '/tmp' },
      file(`out/${mark}`, 'through a link'),
      file(`../../../../../../../../tmp/${mark}`, 'upwards'),
    ]);
    const answer = await scene.send('POST', scene.libpod('/images/import'), { body });
    if (answer.status === 200) {
      const { Id } = answer.json as { Id: string };
      scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${Id}`)));
    }
    const { stdout } = await probe(scene, `ls /host | grep ${mark}`, { Binds: ['/tmp:/host'] });
    assert.equal(stdout, '', 'nothing in the folder of the engine’s host');
  }),
];
