import assert from 'node:assert/strict';
import { file, images } from '../../../fixtures/index.ts';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { ownImage } from '../../suite/fixtures.ts';
import { commit, imageExists, imageId, tag } from '../../suite/images.ts';
import { probe } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { watch } from '../../suite/watch.ts';

interface Removed {
  Untagged?: string;
  Deleted?: string;
}

async function remove(scene: Scene, name: string, query = '') {
  return scene.send('DELETE', scene.compat(`/images/${name}${query}`));
}

async function removed(scene: Scene, name: string, query = ''): Promise<Removed[]> {
  return (await remove(scene, name, query)).expect(200).json as Removed[];
}

const untagged = (list: Removed[]) => list.flatMap(({ Untagged }) => Untagged ?? []).toSorted();
const deleted = (list: Removed[]) =>
  list.flatMap(({ Deleted }) => Deleted?.replace('sha256:', '') ?? []);

/** An image of this test that a container can run. */
const runnable = (scene: Scene) =>
  ownImage(scene, { ...images.busybox(), config: { Labels: { mine: scene.name() } } });

export default [
  clause('compat.image.remove.200.last-name', async (scene) => {
    const name = await ownImage(scene, {});
    const id = await imageId(scene, name);
    const list = await removed(scene, name);
    assert.ok(untagged(list).includes(name), JSON.stringify(list));
    assert.ok(deleted(list).includes(id), JSON.stringify(list));
    assert.ok(!(await imageExists(scene, id)), 'it is gone');
  }),

  clause('compat.image.remove.200.one-of-several-names', async (scene) => {
    const name = await ownImage(scene, {});
    const other = `localhost/${scene.name('i')}:latest`;
    await tag(scene, name, other.replace(':latest', ''));
    const list = await removed(scene, other);
    assert.deepEqual([untagged(list), deleted(list)], [[other], []]);
    assert.ok((await imageExists(scene, name)) && !(await imageExists(scene, other)));
  }),

  clause('compat.image.remove.200.shared-layers-stay', async (scene) => {
    const name = await ownImage(scene, {
      config: {},
      layers: [...images.busybox().layers, [file('above', scene.name())]],
    });
    (await remove(scene, name)).expect(200);
    assert.equal((await probe(scene, 'echo works')).stdout, 'works\n', 'the base can be run');
  }),

  clause('compat.image.remove.200.events', async (scene) => {
    const name = await ownImage(scene, {});
    const id = await imageId(scene, name);
    const events = await watch(scene, 'compat', { type: ['image'] });
    (await remove(scene, name)).expect(200);
    for (const action of ['untag', 'delete']) {
      await events.until(({ Action, Actor }) => Action === action && Actor.ID.includes(id), action);
    }
  }),

  clause('compat.image.remove.any.force', async (scene) => {
    const several = await ownImage(scene, {});
    const other = `localhost/${scene.name('i')}:latest`;
    await tag(scene, several, other.replace(':latest', ''));
    const list = await removed(scene, await imageId(scene, several), '?force=true');
    assert.deepEqual(untagged(list), [several, other].toSorted());
    const used = await runnable(scene);
    await scene.exited({ Image: used });
    (await remove(scene, await imageId(scene, used), '?force=true')).expect(200);
    for (const name of [several, other, used]) assert.ok(!(await imageExists(scene, name)), name);
  }),

  clause('compat.image.remove.any.noprune', async (scene) => {
    for (const [query, stays] of [
      ['', false],
      ['?noprune=true', true],
    ] as const) {
      const name = await runnable(scene);
      const parent = await commit(scene, name);
      const child = await commit(scene, parent);
      (await remove(scene, child, query)).expect(200);
      assert.equal(await imageExists(scene, parent), stays, `query ${query}`);
    }
  }),

  clause('compat.image.remove.409.container-uses-it', async (scene) => {
    const name = await runnable(scene);
    await scene.container({ Image: name });
    const answer = (await remove(scene, name)).expect(409);
    assert.ok(messageOf(answer).length > 0);
    const running = await runnable(scene);
    await scene.running({ Image: running, StopTimeout: 0 });
    const id = await imageId(scene, running);
    for (const [reference, query] of [
      [running, ''],
      [id, ''],
      [id, '?force=true'],
    ] as const) {
      (await remove(scene, reference, query)).expect(409);
    }
    for (const one of [name, running]) assert.ok(await imageExists(scene, one), one);
  }),

  clause('compat.image.remove.409.several-names', async (scene) => {
    const name = await ownImage(scene, {});
    const other = `localhost/${scene.name('i')}:latest`;
    await tag(scene, name, other.replace(':latest', ''));
    (await remove(scene, await imageId(scene, name))).expect(409);
    for (const one of [name, other]) assert.ok(await imageExists(scene, one), one);
  }),

  clause('compat.image.remove.409.built-on', async (scene) => {
    const name = await runnable(scene);
    const id = await imageId(scene, name);
    const child = await commit(scene, name);
    (await remove(scene, id)).expect(409);
    assert.ok((await imageExists(scene, id)) && (await imageExists(scene, child)));
  }),
];
