import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { ENDS_WITH_3, ready, SAYS_LATE, written } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, networkOf, post, statusOf } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

/** Whether a container that is restarted so has more time to stop than it takes. */
async function hasTime(scene: Scene, query: string, StopTimeout: number): Promise<boolean> {
  const id = await ready(scene, SAYS_LATE, { StopTimeout });
  const { Pid } = (await inspectLibpod(scene, id)).State;
  (await post(scene, id, `restart?${query}`)).expect(204);
  const { State } = await inspectLibpod(scene, id);
  assert.ok(State.Running && State.Pid !== Pid, 'it runs as a new process');
  return (await written(scene, id)).stdout.includes('late');
}

const timeIsRead = (name: string) => async (scene: Scene) => {
  assert.ok(await hasTime(scene, `${name}=9`, 0), `${name}=9`);
  assert.ok(!(await hasTime(scene, `${name}=0`, 9)), `${name}=0`);
};

export default [
  clause('libpod.container.start.204.running', async (scene) => {
    const id = await createLibpod(scene);
    assert.equal((await post(scene, id, 'start')).expect(204).text, '');
    const { State } = await inspectLibpod(scene, id);
    assert.deepEqual([State.Status, State.Running], ['running', true]);
    assert.ok(State.Pid > 0);
  }),

  clause('libpod.container.start.204.restart-of-exited', async (scene) => {
    const { id } = await scene.exited();
    const before = (await inspectLibpod(scene, id)).State;
    (await post(scene, id, 'start')).expect(204);
    await scene.wait(id);
    const { State } = await inspectLibpod(scene, id);
    assert.ok(Date.parse(State.StartedAt) > Date.parse(before.StartedAt), 'it has run again');
  }),

  clause('libpod.container.start.204.recursive', async (scene) => {
    const first = await createLibpod(scene);
    const netns = networkOf(first);
    const second = await createLibpod(scene, { netns });
    (await post(scene, second, 'start?recursive=true')).expect(204);
    for (const id of [first, second]) assert.equal(await statusOf(scene, id), 'running');
  }),

  clause('libpod.container.start.204.detach-keys', async (scene) => {
    const id = await createLibpod(scene);
    (await post(scene, id, 'start?detachKeys=ctrl-a,b')).expect(204);
    assert.equal(await statusOf(scene, id), 'running');
  }),

  clause('libpod.container.start.304.already', async (scene) => {
    const id = await scene.running();
    const { Pid } = (await inspectLibpod(scene, id)).State;
    assert.equal((await post(scene, id, 'start')).expect(304).text, '');
    assert.equal((await inspectLibpod(scene, id)).State.Pid, Pid, 'it is the same process');
  }),

  clause('libpod.container.start.500.command-missing', async (scene) => {
    const command = ['/no/such/program'];
    const id = await createLibpod(scene, { command });
    for (const _ of ['first', 'again']) {
      const answer = (await post(scene, id, 'start')).expect(500);
      assert.match(messageOf(answer), /no\/such\/program/);
      assert.equal((await inspectLibpod(scene, id)).State.Running, false);
    }
  }),

  clause('libpod.container.restart.204.restarted', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    const before = (await inspectLibpod(scene, id)).State;
    (await post(scene, id, 'restart')).expect(204);
    const { State } = await inspectLibpod(scene, id);
    assert.ok(State.Running && State.Pid !== before.Pid, 'it runs as a new process');
    assert.ok(Date.parse(State.StartedAt) > Date.parse(before.StartedAt), 'a new start time');
  }),

  clause('libpod.container.restart.204.stopped', async (scene) => {
    for (const id of [await createLibpod(scene), await stopped(scene)]) {
      (await post(scene, id, 'restart')).expect(204);
      assert.equal(await statusOf(scene, id), 'running');
    }
  }),

  clause('libpod.container.restart.204.timeout', timeIsRead('t')),

  clause('libpod.container.restart.204.timeout-alias', timeIsRead('timeout')),
];

/** A container that has run and was stopped. */
async function stopped(scene: Scene): Promise<string> {
  const id = await ready(scene, ENDS_WITH_3);
  (await post(scene, id, 'stop')).expect(204);
  return id;
}
