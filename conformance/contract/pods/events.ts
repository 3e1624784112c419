import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { filters } from '../../suite/containers.ts';
import { actOn, createPod, memberOf, removePod } from '../../suite/pods.ts';
import type { EventMessage } from '../../suite/scene.ts';
import { now, past } from '../../suite/watch.ts';

export default [
  clause('libpod.system.events.200.pod-life', async (scene) => {
    const since = now();
    const name = scene.name('p');
    const id = await createPod(scene, { name });
    await memberOf(scene, id);
    for (const verb of ['start', 'pause', 'unpause', 'restart', 'kill', 'start', 'stop?t=0'])
      (await actOn(scene, id, verb)).expect(200);
    (await removePod(scene, id, 'force=true')).expect(200);
    const query = `stream=false&since=${since}&${filters({ pod: [id], type: ['pod'] })}`;
    const told: EventMessage[] = await past(scene, 'libpod', query);
    const restart = ['stop', 'start'];
    assert.deepEqual(
      told.map(({ Action }) => Action),
      ['create', 'start', 'pause', 'unpause', ...restart, 'kill', 'start', 'stop', 'remove'],
    );
    for (const { Actor } of told)
      assert.deepEqual([Actor.ID, Actor.Attributes['name']], [id, name]);
  }),

  clause('libpod.system.events.200.filter-pod', async (scene) => {
    const since = now();
    const name = scene.name('p');
    const id = await createPod(scene, { name });
    await memberOf(scene, id);
    await createPod(scene);
    for (const pod of [name, id]) {
      const query = `stream=false&since=${since}&${filters({ pod: [pod] })}`;
      const told: EventMessage[] = await past(scene, 'libpod', query);
      const ids = told.map(({ Actor }) => Actor.ID);
      assert.ok(ids.includes(id), `the pod, by ${pod}`);
      for (const { Actor, Type } of told)
        assert.equal(Type === 'pod' ? Actor.ID : Actor.Attributes['podId'], id);
    }
  }),
];
