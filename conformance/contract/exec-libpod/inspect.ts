import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act } from '../../suite/containers.ts';
import { createExec, detachExec, inspectExec } from '../../suite/exec.ts';
import * as promise from '../../suite/exec-promises.ts';

export default [
  clause('libpod.exec.inspect.200.running', promise.running('libpod')),
  clause('libpod.exec.inspect.200.exit-code', promise.ended('libpod')),

  clause('libpod.exec.inspect.200.fields', async (scene) => {
    const id = await scene.running();
    const session = await createExec(scene, 'libpod', id, { Cmd: ['sleep', '5'], Tty: true });
    const told = await inspectExec(scene, 'libpod', session);
    const { entrypoint, arguments: args, tty } = told.ProcessConfig;
    assert.deepEqual([told.ID, told.ContainerID], [session, id]);
    assert.deepEqual([entrypoint, args, tty], ['sleep', ['5'], true]);
    assert.deepEqual([told.Running, told.Pid], [false, 0]);
  }),

  clause('libpod.exec.inspect.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'GET', (name) => scene.libpod(`/exec/${name}/json`)),
  ),

  clause('libpod.exec.resize.201.resized', promise.resized('libpod')),
  clause('libpod.exec.resize.400.parameters', promise.resizeNeedsIntegers('libpod')),

  clause('libpod.exec.resize.404.unknown', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.libpod(`/exec/${name}/resize?h=9&w=9`)),
  ),

  clause('libpod.exec.resize.409.not-running', async (scene) => {
    const id = await scene.running();
    const session = await createExec(scene, 'libpod', id, { Cmd: ['sleep', '5'], Tty: true });
    (await act(scene, id, 'kill')).expect(204);
    await scene.wait(id);
    const answer = await scene.send('POST', scene.libpod(`/exec/${session}/resize?h=9&w=9`));
    messageOf(answer.expect(409));
  }),

  clause('libpod.exec.resize.500.no-terminal', async (scene) => {
    const id = await scene.running();
    const session = await createExec(scene, 'libpod', id, { Cmd: ['sleep', '5'] });
    (await detachExec(scene, 'libpod', session)).expect(200);
    const answer = await scene.send('POST', scene.libpod(`/exec/${session}/resize?h=9&w=9`));
    messageOf(answer.expect(500));
    assert.equal((await inspectExec(scene, 'libpod', session)).Running, true);
  }),
];
