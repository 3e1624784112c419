import assert from 'node:assert/strict';
import { setTimeout as time } from 'node:timers/promises';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { follow, processLives, ready, shellThatTells, written } from '../../suite/containers.ts';
import { createLibpod, inspectLibpod, post, statusOf } from '../../suite/libpod.ts';

const TICKING = ['sh', '-c', 'echo ready; while :; do echo tick; sleep 0.02; done'];

export default [
  clause('libpod.container.kill.204.signal', async (scene) => {
    const id = await ready(scene, shellThatTells('USR1', 'HUP'));
    (await post(scene, id, 'kill?signal=SIGUSR1')).expect(204);
    await scene.logged(id, 'got USR1');
    assert.equal(await statusOf(scene, id), 'running');
    assert.equal((await written(scene, id)).stdout, 'ready\ngot USR1\n');
  }),

  clause('libpod.container.kill.204.default-kill', async (scene) => {
    const id = await ready(scene, shellThatTells('TERM', 'INT', 'HUP'));
    const { Pid } = (await inspectLibpod(scene, id)).State;
    (await post(scene, id, 'kill')).expect(204);
    assert.equal(await scene.wait(id), 137);
    assert.ok(!(await processLives(scene, Pid)), 'the process is gone');
  }),

  clause('libpod.container.kill.204.forms', async (scene) => {
    const id = await ready(scene, shellThatTells('USR1'));
    const forms = ['SIGUSR1', 'USR1', 'usr1', '10'];
    const log = await follow(scene, id);
    for (const [index, signal] of forms.entries()) {
      (await post(scene, id, `kill?signal=${signal}`)).expect(204);
      await log.until((text) => text.split('got USR1').length > index + 1, signal);
    }
  }),

  clause('libpod.container.kill.409.not-running', async (scene) => {
    for (const id of [await createLibpod(scene), (await scene.exited()).id]) {
      (await post(scene, id, 'kill')).expect(409);
    }
  }),

  clause('libpod.container.kill.500.signal', async (scene) => {
    const id = await scene.running();
    const answer = (await post(scene, id, 'kill?signal=SIGNONSENSE')).expect(500);
    assert.match(messageOf(answer), /NONSENSE/i);
    assert.equal(await statusOf(scene, id), 'running');
  }),

  clause('libpod.container.pause.204.paused', async (scene) => {
    const id = await ready(scene, TICKING);
    assert.equal((await post(scene, id, 'pause')).expect(204).text, '');
    assert.equal(await statusOf(scene, id), 'paused');
    const before = await written(scene, id);
    // Nothing tells that nothing happens: time for ten ticks.
    await time(200);
    assert.deepEqual(await written(scene, id), before);
  }),

  clause('libpod.container.pause.500.not-running', async (scene) => {
    for (const id of [await createLibpod(scene), (await scene.exited()).id]) {
      const state = await statusOf(scene, id);
      const answer = (await post(scene, id, 'pause')).expect(500);
      assert.ok(messageOf(answer).includes(state), `the message says ${state}: ${answer.text}`);
    }
  }),

  clause('libpod.container.unpause.204.running', async (scene) => {
    const id = await ready(scene, TICKING);
    (await post(scene, id, 'pause')).expect(204);
    const before = (await written(scene, id)).stdout.length;
    assert.equal((await post(scene, id, 'unpause')).expect(204).text, '');
    assert.equal(await statusOf(scene, id), 'running');
    const log = await follow(scene, id);
    // Every tick comes in a frame of its own, so the stream is longer than the text.
    await log.until((text) => text.length > 4 * before, 'more ticks');
  }),

  clause('libpod.container.unpause.500.not-paused', async (scene) => {
    for (const id of [await scene.running(), (await scene.exited()).id]) {
      const state = await statusOf(scene, id);
      (await post(scene, id, 'unpause')).expect(500);
      assert.equal(await statusOf(scene, id), state);
    }
  }),
];
