import assert from 'node:assert/strict';
import { unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { createExec, inspectExec, runExec, startExec } from '../../suite/exec.ts';
import * as promise from '../../suite/exec-promises.ts';

export default [
  clause('compat.exec.resize.201.resized', promise.resized('compat')),
  clause('compat.exec.resize.400.not-integer', promise.resizeNeedsIntegers('compat')),

  clause('compat.exec.resize.201.soon-after-start', async (scene) => {
    const id = await scene.running();
    const script =
      'while test "$(stty size 2>/dev/null)" != "44 88"; do sleep 0.02; done; echo seen';
    const session = await createExec(scene, 'compat', id, { Cmd: ['sh', '-c', script], Tty: true });
    const { output } = await startExec(scene, 'compat', session, { Tty: true });
    const path = scene.compat(`/exec/${session}/resize?h=44&w=88`);
    (await scene.send('POST', path)).expect(200, 201);
    await output.until('seen');
  }),

  clause('compat.exec.resize.any.no-terminal', async (scene) => {
    const id = await scene.running();
    const Cmd = ['sh', '-c', 'echo ready; read line; echo "got $line"'];
    const session = await createExec(scene, 'compat', id, { Cmd, AttachStdin: true });
    const stream = await startExec(scene, 'compat', session);
    await stream.output.until('ready');
    await scene.send('POST', scene.compat(`/exec/${session}/resize?h=9&w=9`));
    assert.equal((await inspectExec(scene, 'compat', session)).Running, true);
    stream.write('word\n');
    await stream.output.until('got word');
  }),

  clause('compat.exec.resize.any.not-started', async (scene) => {
    const id = await scene.running();
    const created = await createExec(scene, 'compat', id, { Cmd: ['true'], Tty: true });
    const { session: ended } = await runExec(scene, 'compat', id, 'true');
    for (const session of [created, ended]) {
      const answer = await scene.send('POST', scene.compat(`/exec/${session}/resize?h=9&w=9`));
      answer.expect(400, 409, 500);
    }
  }),

  clause('compat.exec.resize.404.no-such-exec', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.compat(`/exec/${name}/resize?h=9&w=9`)),
  ),
];
