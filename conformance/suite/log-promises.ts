import assert from 'node:assert/strict';
import { act } from './containers.ts';
import type { Tree } from './libpod.ts';
import type { Scene } from './scene.ts';
import { framedText, readFrames, Reading } from './streams.ts';

// What both trees promise of logs; each is told the tree and gives the test.

const BOTH = 'echo out one; echo err one >&2; echo out two; echo err two >&2';

/** A container that has run this script and ended. */
export async function ran(scene: Scene, script: string, body: Record<string, unknown> = {}) {
  return (await scene.exited({ Cmd: ['sh', '-c', script], ...body })).id;
}

export async function logs(scene: Scene, tree: Tree, id: string, query: string): Promise<Buffer> {
  const answer = await scene.send('GET', scene[tree](`/containers/${id}/logs?${query}`));
  return answer.expect(200).bytes;
}

/** The lines of stdout that this query brings, without frames. */
export async function lines(
  scene: Scene,
  tree: Tree,
  id: string,
  query: string,
): Promise<string[]> {
  const text = framedText(await logs(scene, tree, id, `stdout=true&${query}`), 1);
  return text.split('\n').slice(0, -1);
}

/** Writes a first line, and a second one at SIGUSR1; SIGTERM ends it. */
const TWO_LINES = [
  'sh',
  '-c',
  'trap "echo second" USR1; trap "exit 0" TERM; echo first; while :; do sleep 0.05; done',
];

/** Three lines of stdout, and after SIGUSR1 one of stderr. */
const TAILED = [
  'sh',
  '-c',
  'trap "echo last >&2; exit" USR1; echo one; echo two; echo three; while :; do sleep 0.05; done',
];

/** A container that has written two lines, and a time between them in Unix seconds. */
export async function twoLines(scene: Scene) {
  const id = await scene.running({ Cmd: TWO_LINES });
  await scene.logged(id, 'first');
  (await act(scene, id, 'kill?signal=USR1')).expect(204);
  await scene.logged(id, 'second');
  const times = (await lines(scene, 'compat', id, 'timestamps=true')).map((line) =>
    Date.parse(line.split(' ')[0] ?? ''),
  );
  assert.equal(times.length, 2);
  return { id, between: ((times[0]! + times[1]!) / 2000).toFixed(4) };
}

/** Reads the log, and what is written from now on, in the background. */
async function followLog(scene: Scene, tree: Tree, id: string, query: string): Promise<Reading> {
  const path = scene[tree](`/containers/${id}/logs?follow=true&${query}`);
  return new Reading(await scene.open('GET', path));
}

export const frames = (tree: Tree) => async (scene: Scene) => {
  const frames = readFrames(
    await logs(scene, tree, await ran(scene, BOTH), 'stdout=true&stderr=true'),
  );
  const seen = frames.map(({ stream, data }) => `${stream} ${data.toString()}`);
  assert.deepEqual(
    seen.filter((text) => text.startsWith('1')),
    ['1 out one\n', '1 out two\n'],
  );
  assert.deepEqual(
    seen.filter((text) => text.startsWith('2')),
    ['2 err one\n', '2 err two\n'],
  );
};

export const onlyStdout = (tree: Tree) => async (scene: Scene) => {
  const frames = readFrames(await logs(scene, tree, await ran(scene, BOTH), 'stdout=true'));
  assert.deepEqual(
    frames.map(({ stream, data }) => `${stream} ${data.toString()}`),
    ['1 out one\n', '1 out two\n'],
  );
};

export const onlyStderr = (tree: Tree) => async (scene: Scene) => {
  const frames = readFrames(await logs(scene, tree, await ran(scene, BOTH), 'stderr=true'));
  assert.deepEqual(
    frames.map(({ stream, data }) => `${stream} ${data.toString()}`),
    ['2 err one\n', '2 err two\n'],
  );
};

export const follows = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running({ Cmd: TWO_LINES });
  const log = await followLog(scene, tree, id, 'stdout=true');
  await log.until('first');
  assert.ok(!log.text.includes('second') && !log.ended, 'it stays');
  (await act(scene, id, 'kill?signal=USR1')).expect(204);
  await log.until('second');
  (await act(scene, id, 'kill?signal=TERM')).expect(204);
  assert.equal(framedText(await log.end()), 'first\nsecond\n');
};

export const since = (tree: Tree) => async (scene: Scene) => {
  const { id, between } = await twoLines(scene);
  assert.deepEqual(await lines(scene, tree, id, `since=${between}`), ['second']);
};

export const until = (tree: Tree) => async (scene: Scene) => {
  const { id, between } = await twoLines(scene);
  assert.deepEqual(await lines(scene, tree, id, `until=${between}`), ['first']);
  const soon = (Date.now() / 1000 + 1).toFixed(3);
  const log = await followLog(scene, tree, id, `stdout=true&until=${soon}`);
  await log.until('second');
  assert.equal(framedText(await log.end(3000)), 'first\nsecond\n');
  assert.equal((await scene.inspect(id)).State.Status, 'running', 'the follow ended by itself');
};

export const timestamps = (tree: Tree) => async (scene: Scene) => {
  const id = await ran(scene, 'echo one; echo two');
  const seen = await lines(scene, tree, id, 'timestamps=true');
  const stamped =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})) (one|two)$/;
  const times = seen.map((line) => Date.parse(stamped.exec(line)?.[1] ?? ''));
  const { StartedAt, FinishedAt } = (await scene.inspect(id)).State;
  assert.equal(times.length, 2);
  for (const time of times) {
    // conmon and containerd note starts and ends a moment apart from the first and last byte.
    assert.ok(time >= Date.parse(StartedAt) - 1000, `${seen.join('\n')}\n${StartedAt}`);
    assert.ok(time <= Date.parse(FinishedAt) + 1000, `${seen.join('\n')}\n${FinishedAt}`);
  }
};

export const tail = (tree: Tree) => async (scene: Scene) => {
  const id = await scene.running({ Cmd: TAILED });
  await scene.logged(id, 'three');
  (await act(scene, id, 'kill?signal=USR1')).expect(204);
  await scene.wait(id);
  assert.deepEqual(await lines(scene, tree, id, 'tail=3'), ['two', 'three']);
  assert.deepEqual(await lines(scene, tree, id, 'tail=1'), []);
  assert.deepEqual(await lines(scene, tree, id, 'tail=0'), []);
  for (const tail of ['all', '9']) {
    assert.deepEqual(await lines(scene, tree, id, `tail=${tail}`), ['one', 'two', 'three'], tail);
  }
  assert.equal(
    framedText(await logs(scene, tree, id, 'stdout=true&stderr=true&tail=2')),
    'three\nlast\n',
  );
};

export const needsStream = (tree: Tree) => async (scene: Scene) => {
  const id = await ran(scene, 'echo one');
  for (const query of ['', 'stdout=false&stderr=false', 'follow=true']) {
    (await scene.send('GET', scene[tree](`/containers/${id}/logs?${query}`))).expect(400);
  }
};
