import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, ENDS_WITH_3, ready } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { Reading } from '../../suite/streams.ts';

/** A wait that the engine has begun: its headers are there, its body comes. */
async function begun(scene: Scene, id: string, condition?: string): Promise<Reading> {
  const query = condition === undefined ? '' : `?condition=${condition}`;
  const response = await scene.open('POST', scene.compat(`/containers/${id}/wait${query}`));
  const body = new Reading(response);
  if (response.statusCode !== 200) {
    assert.fail(`wait${query} answered ${response.statusCode}: ${String(await body.end())}`);
  }
  return body;
}

/** The exit code that a wait tells in the end. */
async function codeOf(body: Reading): Promise<number> {
  return (JSON.parse(String(await body.end())) as { StatusCode: number }).StatusCode;
}

async function wait(scene: Scene, id: string, condition?: string): Promise<number> {
  return codeOf(await begun(scene, id, condition));
}

async function remove(scene: Scene, id: string): Promise<void> {
  const path = scene.compat(`/containers/${id}?force=true`);
  (await scene.send('DELETE', path)).expect(204);
}

export default [
  clause('compat.container.wait.200.exit-code', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    const waiting = scene.wait(id);
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(await waiting, 3);
    assert.equal((await scene.inspect(id)).State.Running, false);
  }),

  clause('compat.container.wait.200.default-not-running', async (scene) => {
    const created = await scene.container();
    const codes = [await scene.wait(created), await scene.wait(created), await scene.wait(created)];
    assert.deepEqual(codes, [0, 0, 0], 'always 0 for one that never ran');
    const { id, exitCode } = await scene.exited({ Cmd: ['sh', '-c', 'exit 5'] });
    assert.equal(exitCode, 5);
    assert.equal(await scene.wait(id), 5);
    assert.equal(await wait(scene, id, 'not-running'), 5);
  }),

  clause('compat.container.wait.200.headers-first', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    const early = new AbortController();
    // Without early headers this answer only begins when the container ends.
    const killed = setTimeout(() => early.abort(), 5000);
    const path = scene.compat(`/containers/${id}/wait`);
    const response = await scene
      .open('POST', path, { signal: early.signal })
      .catch(() => assert.fail('no headers within 5 s, while the container runs'));
    clearTimeout(killed);
    assert.equal(response.statusCode, 200);
    assert.match(String(response.headers['content-type']), /^application\/json/);
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(await codeOf(new Reading(response)), 3);
  }),

  clause('compat.container.wait.200.empty-condition', async (scene) => {
    const { id } = await scene.exited({ Cmd: ['sh', '-c', 'exit 6'] });
    assert.equal(await wait(scene, id, ''), 6);
  }),

  clause('compat.container.wait.200.next-exit', async (scene) => {
    const id = await scene.container({
      Cmd: ['sh', '-c', 'test -e /ran && exit 8; touch /ran; exit 7'],
    });
    for (const code of [7, 8]) {
      const waiting = await begun(scene, id, 'next-exit');
      assert.ok(!waiting.ended, 'it waits');
      (await act(scene, id, 'start')).expect(204);
      assert.equal(await codeOf(waiting), code);
    }
  }),

  clause('compat.container.wait.200.removed', async (scene) => {
    const { id } = await scene.exited({ Cmd: ['sh', '-c', 'exit 9'] });
    const waiting = await begun(scene, id, 'removed');
    await scene.inspect(id);
    assert.ok(!waiting.ended, 'it waits although the container has ended');
    await remove(scene, id);
    assert.equal(await codeOf(waiting), 9);
    (await scene.send('GET', scene.compat(`/containers/${id}/json`))).expect(404);
  }),

  clause('compat.container.wait.200.removed-auto', async (scene) => {
    const Cmd = ['sh', '-c', 'exit 10'];
    const id = await scene.container({ Cmd, HostConfig: { AutoRemove: true } });
    const waiting = await begun(scene, id, 'removed');
    (await act(scene, id, 'start')).expect(204);
    assert.equal(await codeOf(waiting), 10);
  }),

  clause('compat.container.wait.200.removed-meanwhile', async (scene) => {
    for (const condition of ['not-running', 'next-exit']) {
      const id = await scene.running({ StopTimeout: 0 });
      const waiting = await begun(scene, id, condition);
      await remove(scene, id);
      await waiting.end();
    }
  }),

  clause('compat.container.wait.200.document-states', async (scene) => {
    const id = await scene.container({ Cmd: ['sh', '-c', 'exit 4'] });
    for (const state of ['configured', 'created']) await wait(scene, id, state);
    const running = await begun(scene, id, 'running');
    const exited = await begun(scene, id, 'exited');
    (await act(scene, id, 'start')).expect(204);
    await running.end();
    assert.equal(await codeOf(exited), 4);
    assert.equal(await wait(scene, id, 'stopped'), 4);
    const other = await scene.running();
    const paused = await begun(scene, other, 'paused');
    (await act(scene, other, 'pause')).expect(204);
    await paused.end();
  }),

  clause('compat.container.wait.400.unknown-condition', async (scene) => {
    const id = await scene.container();
    (await act(scene, id, 'wait?condition=nonsense')).expect(400);
  }),

  clause('compat.container.wait.any.client-leaves', async (scene) => {
    const id = await ready(scene, ENDS_WITH_3);
    const stays = await begun(scene, id);
    const leaves = await begun(scene, id);
    leaves.leave();
    assert.equal((await scene.inspect(id)).State.Status, 'running');
    assert.ok(!stays.ended, 'the other client still waits');
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(await codeOf(stays), 3);
  }),

  clause('compat.container.wait.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) => scene.compat(`/containers/${name}/wait`));
  }),

  clause('compat.container.wait.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/wait`),
    );
  }),
];
