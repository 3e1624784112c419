import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { ambiguousPrefixAnswers400, messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { eventOf, processLives } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

/** A shell that counts what it is sent into its log and lives on. */
const TRAPS = [
  'sh',
  '-c',
  'trap "echo got USR1" USR1; trap "echo got HUP" HUP; echo ready; while :; do sleep 0.1; done',
];

async function kill(scene: Scene, id: string, query = '') {
  return scene.send('POST', scene.compat(`/containers/${id}/kill${query}`));
}

export default [
  clause('compat.container.kill.204.killed', async (scene) => {
    const id = await scene.running();
    const { State } = await scene.inspect(id);
    (await kill(scene, id)).expect(204);
    const after = await scene.inspect(id);
    assert.deepEqual([after.State.Running, after.State.ExitCode], [false, 137]);
    assert.ok(!(await processLives(scene, State.Pid)), 'the process is gone');
  }),

  clause('compat.container.kill.any.signal-forms', async (scene) => {
    for (const signal of ['SIGKILL', 'KILL', 'kill', 'sigkill', '9']) {
      const id = await scene.running();
      (await kill(scene, id, `?signal=${signal}`)).expect(204);
      assert.equal(await scene.wait(id), 137, signal);
    }
  }),

  clause('compat.container.kill.204.other-signal', async (scene) => {
    const id = await scene.running({ Cmd: TRAPS });
    await scene.logged(id, 'ready');
    (await kill(scene, id, '?signal=SIGUSR1')).expect(204);
    await scene.logged(id, 'got USR1');
    assert.equal((await scene.inspect(id)).State.Status, 'running');
  }),

  clause('compat.container.kill.204.event-kill', async (scene) => {
    const id = await scene.running();
    (await kill(scene, id, '?signal=SIGKILL')).expect(204);
    const event = await eventOf(scene, id, 'kill');
    assert.equal(event.Actor.Attributes['signal'], '9');
  }),

  clause('compat.container.kill.204.no-restart', async (scene) => {
    const id = await scene.running({ HostConfig: { RestartPolicy: { Name: 'always' } } });
    (await kill(scene, id)).expect(204);
    await scene.wait(id);
    const { State, RestartCount } = await scene.inspect(id);
    assert.deepEqual([State.Running, RestartCount], [false, 0]);
  }),

  clause('compat.container.kill.400.unknown-signal', async (scene) => {
    const id = await scene.running();
    const answer = await kill(scene, id, '?signal=SIGNONSENSE');
    answer.expect(400);
    assert.match(messageOf(answer), /NONSENSE/i);
    assert.equal((await scene.inspect(id)).State.Status, 'running');
  }),

  clause('compat.container.kill.409.not-running', async (scene) => {
    for (const id of [await scene.container(), (await scene.exited()).id]) {
      (await kill(scene, id)).expect(409);
    }
  }),

  clause('compat.container.kill.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) => scene.compat(`/containers/${name}/kill`));
  }),

  clause('compat.container.kill.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/kill`),
    );
  }),
];
