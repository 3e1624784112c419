import assert from 'node:assert/strict';
import { attach } from '../../suite/attach.ts';
import * as promise from '../../suite/attach-promises.ts';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, ready } from '../../suite/containers.ts';
import { framedText } from '../../suite/streams.ts';

export default [
  clause('compat.container.attach.101.upgraded', promise.upgraded('compat')),

  clause('compat.container.attach.200.not-upgraded', promise.notUpgraded('compat')),

  clause('compat.container.attach.any.frames', promise.frames('compat')),

  clause('compat.container.attach.any.raw-terminal', promise.rawTerminal('compat')),

  clause('compat.container.attach.any.stdin', promise.stdin('compat')),

  clause('compat.container.attach.any.half-close', promise.halfClose('compat')),

  clause('compat.container.attach.any.before-start', promise.beforeStart('compat')),

  clause('compat.container.attach.any.ends-with-container', promise.endsWithContainer('compat')),

  clause('compat.container.attach.any.several-clients', async (scene) => {
    const id = await ready(scene, promise.POLITE);
    const sessions = [
      await attach(scene, 'compat', id, promise.ALL),
      await attach(scene, 'compat', id, promise.ALL),
    ];
    (await act(scene, id, 'kill?signal=USR1')).expect(204);
    for (const { output } of sessions) await output.until('hello');
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    for (const { output } of sessions) {
      assert.equal(framedText(await output.end(5000)), 'hello\nbye\n');
    }
  }),

  clause('compat.container.attach.409.paused', async (scene) => {
    const id = await scene.running();
    (await act(scene, id, 'pause')).expect(204);
    (await act(scene, id, `attach?${promise.ALL}`)).expect(409);
  }),

  clause('compat.container.attach.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/attach?${promise.ALL}`),
    );
  }),

  clause('compat.container.attach.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/attach?${promise.ALL}`),
    );
  }),

  clause('compat.container.attach.any.logs', promise.logsThenStream('compat')),

  clause('compat.container.attach.any.stream-default', async (scene) => {
    assert.deepEqual(await promise.heard(scene, 'compat', 'stdout=true'), ['1 hello\n']);
  }),

  clause('compat.container.attach.any.logs-only', async (scene) => {
    const id = await ready(scene, promise.TALKING);
    for (const query of ['logs=true&stream=false', 'logs=true']) {
      const { output } = await attach(scene, 'compat', id, `${query}&stdout=true`);
      assert.equal(framedText(await output.end(5000)), 'ready\n', query);
    }
    assert.equal((await scene.inspect(id)).State.Status, 'running');
  }),

  clause('compat.container.attach.any.streams-chosen', promise.streamsChosen('compat')),

  clause('compat.container.attach.any.detach-keys', promise.detachKeys('compat')),

  clause('compat.container.attach.400.detach-keys', async (scene) => {
    const id = await promise.terminal(scene);
    for (const keys of ['ctrl-', 'ctrl-ab', 'nonsense,']) {
      const query = `stream=true&stdin=true&stdout=true&detachKeys=${keys}`;
      (await act(scene, id, `attach?${query}`)).expect(400);
    }
  }),

  clause('compat.container.attach.400.nothing-asked', promise.nothingAsked('compat')),
];
