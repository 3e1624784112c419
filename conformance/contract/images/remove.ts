import assert from 'node:assert/strict';
import { images } from '../../../fixtures/index.ts';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { imageExists, imageId, tag } from '../../suite/images.ts';
import type { Scene } from '../../suite/scene.ts';

interface Report {
  Untagged: string[] | null;
  Deleted: string[] | null;
  Errors: string[] | null;
  ExitCode: number;
}

async function remove(scene: Scene, name: string, query = '') {
  return scene.send('DELETE', scene.libpod(`/images/${name}${query}`));
}

async function removeMany(scene: Scene, names: string[], query = ''): Promise<Report> {
  const wanted = names.map((name) => `images=${name}`).join('&');
  const answer = await scene.send('DELETE', scene.libpod(`/images/remove?${wanted}${query}`));
  return answer.expect(200).json as Report;
}

/** An image of this test that a container can run, and a container that uses it. */
async function used(scene: Scene) {
  const Labels = { mine: scene.name() };
  const name = await ownImage(scene, { ...images.busybox(), config: { Labels } });
  return { name, container: await scene.container({ Image: name, StopTimeout: 0 }) };
}

async function twoNames(scene: Scene): Promise<[string, string]> {
  const name = await ownImage(scene, {});
  const other = `localhost/${scene.name('i')}`;
  await tag(scene, name, other);
  return [name, `${other}:latest`];
}

export default [
  clause('libpod.image.remove.200.untagged', async (scene) => {
    const [name, other] = await twoNames(scene);
    const report = (await remove(scene, other)).expect(200).json as Report;
    assert.deepEqual([report.Untagged, report.Deleted ?? []], [[other], []]);
    assert.ok((await imageExists(scene, name)) && !(await imageExists(scene, other)));
  }),

  clause('libpod.image.remove.200.deleted', async (scene) => {
    const name = await ownImage(scene, {});
    const id = await imageId(scene, name);
    (await remove(scene, name)).expect(200);
    assert.ok(!(await imageExists(scene, id)), 'it is gone');
  }),

  clause('libpod.image.remove.200.report', async (scene) => {
    const name = await ownImage(scene, {});
    const id = await imageId(scene, name);
    const report = (await remove(scene, name)).expect(200).json as Report;
    assert.deepEqual([report.Untagged, report.ExitCode], [[name], 0]);
    assert.ok(report.Deleted?.includes(id), JSON.stringify(report));
  }),

  clause('libpod.image.remove.200.force', async (scene) => {
    const { name, container } = await used(scene);
    (await scene.send('POST', scene.compat(`/containers/${container}/start`))).expect(204);
    (await remove(scene, name, '?force=true')).expect(200);
    assert.ok(!(await imageExists(scene, name)), 'the image is gone');
    (await scene.send('GET', scene.compat(`/containers/${container}/json`))).expect(404);
  }),

  clause('libpod.image.remove.400.parameters', async (scene) => {
    const name = await ownImage(scene, {});
    assert.match(messageOf((await remove(scene, name, '?force=perhaps')).expect(400)), /force/);
    assert.ok(await imageExists(scene, name), 'it is kept');
  }),

  clause('libpod.image.remove.409.in-use', async (scene) => {
    const { name } = await used(scene);
    assert.ok(messageOf((await remove(scene, name)).expect(409)).length > 0);
    assert.ok(await imageExists(scene, name), 'it is kept');
  }),

  clause('libpod.image.remove.409.several-names', async (scene) => {
    const names = await twoNames(scene);
    (await remove(scene, await imageId(scene, names[0]))).expect(409);
    for (const name of names) assert.ok(await imageExists(scene, name), name);
  }),

  clause('libpod.image.remove-many.200.removed', async (scene) => {
    const names = [await ownImage(scene, {}), await ownImage(scene, {})];
    const ids = [await imageId(scene, names[0]!), await imageId(scene, names[1]!)];
    const report = await removeMany(scene, names);
    assert.deepEqual((report.Untagged ?? []).toSorted(), names.toSorted());
    for (const id of ids) assert.ok(report.Deleted?.includes(id), id);
    for (const name of names) assert.ok(!(await imageExists(scene, name)), name);
  }),

  clause('libpod.image.remove-many.200.partial', async (scene) => {
    const name = await ownImage(scene, {});
    const nobody = scene.name('nobody');
    const report = await removeMany(scene, [nobody, name]);
    assert.equal(report.Errors?.length, 1);
    assert.ok(report.Errors[0]?.includes(nobody), report.Errors.join());
    assert.notEqual(report.ExitCode, 0);
    assert.ok(!(await imageExists(scene, name)), 'the other is removed');
  }),

  clause(
    'libpod.image.remove-many.200.all',
    async (scene) => {
      const fixtures = ['app', 'busybox', 'layers', 'volume'].map(
        (one) => `localhost/${one}:latest`,
      );
      // What the other tests need is kept by containers.
      for (const Image of fixtures) await scene.container({ Image });
      const name = await ownImage(scene, {});
      await removeMany(scene, [], 'all=true');
      assert.ok(!(await imageExists(scene, name)), 'the unused one is gone');
      for (const fixture of fixtures) assert.ok(await imageExists(scene, fixture), fixture);
    },
    { serial: true },
  ),

  clause('libpod.image.remove-many.200.all-default', async (scene) => {
    const [name, other] = [await ownImage(scene, {}), await ownImage(scene, {})];
    await removeMany(scene, [name]);
    assert.ok(await imageExists(scene, other), 'the other stays');
    assert.ok(!(await imageExists(scene, name)), 'the named one is gone');
  }),

  clause('libpod.image.remove-many.200.force', async (scene) => {
    const { name, container } = await used(scene);
    const kept = await removeMany(scene, [name]);
    assert.equal(kept.Errors?.length, 1, 'kept without force');
    await removeMany(scene, [name], '&force=true');
    assert.ok(!(await imageExists(scene, name)), 'the image is gone');
    (await scene.send('GET', scene.compat(`/containers/${container}/json`))).expect(404);
  }),

  clause('libpod.image.remove-many.200.ignore', async (scene) => {
    const report = await removeMany(scene, [scene.name('nobody')], '&ignore=true');
    assert.deepEqual([report.Errors ?? [], report.ExitCode], [[], 0]);
  }),

  clause('libpod.image.remove-many.400.parameters', async (scene) => {
    const name = await ownImage(scene, {});
    for (const parameter of ['all', 'force']) {
      const path = scene.libpod(`/images/remove?images=${name}&${parameter}=perhaps`);
      const answer = (await scene.send('DELETE', path)).expect(400);
      assert.ok(messageOf(answer).includes(parameter), answer.text);
    }
    assert.ok(await imageExists(scene, name), 'it is kept');
  }),
];
