import assert from 'node:assert/strict';
import { messageOf } from './checks.ts';
import { act, processLives } from './containers.ts';
import { createExec, detachExec, inspectExec, runExec, startExec, tryExec } from './exec.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';
import { framedText, readFrames } from './streams.ts';

// What both trees promise of exec sessions; each is told the tree and gives the test.

/** Create gives an id that inspect knows. */
export const idIsKnown = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const session = await createExec(scene, tree, id, { Cmd: ['true'] });
  assert.match(session, /^[0-9a-f]{64}$/);
  const { ID, ContainerID } = await inspectExec(scene, tree, session);
  assert.deepEqual([ID, ContainerID], [session, id]);
};

export const nothingRunsBeforeStart = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  await createExec(scene, tree, id, { Cmd: ['touch', '/made'] });
  const { stdout } = await runExec(scene, tree, id, 'ls /');
  assert.ok(!stdout.includes('made'), stdout);
};

export const createNeedsRunning = (tree: Tree) => async (scene: Scene) => {
  for (const id of [await scene.container(), (await scene.exited()).id]) {
    (await tryExec(scene, tree, id, { Cmd: ['true'] })).expect(409);
  }
};

export const createRefusesPaused = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  (await act(scene, id, 'pause')).expect(204);
  (await tryExec(scene, tree, id, { Cmd: ['true'] })).expect(409);
};

export const upgraded = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const session = await createExec(scene, tree, id, { Cmd: ['echo', 'hello'] });
  const json = { Detach: false, Tty: false };
  const taken = await scene.hijack(scene[tree](`/exec/${session}/start`), { json });
  assert.deepEqual([taken.status, taken.reason], [101, 'UPGRADED']);
  assert.equal(taken.headers.connection?.toLowerCase(), 'upgrade');
  assert.equal(taken.headers.upgrade?.toLowerCase(), 'tcp');
};

/** Without an upgrade the answer is a 200 whose body is the stream. */
export const notUpgraded = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const Cmd = ['sh', '-c', 'echo out; echo err >&2'];
  const session = await createExec(scene, tree, id, { Cmd });
  const json = { Detach: false, Tty: false };
  const answer = await scene.send('POST', scene[tree](`/exec/${session}/start`), { json });
  const { bytes } = answer.expect(200);
  assert.deepEqual([framedText(bytes, 1), framedText(bytes, 2)], ['out\n', 'err\n']);
};

export const detached = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const script = 'while ! test -e /go; do sleep 0.02; done; touch /done; sleep 100';
  const session = await createExec(scene, tree, id, { Cmd: ['sh', '-c', script] });
  assert.equal((await detachExec(scene, tree, session)).expect(200).text.trim(), '');
  assert.equal((await inspectExec(scene, tree, session)).Running, true);
  await runExec(scene, tree, id, 'touch /go; while ! test -e /done; do sleep 0.02; done');
};

export const frames = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const Cmd = ['sh', '-c', 'echo one; echo two >&2'];
  const plain = await createExec(scene, tree, id, { Cmd });
  const bytes = await (await startExec(scene, tree, plain)).output.end(5000);
  const seen = readFrames(bytes).map(({ stream, data }) => `${stream} ${data.toString()}`);
  assert.deepEqual(seen.toSorted(), ['1 one\n', '2 two\n']);
  const terminal = await createExec(scene, tree, id, { Cmd, Tty: true });
  const { output } = await startExec(scene, tree, terminal, { Tty: true });
  assert.equal(String(await output.end(5000)), 'one\r\ntwo\r\n');
};

/** Input arrives, and its end is the command's end of input without cutting the output. */
export const halfClose = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const Cmd = ['sh', '-c', 'cat; echo after; seq 1 1000'];
  const session = await createExec(scene, tree, id, { Cmd, AttachStdin: true });
  const stream = await startExec(scene, tree, session);
  stream.write('data\n');
  stream.endInput();
  const numbers = Array.from({ length: 1000 }, (_, index) => index + 1);
  const text = framedText(await stream.output.end(5000), 1);
  assert.equal(text, `data\nafter\n${numbers.join('\n')}\n`);
};

export const environment = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running({ Env: ['A=container', 'B=container'], WorkingDir: '/tmp' });
  const script = 'echo "$A $B $C"; id -u; pwd';
  const usual = await runExec(scene, tree, id, script);
  assert.equal(usual.stdout, 'container container \n0\n/tmp\n');
  const own = { Env: ['B=session', 'C=new'], User: '1', WorkingDir: '/etc' };
  const { stdout } = await runExec(scene, tree, id, script, own);
  assert.equal(stdout, 'container session new\n1\n/etc\n');
};

/** @param refused the statuses that a second start may have */
export const once = (tree: Tree, refused: number[]) => async (scene: Scene) => {
  const id = await scene.running();
  const { session } = await runExec(scene, tree, id, 'echo run >> /runs');
  (await detachExec(scene, tree, session)).expect(...refused);
  assert.equal((await runExec(scene, tree, id, 'cat /runs')).stdout, 'run\n');
};

export const startNeedsRunning = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const session = await createExec(scene, tree, id, { Cmd: ['true'] });
  (await act(scene, id, 'kill')).expect(204);
  await scene.wait(id);
  const answer = (await detachExec(scene, tree, session)).expect(409);
  assert.notEqual(messageOf(answer), '');
};

export const running = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const Cmd = ['sh', '-c', 'echo ready; sleep 1000'];
  const session = await createExec(scene, tree, id, { Cmd });
  await (await startExec(scene, tree, session)).output.until('ready');
  const { Running, Pid } = await inspectExec(scene, tree, session);
  assert.ok(Running && Pid > 0, `Running ${Running}, Pid ${Pid}`);
  assert.ok(await processLives(scene, Pid), 'it is a process');
};

export const ended = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  for (const code of [0, 7]) {
    const { session } = await runExec(scene, tree, id, `exit ${code}`);
    const { Running, ExitCode } = await inspectExec(scene, tree, session);
    assert.deepEqual([Running, ExitCode], [false, code]);
  }
};

/** The command sees the new size. */
export const resized = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const script = 'trap "stty size" WINCH; stty -echo; echo ready; while :; do sleep 0.02; done';
  const session = await createExec(scene, tree, id, { Cmd: ['sh', '-c', script], Tty: true });
  const { output } = await startExec(scene, tree, session, { Tty: true });
  await output.until('ready');
  const path = scene[tree](`/exec/${session}/resize?h=33&w=77`);
  assert.equal((await scene.send('POST', path)).expect(201).text.trim(), '');
  await output.until('33 77');
};

export const resizeNeedsIntegers = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const session = await createExec(scene, tree, id, { Cmd: ['sleep', '100'], Tty: true });
  (await detachExec(scene, tree, session)).expect(200);
  for (const query of ['h=high&w=80', 'h=24&w=wide']) {
    const [, name = ''] = /(\w+)=[a-z]/.exec(query) ?? [];
    const path = scene[tree](`/exec/${session}/resize?${query}`);
    const answer = (await scene.send('POST', path)).expect(400);
    assert.ok(messageOf(answer).includes(name), `the message names ${name}: ${answer.text}`);
  }
};
