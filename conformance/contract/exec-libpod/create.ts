import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { createExec, tryExec } from '../../suite/exec.ts';
import * as promise from '../../suite/exec-promises.ts';
import { inspectLibpod } from '../../suite/libpod.ts';

export default [
  clause('libpod.exec.create.201.id', promise.idIsKnown('libpod')),
  clause('libpod.exec.create.201.nothing-runs', promise.nothingRunsBeforeStart('libpod')),
  clause('libpod.exec.create.409.not-running', promise.createNeedsRunning('libpod')),
  clause('libpod.exec.create.409.paused', promise.createRefusesPaused('libpod')),

  clause('libpod.exec.create.201.listed', async (scene) => {
    const id = await scene.running();
    assert.deepEqual((await inspectLibpod(scene, id)).ExecIDs, []);
    const sessions = [];
    for (const word of ['one', 'two']) {
      sessions.push(await createExec(scene, 'libpod', id, { Cmd: ['echo', word] }));
    }
    const { ExecIDs } = await inspectLibpod(scene, id);
    assert.deepEqual(ExecIDs.toSorted(), sessions.toSorted());
  }),

  clause('libpod.exec.create.400.env', async (scene) => {
    const id = await scene.running();
    const answer = await tryExec(scene, 'libpod', id, { Cmd: ['true'], Env: ['NOTHING'] });
    assert.match(messageOf(answer.expect(400)), /NOTHING|environment/i);
  }),

  clause('libpod.exec.create.404.container', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.libpod(`/containers/${name}/exec`), {
      Cmd: ['true'],
    }),
  ),

  clause('libpod.exec.create.500.no-command', async (scene) => {
    const id = await scene.running();
    for (const body of [{}, { Cmd: [] }]) {
      messageOf((await tryExec(scene, 'libpod', id, body)).expect(500));
    }
    assert.deepEqual((await inspectLibpod(scene, id)).ExecIDs, []);
  }),
];
