import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { createExec, startExec } from '../../suite/exec.ts';
import * as promise from '../../suite/exec-promises.ts';

export default [
  clause('libpod.exec.start.101.upgrade', promise.upgraded('libpod')),
  clause('libpod.exec.start.200.stream', promise.notUpgraded('libpod')),
  clause('libpod.exec.start.200.detached', promise.detached('libpod')),
  clause('libpod.exec.start.200.frames', promise.frames('libpod')),
  clause('libpod.exec.start.200.stdin', promise.halfClose('libpod')),
  clause('libpod.exec.start.200.env-user-dir', promise.environment('libpod')),
  clause('libpod.exec.start.200.once', promise.once('libpod', [409, 500])),
  clause('libpod.exec.start.409.not-running', promise.startNeedsRunning('libpod')),

  clause('libpod.exec.start.200.size', async (scene) => {
    const id = await scene.running();
    // The OCI runtimes set the size beside the program's first steps, so these may not see it yet.
    const script =
      'i=0; until test "$(stty size 2>/dev/null)" = "31 91" || test $((i+=1)) -gt 300; do sleep 0.02; done; stty size';
    const Cmd = ['sh', '-c', script];
    const session = await createExec(scene, 'libpod', id, { Cmd, Tty: true });
    const { output } = await startExec(scene, 'libpod', session, { Tty: true, h: 31, w: 91 });
    assert.equal(String(await output.end()), '31 91\r\n');
  }),

  clause('libpod.exec.start.400.body', async (scene) => {
    const id = await scene.running();
    const session = await createExec(scene, 'libpod', id, { Cmd: ['true'] });
    const headers = { 'content-type': 'application/json' };
    const path = scene.libpod(`/exec/${session}/start`);
    const answer = await scene.send('POST', path, { headers, body: 'not json' });
    messageOf(answer.expect(400));
  }),

  clause('libpod.exec.start.404.session', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.libpod(`/exec/${name}/start`), {
      Detach: true,
    }),
  ),
];
