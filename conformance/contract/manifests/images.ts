import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { imageExists, inspectImage } from '../../suite/images.ts';
import { createList, inspectList } from '../../suite/manifests.ts';
import type { Scene } from '../../suite/scene.ts';

interface Summary {
  Id: string;
  RepoTags: string[] | null;
}

/** A list with one image of this test. */
async function withImage(scene: Scene) {
  const image = await ownImage(scene, {});
  const name = await createList(scene, [image]);
  return { image, name, id: (await inspectImage(scene, image)).Id.replace('sha256:', '') };
}

async function listed(scene: Scene): Promise<Summary[]> {
  return (await scene.send('GET', scene.libpod('/images/json'))).expect(200).json as Summary[];
}

async function tag(scene: Scene, name: string): Promise<string> {
  const repo = `localhost/${scene.name('t')}`;
  scene.defer(() => scene.send('DELETE', scene.libpod(`/images/${repo}:1?lookupManifest=true`)));
  (await scene.send('POST', scene.libpod(`/images/${name}/tag?repo=${repo}&tag=1`))).expect(201);
  return `${repo}:1`;
}

export default [
  clause('libpod.image.list.200.manifest-list', async (scene) => {
    const { name, id } = await withImage(scene);
    const own = (await listed(scene)).find(({ RepoTags }) => RepoTags?.includes(name));
    assert.ok(own, `${name} is listed`);
    assert.notEqual(own.Id, id);
  }),

  clause('libpod.image.inspect.200.manifest-list', async (scene) => {
    const { name, id } = await withImage(scene);
    const answer = await scene.send('GET', scene.libpod(`/images/${name}/json`));
    assert.equal((answer.expect(200).json as { Id: string }).Id, id);
  }),

  clause('libpod.image.tag.201.manifest-list', async (scene) => {
    const { name } = await withImage(scene);
    const other = await tag(scene, name);
    const list = await inspectList(scene, name);
    assert.deepEqual(await inspectList(scene, other), list);
  }),

  clause('libpod.image.untag.201.manifest-list', async (scene) => {
    const { image, name } = await withImage(scene);
    const other = await tag(scene, name);
    const query = new URLSearchParams({ repo: other.replace(/:1$/, ''), tag: '1' }).toString();
    (await scene.send('POST', scene.libpod(`/images/${name}/untag?${query}`))).expect(201);
    const names = (await listed(scene)).flatMap(({ RepoTags }) => RepoTags ?? []);
    assert.deepEqual(
      [other, name, image].map((each) => names.includes(each)),
      [false, true, true],
    );
  }),

  clause('libpod.image.remove.200.manifest-list', async (scene) => {
    const { image, name } = await withImage(scene);
    const other = await tag(scene, name);
    const remove = async (which: string) => {
      const answer = await scene.send('DELETE', scene.libpod(`/images/${which}`));
      return answer.expect(200).json as { Untagged?: string[]; Deleted?: string[] };
    };
    assert.deepEqual((await remove(other)).Untagged, [other]);
    const { Untagged, Deleted = [] } = await remove(name);
    assert.deepEqual([Untagged, Deleted.length], [[name], 1]);
    const names = (await listed(scene)).flatMap(({ RepoTags }) => RepoTags ?? []);
    assert.ok(!names.includes(name) && !names.includes(other));
    assert.ok(await imageExists(scene, image));
  }),

  clause('libpod.container.create.201.manifest-list', async (scene) => {
    const { name, id } = await withImage(scene);
    const json = { image: name, command: ['true'] };
    const answer = await scene.send('POST', scene.libpod('/containers/create'), { json });
    const { Id } = answer.expect(201).json as { Id: string };
    scene.defer(() => scene.send('DELETE', scene.libpod(`/containers/${Id}?force=true`)));
    const inspected = await scene.send('GET', scene.libpod(`/containers/${Id}/json`));
    assert.equal((inspected.expect(200).json as { Image: string }).Image, id);
  }),
];
