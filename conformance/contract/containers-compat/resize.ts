import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, eventOf, follow } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';

/** A terminal whose program writes the size whenever that changes, and at SIGUSR1. */
async function terminal(scene: Scene): Promise<string> {
  const script = 'trap "stty size" WINCH USR1; echo ready; while :; do sleep 0.05; done';
  const id = await scene.running({ Tty: true, Cmd: ['sh', '-c', script] });
  await scene.logged(id, 'ready');
  return id;
}

export default [
  clause('compat.container.resize.200.resized', async (scene) => {
    const id = await terminal(scene);
    const answer = (await act(scene, id, 'resize?h=31&w=101')).expect(200);
    assert.equal(answer.text, '');
    await scene.logged(id, '31 101');
  }),

  clause('compat.container.resize.200.event-resize', async (scene) => {
    const id = await terminal(scene);
    (await act(scene, id, 'resize?h=32&w=102')).expect(200);
    const { Attributes } = (await eventOf(scene, id, 'resize')).Actor;
    assert.deepEqual([Attributes['height'], Attributes['width']], ['32', '102']);
  }),

  clause('compat.container.resize.200.no-terminal', async (scene) => {
    const id = await scene.running();
    const { Pid } = (await scene.inspect(id)).State;
    (await act(scene, id, 'resize?h=33&w=103')).expect(200, 500);
    const { State } = await scene.inspect(id);
    assert.deepEqual([State.Status, State.Pid], ['running', Pid]);
  }),

  clause('compat.container.resize.any.no-size', async (scene) => {
    const id = await terminal(scene);
    (await act(scene, id, 'resize?h=34&w=104')).expect(200);
    await scene.logged(id, '34 104');
    (await act(scene, id, 'resize')).expect(200);
    (await act(scene, id, 'kill?signal=USR1')).expect(204);
    const log = await follow(scene, id);
    const seen = () => log.text.match(/\d+ \d+|stty: .*/g) ?? [];
    await log.until(() => seen().length >= 2, 'two sizes');
    assert.deepEqual([...new Set(seen())], ['34 104']);
  }),

  clause('compat.container.resize.400.not-integer', async (scene) => {
    const id = await terminal(scene);
    for (const query of ['h=tall&w=80', 'h=24&w=wide']) {
      (await act(scene, id, `resize?${query}`)).expect(400);
    }
  }),

  clause('compat.container.resize.409.not-running', async (scene) => {
    const { id } = await scene.exited({ Tty: true });
    for (const one of [id, await scene.container({ Tty: true })]) {
      (await act(scene, one, 'resize?h=24&w=80')).expect(409);
    }
  }),

  clause('compat.container.resize.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/resize?h=24&w=80`),
    );
  }),

  clause('compat.container.resize.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/resize?h=24&w=80`),
    );
  }),
];
