import assert from 'node:assert/strict';
import { messageOf, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { eventOf } from '../../suite/containers.ts';
import { createExec, inspectExec, startExec, tryExec } from '../../suite/exec.ts';
import * as promise from '../../suite/exec-promises.ts';
import type { Scene } from '../../suite/scene.ts';
import { framedText } from '../../suite/streams.ts';

/** The sessions that the container's inspect lists. */
async function sessionsOf(scene: Scene, id: string): Promise<unknown[]> {
  return ((await scene.inspect(id))['ExecIDs'] ?? []) as unknown[];
}

export default [
  clause('compat.exec.create.201.id', async (scene) => {
    await promise.idIsKnown('compat')(scene);
    const id = await scene.running();
    const session = await createExec(scene, 'compat', id, { Cmd: ['true'] });
    assert.deepEqual(await sessionsOf(scene, id), [session]);
  }),

  clause('compat.exec.create.201.not-started', promise.nothingRunsBeforeStart('compat')),
  clause('compat.exec.create.409.not-running', promise.createNeedsRunning('compat')),
  clause('compat.exec.create.409.paused', promise.createRefusesPaused('compat')),

  clause('compat.exec.create.201.event-exec-create', async (scene) => {
    const id = await scene.running();
    const session = await createExec(scene, 'compat', id, { Cmd: ['echo', 'hello'] });
    const { Type, Actor } = await eventOf(scene, id, 'exec_create: echo hello');
    assert.deepEqual([Type, Actor.Attributes['execID']], ['container', session]);
  }),

  clause('compat.exec.create.any.cmd-forms', async (scene) => {
    const id = await scene.running();
    for (const Cmd of [['pwd'], 'pwd']) {
      const body = { Cmd, AttachStdout: true };
      const answer = (await tryExec(scene, 'compat', id, body)).expect(201);
      const session = (answer.json as { Id: string }).Id;
      const { output } = await startExec(scene, 'compat', session);
      assert.equal(framedText(await output.end(5000)), '/\n');
    }
  }),

  clause('compat.exec.create.400.no-command', async (scene) => {
    const id = await scene.running();
    for (const body of [{}, { Cmd: [] }]) {
      messageOf((await tryExec(scene, 'compat', id, body)).expect(400));
    }
    assert.deepEqual(await sessionsOf(scene, id), []);
  }),

  clause('compat.exec.create.400.body', async (scene) => {
    const id = await scene.running();
    const headers = { 'content-type': 'application/json' };
    for (const body of ['not json', '{"Cmd":']) {
      const path = scene.compat(`/containers/${id}/exec`);
      messageOf((await scene.send('POST', path, { headers, body })).expect(400));
    }
  }),

  clause('compat.exec.create.400.detach-keys', async (scene) => {
    const id = await scene.running();
    const body = { Cmd: ['sh'], Tty: true, AttachStdin: true, DetachKeys: 'ctrl-ab' };
    messageOf((await tryExec(scene, 'compat', id, body)).expect(400));
  }),

  clause('compat.exec.create.404.no-such-container', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.compat(`/containers/${name}/exec`), {
      Cmd: ['true'],
    }),
  ),

  clause('compat.exec.inspect.200.shape', async (scene) => {
    const id = await scene.running();
    const body = { Cmd: ['sleep', '5'], Tty: true, AttachStdin: true, AttachStderr: false };
    const told = await inspectExec(scene, 'compat', await createExec(scene, 'compat', id, body));
    assert.equal(told.ContainerID, id);
    const { entrypoint, arguments: args, tty } = told.ProcessConfig;
    assert.deepEqual([entrypoint, args, tty], ['sleep', ['5'], true]);
    assert.deepEqual([told.OpenStdin, told.OpenStdout, told.OpenStderr], [true, true, false]);
  }),

  clause('compat.exec.inspect.200.created', async (scene) => {
    const session = await createExec(scene, 'compat', await scene.running(), { Cmd: ['true'] });
    const { Running, Pid } = await inspectExec(scene, 'compat', session);
    assert.deepEqual([Running, Pid], [false, 0]);
  }),

  clause('compat.exec.inspect.200.running', promise.running('compat')),
  clause('compat.exec.inspect.200.ended', promise.ended('compat')),

  clause('compat.exec.inspect.200.exit-code-not-ended', async (scene) => {
    const Cmd = ['sh', '-c', 'echo ready; sleep 1000'];
    const session = await createExec(scene, 'compat', await scene.running(), { Cmd });
    assert.equal((await inspectExec(scene, 'compat', session)).ExitCode, null);
    await (await startExec(scene, 'compat', session)).output.until('ready');
    assert.equal((await inspectExec(scene, 'compat', session)).ExitCode, null);
  }),

  clause('compat.exec.inspect.404.no-such-exec', (scene) =>
    unknownNameAnswers404(scene, 'GET', (name) => scene.compat(`/exec/${name}/json`)),
  ),
];
