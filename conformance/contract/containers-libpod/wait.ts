import assert from 'node:assert/strict';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { ENDS_WITH_3, ready } from '../../suite/containers.ts';
import { createLibpod, post, statusOf } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';

const EXITS = (code: number) => ({ Cmd: ['sh', '-c', `exit ${code}`] });

/** @returns the exit code that the wait tells */
async function wait(scene: Scene, id: string, query = ''): Promise<number> {
  const answer = (await post(scene, id, `wait?interval=20ms&${query}`)).expect(200);
  return Number(answer.text);
}

/** A wait that has been sent, with the beginnings of its answer or none yet. */
async function waiting(scene: Scene, id: string, query = '') {
  let ended = false;
  const code = wait(scene, id, query).finally(() => (ended = true));
  // The test that fails first tells why; this one is then of no interest.
  code.catch(() => {});
  await scene.inspect(id);
  return { code, ended: () => ended };
}

export default [
  clause('libpod.container.wait.200.default-stopped', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    const { code, ended } = await waiting(scene, id);
    assert.ok(!ended(), 'it waits while the container runs');
    (await post(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(await code, 3);
  }),

  clause('libpod.container.wait.200.at-once', async (scene) => {
    assert.equal(await wait(scene, (await scene.exited(EXITS(5))).id), 5);
    await wait(scene, await scene.running(), 'condition=running');
  }),

  clause('libpod.container.wait.200.exit-code', async (scene) => {
    for (const code of [0, 255])
      assert.equal(await wait(scene, await scene.running(EXITS(code))), code);
    const killed = await scene.running();
    (await post(scene, killed, 'kill?signal=KILL')).expect(204);
    assert.equal(await wait(scene, killed), 137);
    assert.equal(await wait(scene, await scene.running(), 'condition=running'), -1);
  }),

  clause('libpod.container.wait.200.conditions', async (scene) => {
    const id = await createLibpod(scene, { command: ['sh', '-c', 'sleep 1; exit 4'] });
    await wait(scene, id, 'condition=configured');
    const created = await waiting(scene, id, 'condition=created');
    (await post(scene, id, 'init')).expect(204);
    await created.code;
    const running = await waiting(scene, id, 'condition=running');
    const exited = await waiting(scene, id, 'condition=exited');
    const paused = await waiting(scene, id, 'condition=paused');
    assert.ok(!running.ended() && !exited.ended() && !paused.ended(), 'none holds yet');
    (await post(scene, id, 'start')).expect(204);
    await running.code;
    (await post(scene, id, 'pause')).expect(204);
    await paused.code;
    assert.ok(!exited.ended(), 'it has not exited');
    (await post(scene, id, 'unpause')).expect(204);
    assert.equal(await exited.code, 4);
    assert.equal(await wait(scene, id, 'condition=stopped'), 4);
  }),

  clause('libpod.container.wait.200.several', async (scene) => {
    const id = await scene.running();
    for (const query of ['condition=paused&condition=exited', 'condition=paused,exited']) {
      const { code, ended } = await waiting(scene, id, query);
      await scene.exited(); // as long as another container takes to come and go
      assert.ok(!ended(), `${query}: neither holds`);
      (await post(scene, id, 'pause')).expect(204);
      await code;
      (await post(scene, id, 'unpause')).expect(204);
    }
  }),

  clause('libpod.container.wait.200.plain-text', async (scene) => {
    const { id } = await scene.exited(EXITS(6));
    const answer = (await post(scene, id, 'wait')).expect(200);
    assert.match(String(answer.headers['content-type']), /^text\/plain/);
    assert.equal(answer.text.trim(), '6');
  }),

  clause('libpod.container.wait.200.removed', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3, {
      StopTimeout: 9,
      HostConfig: { AutoRemove: true },
    });
    const { code } = await waiting(scene, id);
    (await post(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(await code, 3);
  }),

  clause('libpod.container.wait.400.condition', async (scene) => {
    const id = await createLibpod(scene);
    const answer = (await post(scene, id, 'wait?condition=nonsense')).expect(400);
    assert.match(messageOf(answer), /nonsense|condition/);
    assert.equal(await statusOf(scene, id), 'created');
  }),

  clause('libpod.container.wait.any.interval', async (scene) => {
    const { id } = await scene.exited();
    (await post(scene, id, 'wait?interval=soon')).expect(400, 500);
    (await post(scene, id, 'wait?interval=1ms')).expect(200);
  }),
];
