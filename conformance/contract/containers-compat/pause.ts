import assert from 'node:assert/strict';
import { setTimeout as time } from 'node:timers/promises';
import {
  ambiguousPrefixAnswers400,
  hasErrorBody,
  messageOf,
  unknownNameAnswers404,
} from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, eventOf, follow, written } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

/** Writes a line every 20 ms, from two processes. */
const TICKING = [
  'sh',
  '-c',
  'while :; do echo child; sleep 0.02; done & while :; do echo first; sleep 0.02; done',
];

async function paused(scene: Scene, Cmd: readonly string[] = ['sleep', '1000']): Promise<string> {
  const id = await scene.running({ Cmd });
  (await act(scene, id, 'pause')).expect(204);
  return id;
}

export default [
  clause('compat.container.pause.204.paused', async (scene) => {
    const id = await scene.running({ Cmd: TICKING });
    await scene.logged(id, 'child');
    (await act(scene, id, 'pause')).expect(204);
    assert.equal((await scene.inspect(id)).State.Status, 'paused');
    const before = await written(scene, id);
    // Nothing tells that nothing happens: time for ten lines of each process.
    await time(200);
    assert.deepEqual(await written(scene, id), before);
  }),

  clause('compat.container.pause.204.event-pause', async (scene) => {
    const id = await paused(scene);
    assert.equal((await eventOf(scene, id, 'pause')).Type, 'container');
  }),

  clause('compat.container.pause.409.already-paused', async (scene) => {
    const id = await paused(scene);
    (await act(scene, id, 'pause')).expect(409);
    assert.equal((await scene.inspect(id)).State.Status, 'paused');
  }),

  clause('compat.container.pause.409.not-running', async (scene) => {
    for (const id of [await scene.container(), (await scene.exited()).id]) {
      (await act(scene, id, 'pause')).expect(409);
    }
  }),

  clause('compat.container.pause.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) => scene.compat(`/containers/${name}/pause`));
  }),

  clause('compat.container.pause.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/pause`),
    );
  }),

  clause('compat.container.unpause.204.running', async (scene) => {
    const id = await paused(scene, TICKING);
    const { State } = await scene.inspect(id);
    const lines = (text: string, word: string) => text.split(word).length;
    const before = await written(scene, id);
    (await act(scene, id, 'unpause')).expect(204);
    const after = (await scene.inspect(id)).State;
    assert.deepEqual([after.Status, after.Pid], ['running', State.Pid]);
    const log = await follow(scene, id);
    for (const word of ['first', 'child']) {
      await log.until((text) => lines(text, word) > lines(before.stdout, word), word);
    }
  }),

  clause('compat.container.unpause.204.event-unpause', async (scene) => {
    const id = await paused(scene);
    (await act(scene, id, 'unpause')).expect(204);
    assert.equal((await eventOf(scene, id, 'unpause')).Type, 'container');
  }),

  clause('compat.container.unpause.500.not-paused', async (scene) => {
    for (const id of [await scene.running(), (await scene.exited()).id]) {
      const answer = (await act(scene, id, 'unpause')).expect(500);
      assert.match(messageOf(answer), /not paused/i);
    }
  }),

  clause('compat.container.unpause.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/unpause`),
    );
  }),

  clause('compat.container.unpause.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/unpause`),
    );
  }),

  clause('compat.container.unpause.500.error-body', async (scene) => {
    hasErrorBody(await act(scene, await scene.running(), 'unpause'), 500);
  }),
];
