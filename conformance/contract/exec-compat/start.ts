import assert from 'node:assert/strict';
import { unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, eventOf, processLives } from '../../suite/containers.ts';
import { createExec, detachExec, inspectExec, runExec, startExec } from '../../suite/exec.ts';
import * as promise from '../../suite/exec-promises.ts';
import { framedText } from '../../suite/streams.ts';

export default [
  clause('compat.exec.start.101.upgraded', promise.upgraded('compat')),
  clause('compat.exec.start.200.not-upgraded', promise.notUpgraded('compat')),
  clause('compat.exec.start.200.detached', promise.detached('compat')),
  clause('compat.exec.start.any.frames', promise.frames('compat')),
  clause('compat.exec.start.any.half-close', promise.halfClose('compat')),
  clause('compat.exec.start.any.environment', promise.environment('compat')),
  clause('compat.exec.start.409.not-running', promise.startNeedsRunning('compat')),
  clause('compat.exec.start.409.started-before', promise.once('compat', [409])),

  clause('compat.exec.start.any.streams-chosen', async (scene) => {
    const id = await scene.running();
    const script = 'echo out; echo err >&2';
    const both = { AttachStdout: false, AttachStderr: false };
    const cases = [
      { chosen: { ...both, AttachStdout: true }, stdout: 'out\n', stderr: '' },
      { chosen: { ...both, AttachStderr: true }, stdout: '', stderr: 'err\n' },
    ];
    for (const { chosen, ...expected } of cases) {
      const { stdout, stderr } = await runExec(scene, 'compat', id, script, chosen);
      assert.deepEqual({ stdout, stderr }, expected);
    }
    const Cmd = ['sh', '-c', 'cat; echo end'];
    const session = await startExec(
      scene,
      'compat',
      await createExec(scene, 'compat', id, { Cmd }),
    );
    session.write('unread\n');
    assert.equal(framedText(await session.output.end(5000)), 'end\n');
  }),

  clause('compat.exec.start.any.ends-with-command', async (scene) => {
    const id = await scene.running();
    const { stdout } = await runExec(scene, 'compat', id, 'seq 1 20000');
    const numbers = Array.from({ length: 20_000 }, (_, index) => index + 1);
    assert.ok(stdout === `${numbers.join('\n')}\n`, `${stdout.length} bytes came`);
  }),

  clause('compat.exec.start.any.privileged', async (scene) => {
    const id = await scene.running();
    const script = 'grep CapEff /proc/self/status';
    const mask = async (body: object) => {
      const { stdout } = await runExec(scene, 'compat', id, script, { ...body });
      const [, digits] = /CapEff:\s*(\w+)/.exec(stdout) ?? [];
      assert.ok(digits, `capabilities: ${stdout}`);
      return BigInt(`0x${digits}`);
    };
    const [usual, privileged] = [await mask({}), await mask({ Privileged: true })];
    // CAP_SYS_ADMIN is number 21: capabilities(7).
    assert.equal((usual >> 21n) & 1n, 0n);
    assert.equal((privileged >> 21n) & 1n, 1n);
    assert.equal(privileged & usual, usual);
  }),

  clause('compat.exec.start.any.tty', async (scene) => {
    const id = await scene.running();
    const Cmd = ['sh', '-c', 'test -t 0 && test -t 1 && test -t 2 && echo one; echo two >&2'];
    const body = { Cmd, Tty: true, AttachStdin: true };
    const session = await createExec(scene, 'compat', id, body);
    const { output } = await startExec(scene, 'compat', session, { Tty: true });
    assert.equal(String(await output.end(5000)), 'one\r\ntwo\r\n');
  }),

  clause('compat.exec.start.any.detach-keys', async (scene) => {
    const id = await scene.running();
    const Cmd = ['sh', '-c', 'echo ready; sleep 1000'];
    const cases: [object, string[]][] = [
      [{}, ['\u0010', '\u0011']],
      [{ DetachKeys: 'ctrl-a,b' }, ['\u0001', 'b']],
    ];
    for (const [keys, typed] of cases) {
      const body = { Cmd, Tty: true, AttachStdin: true, ...keys };
      const session = await createExec(scene, 'compat', id, body);
      const stream = await startExec(scene, 'compat', session, { Tty: true });
      await stream.output.until('ready');
      const { Pid } = await inspectExec(scene, 'compat', session);
      await stream.type(...typed);
      await stream.output.end(5000);
      assert.ok(await processLives(scene, Pid), 'the command runs on');
    }
  }),

  clause('compat.exec.start.any.command-not-found', async (scene) => {
    const id = await scene.running();
    for (const [program, code] of [
      ['/no/such', 127],
      ['/etc/passwd', 126],
    ] as const) {
      const session = await createExec(scene, 'compat', id, { Cmd: [program] });
      const { output } = await startExec(scene, 'compat', session);
      assert.match(String(await output.end(5000)), /not found|no such|permission/i);
      const { Running, ExitCode } = await inspectExec(scene, 'compat', session);
      assert.deepEqual([Running, ExitCode], [false, code]);
    }
  }),

  clause('compat.exec.start.400.command-not-found-detached', async (scene) => {
    const id = await scene.running();
    const session = await createExec(scene, 'compat', id, { Cmd: ['/no/such'] });
    (await detachExec(scene, 'compat', session)).expect(400);
    assert.equal((await inspectExec(scene, 'compat', session)).Running, false);
  }),

  clause('compat.exec.start.any.container-stays', async (scene) => {
    const id = await scene.running();
    const { Pid } = (await scene.inspect(id)).State;
    await runExec(scene, 'compat', id, 'kill -9 $$');
    const { State } = await scene.inspect(id);
    assert.deepEqual([State.Running, State.Pid], [true, Pid]);

    const Cmd = ['sh', '-c', 'echo ready; sleep 1000'];
    const session = await createExec(scene, 'compat', id, { Cmd });
    const { output } = await startExec(scene, 'compat', session);
    await output.until('ready');
    const command = (await inspectExec(scene, 'compat', session)).Pid;
    (await act(scene, id, 'kill')).expect(204);
    await output.end(5000);
    assert.ok(!(await processLives(scene, command)), 'the command is gone');
  }),

  clause('compat.exec.start.any.events', async (scene) => {
    const id = await scene.running();
    const { session } = await runExec(scene, 'compat', id, 'exit 5');
    const started = await eventOf(scene, id, 'exec_start: sh -c exit 5');
    const died = await eventOf(scene, id, 'exec_die');
    assert.equal(started.Actor.Attributes['execID'], session);
    const { execID, exitCode } = died.Actor.Attributes;
    assert.deepEqual([execID, exitCode], [session, '5']);
  }),

  clause('compat.exec.start.409.paused', async (scene) => {
    const id = await scene.running();
    const session = await createExec(scene, 'compat', id, { Cmd: ['true'] });
    (await act(scene, id, 'pause')).expect(204);
    (await detachExec(scene, 'compat', session)).expect(409);
  }),

  clause('compat.exec.start.404.no-such-exec', (scene) =>
    unknownNameAnswers404(scene, 'POST', (name) => scene.compat(`/exec/${name}/start`), {
      Detach: true,
    }),
  ),
];
