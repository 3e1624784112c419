import assert from 'node:assert/strict';
import { attach } from './attach.ts';
import { act, ready } from './containers.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';
import { framedText, readFrames, Reading } from './streams.ts';

// What both trees promise of attach; each is told the tree and gives the test.

export const ALL = 'stream=true&stdout=true&stderr=true';

/** Says hello at SIGUSR1, and bye at SIGTERM before it ends. */
export const POLITE = [
  'sh',
  '-c',
  'trap "echo hello" USR1; trap "echo bye; exit 0" TERM; echo ready; while :; do sleep 0.05; done',
];

export const BOTH = ['sh', '-c', 'echo out one; echo err one >&2; echo out two; echo err two >&2'];

/** What a session on a new container sees until that ends. */
export async function sessionOf(
  scene: Scene,
  tree: Tree,
  body: Record<string, unknown>,
  query = ALL,
) {
  const id = await scene.container(body);
  const { output } = await attach(scene, tree, id, query);
  (await act(scene, id, 'start')).expect(204);
  return output.end(5000);
}

/** Says oops on stderr and then hello on stdout at SIGUSR1; SIGTERM ends it. */
export const TALKING = [
  'sh',
  '-c',
  'trap "echo oops >&2; echo hello" USR1; trap "exit 0" TERM; echo ready; while :; do sleep 0.05; done',
];

export const CONTROL = { a: '\u0001', p: '\u0010', q: '\u0011' };

/** A terminal whose program repeats each line. */
export async function terminal(scene: Scene): Promise<string> {
  const script = 'stty -echo; echo ready; while read line; do echo "got $line"; done';
  return ready(scene, ['sh', '-c', script], { Tty: true, OpenStdin: true });
}

/** Talks once, ends, and gives what a session with this query saw. */
export async function heard(scene: Scene, tree: Tree, query: string) {
  const id = await ready(scene, TALKING);
  const { output } = await attach(scene, tree, id, query);
  (await act(scene, id, 'kill?signal=USR1')).expect(204);
  await scene.logged(id, 'hello');
  (await act(scene, id, 'kill?signal=TERM')).expect(204);
  return readFrames(await output.end(5000)).map(
    ({ stream, data }) => `${stream} ${data.toString()}`,
  );
}

export const upgraded = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const taken = await scene.hijack(scene[tree](`/containers/${id}/attach?${ALL}`));
  assert.deepEqual([taken.status, taken.reason], [101, 'UPGRADED']);
  assert.equal(taken.headers['content-type'], 'application/vnd.docker.raw-stream');
  assert.equal(taken.headers.connection?.toLowerCase(), 'upgrade');
  assert.equal(taken.headers.upgrade?.toLowerCase(), 'tcp');
};

export const frames = (tree: Tree) => async (scene: Scene) => {
  const frames = readFrames(await sessionOf(scene, tree, { Cmd: BOTH }));
  const of = (wanted: number) =>
    frames.flatMap(({ stream, data }) => (stream === wanted ? [data.toString()] : [])).join('');
  assert.equal(of(1), 'out one\nout two\n');
  assert.equal(of(2), 'err one\nerr two\n');
  assert.equal(of(0), '');
};

export const rawTerminal = (tree: Tree) => async (scene: Scene) => {
  const bytes = await sessionOf(scene, tree, {
    Tty: true,
    Cmd: ['sh', '-c', 'echo one; echo two >&2'],
  });
  assert.equal(String(bytes), 'one\r\ntwo\r\n');
};

export const stdin = (tree: Tree) => async (scene: Scene) => {
  const script = 'echo ready; while read line; do echo "got $line"; done; echo end';
  const id = await ready(scene, ['sh', '-c', script], { OpenStdin: true });
  for (const word of ['one', 'two']) {
    const session = await attach(scene, tree, id, `${ALL}&stdin=true`);
    session.write(`${word}\n`);
    await session.output.until(`got ${word}`, word, 10_000);
    session.output.leave();
  }
  assert.equal((await scene.inspect(id)).State.Status, 'running');
};

export const halfClose = (tree: Tree) => async (scene: Scene) => {
  const Cmd = ['sh', '-c', 'cat; echo after; seq 1 1000'];
  const id = await scene.container({ Cmd, OpenStdin: true, StdinOnce: true });
  const session = await attach(scene, tree, id, `${ALL}&stdin=true`);
  (await act(scene, id, 'start')).expect(204);
  session.write('data\n');
  session.endInput();
  const numbers = Array.from({ length: 1000 }, (_, index) => index + 1);
  const text = framedText(await session.output.end(5000));
  assert.equal(text, `data\nafter\n${numbers.join('\n')}\n`);
};

export const beforeStart = (tree: Tree) => async (scene: Scene) => {
  const bytes = await sessionOf(scene, tree, { Cmd: ['seq', '1', '2000'] });
  const numbers = Array.from({ length: 2000 }, (_, index) => index + 1);
  assert.equal(framedText(bytes, 1), `${numbers.join('\n')}\n`);
};

export const endsWithContainer = (tree: Tree) => async (scene: Scene) => {
  const id = await ready(scene, POLITE);
  const { output } = await attach(scene, tree, id, ALL);
  (await act(scene, id, 'kill?signal=TERM')).expect(204);
  assert.equal(framedText(await output.end(5000)), 'bye\n');
};

export const notUpgraded = (tree: Tree) => async (scene: Scene) => {
  const id = await ready(scene, POLITE);
  const path = scene[tree](`/containers/${id}/attach?${ALL}`);
  const response = await scene.open('POST', path);
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'application/vnd.docker.raw-stream');
  const output = new Reading(response);
  (await act(scene, id, 'kill?signal=USR1')).expect(204);
  await output.until('hello');
  (await act(scene, id, 'kill?signal=TERM')).expect(204);
  assert.equal(framedText(await output.end(5000)), 'hello\nbye\n');
};

export const logsThenStream = (tree: Tree) => async (scene: Scene) => {
  const script = 'i=0; while [ $i -lt 60 ]; do i=$((i+1)); echo $i; sleep 0.01; done';
  const id = await scene.running({ Cmd: ['sh', '-c', script] });
  await scene.logged(id, '10\n');
  const { output } = await attach(scene, tree, id, 'logs=true&stream=true&stdout=true');
  const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
  assert.equal(framedText(await output.end(5000)), `${numbers.join('\n')}\n`);
};

export const streamsChosen = (tree: Tree) => async (scene: Scene) => {
  assert.deepEqual(await heard(scene, tree, 'stream=true&stdout=true'), ['1 hello\n']);
  assert.deepEqual(await heard(scene, tree, 'stream=true&stderr=true'), ['2 oops\n']);
};

export const detachKeys = (tree: Tree) => async (scene: Scene) => {
  const id = await terminal(scene);
  const query = 'stream=true&stdin=true&stdout=true';
  const usual = await attach(scene, tree, id, query);
  await usual.type(CONTROL.p, CONTROL.q);
  await usual.output.end(5000);

  const other = await attach(scene, tree, id, `${query}&detachKeys=ctrl-a,b`);
  await other.type(CONTROL.p, CONTROL.q, 'one\n');
  await other.output.until('one');
  assert.ok(!other.output.ended, 'the usual keys are only input now');
  await other.type(CONTROL.a, 'b');
  await other.output.end(5000);
  assert.equal((await scene.inspect(id)).State.Status, 'running');
};

export const nothingAsked = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running();
  const path = scene[tree](`/containers/${id}/attach?stream=false&stdout=true`);
  (await scene.send('POST', path)).expect(400);
};
