import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, follow, written } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { framedText, readFrames } from '../../suite/streams.ts';

const BOTH = 'echo out one; echo err one >&2; echo out two; echo err two >&2';

/** A container that has run this script and ended. */
async function ran(scene: Scene, script: string, body: Record<string, unknown> = {}) {
  return (await scene.exited({ Cmd: ['sh', '-c', script], ...body })).id;
}

async function logs(scene: Scene, id: string, query: string): Promise<Buffer> {
  const answer = await scene.send('GET', scene.compat(`/containers/${id}/logs?${query}`));
  return answer.expect(200).bytes;
}

/** The lines of stdout that this query brings, without frames. */
async function lines(scene: Scene, id: string, query: string): Promise<string[]> {
  const text = framedText(await logs(scene, id, `stdout=true&${query}`), 1);
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
async function twoLines(scene: Scene) {
  const id = await scene.running({ Cmd: TWO_LINES });
  await scene.logged(id, 'first');
  (await act(scene, id, 'kill?signal=USR1')).expect(204);
  await scene.logged(id, 'second');
  const times = (await lines(scene, id, 'timestamps=true')).map((line) =>
    Date.parse(line.split(' ')[0] ?? ''),
  );
  assert.equal(times.length, 2);
  return { id, between: ((times[0]! + times[1]!) / 2000).toFixed(4) };
}

export default [
  clause('compat.container.logs.200.frames', async (scene) => {
    const frames = readFrames(await logs(scene, await ran(scene, BOTH), 'stdout=true&stderr=true'));
    const seen = frames.map(({ stream, data }) => `${stream} ${data.toString()}`);
    assert.deepEqual(
      seen.filter((text) => text.startsWith('1')),
      ['1 out one\n', '1 out two\n'],
    );
    assert.deepEqual(
      seen.filter((text) => text.startsWith('2')),
      ['2 err one\n', '2 err two\n'],
    );
  }),

  clause('compat.container.logs.200.raw-terminal', async (scene) => {
    const id = await ran(scene, 'echo one; echo two >&2', { Tty: true });
    assert.equal(String(await logs(scene, id, 'stdout=true&stderr=true')), 'one\r\ntwo\r\n');
  }),

  clause('compat.container.logs.200.order', async (scene) => {
    const id = await ran(scene, 'seq 1 3000');
    const expected = Array.from({ length: 3000 }, (_, index) => String(index + 1));
    assert.deepEqual(await lines(scene, id, ''), expected);
  }),

  clause('compat.container.logs.200.partial-lines', async (scene) => {
    const id = await ran(scene, "head -c 100000 /dev/zero | tr '\\0' x; echo; echo next");
    const { stdout } = await written(scene, id);
    assert.ok(stdout === `${'x'.repeat(100_000)}\nnext\n`, `${stdout.length} bytes came back`);
  }),

  clause('compat.container.logs.200.no-newline-added', async (scene) => {
    const id = await ran(scene, 'printf "first\nlast"');
    assert.equal((await written(scene, id)).stdout, 'first\nlast');
  }),

  clause('compat.container.logs.200.never-started', async (scene) => {
    const id = await scene.container();
    assert.equal((await logs(scene, id, 'stdout=true&stderr=true')).length, 0);
  }),

  clause('compat.container.logs.any.stdout', async (scene) => {
    const frames = readFrames(await logs(scene, await ran(scene, BOTH), 'stdout=true'));
    assert.deepEqual(
      frames.map(({ stream, data }) => `${stream} ${data.toString()}`),
      ['1 out one\n', '1 out two\n'],
    );
  }),

  clause('compat.container.logs.any.stderr', async (scene) => {
    const frames = readFrames(await logs(scene, await ran(scene, BOTH), 'stderr=true'));
    assert.deepEqual(
      frames.map(({ stream, data }) => `${stream} ${data.toString()}`),
      ['2 err one\n', '2 err two\n'],
    );
  }),

  clause('compat.container.logs.any.follow', async (scene) => {
    const id = await scene.running({ Cmd: TWO_LINES });
    const log = await follow(scene, id, 'stdout=true');
    await log.until('first');
    assert.ok(!log.text.includes('second') && !log.ended, 'it stays');
    (await act(scene, id, 'kill?signal=USR1')).expect(204);
    await log.until('second');
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(framedText(await log.end()), 'first\nsecond\n');
  }),

  clause('compat.container.logs.any.follow-stopped', async (scene) => {
    for (const id of [await ran(scene, 'echo done'), await scene.container()]) {
      const expected = (await scene.inspect(id)).State.Status === 'exited' ? 'done\n' : '';
      const log = await follow(scene, id, 'stdout=true');
      assert.equal(framedText(await log.end()), expected);
    }
  }),

  clause('compat.container.logs.any.since', async (scene) => {
    const { id, between } = await twoLines(scene);
    assert.deepEqual(await lines(scene, id, `since=${between}`), ['second']);
  }),

  clause('compat.container.logs.any.until', async (scene) => {
    const { id, between } = await twoLines(scene);
    assert.deepEqual(await lines(scene, id, `until=${between}`), ['first']);
    const soon = (Date.now() / 1000 + 1).toFixed(3);
    const log = await follow(scene, id, `stdout=true&until=${soon}`);
    await log.until('second');
    assert.equal(framedText(await log.end(3000)), 'first\nsecond\n');
    assert.equal((await scene.inspect(id)).State.Status, 'running', 'the follow ended by itself');
  }),

  clause('compat.container.logs.any.timestamps', async (scene) => {
    const id = await ran(scene, 'echo one; echo two');
    const seen = await lines(scene, id, 'timestamps=true');
    const stamped =
      /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{1,9}(?:Z|[+-]\d{2}:\d{2})) (one|two)$/;
    const times = seen.map((line) => Date.parse(stamped.exec(line)?.[1] ?? ''));
    const { StartedAt, FinishedAt } = (await scene.inspect(id)).State;
    assert.equal(times.length, 2);
    for (const time of times) {
      // conmon and containerd note starts and ends a moment apart from the first and last byte.
      assert.ok(time >= Date.parse(StartedAt) - 1000, `${seen.join('\n')}\n${StartedAt}`);
      assert.ok(time <= Date.parse(FinishedAt) + 1000, `${seen.join('\n')}\n${FinishedAt}`);
    }
  }),

  clause('compat.container.logs.any.tail', async (scene) => {
    const id = await scene.running({ Cmd: TAILED });
    await scene.logged(id, 'three');
    (await act(scene, id, 'kill?signal=USR1')).expect(204);
    await scene.wait(id);
    assert.deepEqual(await lines(scene, id, 'tail=3'), ['two', 'three']);
    assert.deepEqual(await lines(scene, id, 'tail=1'), []);
    assert.deepEqual(await lines(scene, id, 'tail=0'), []);
    for (const tail of ['all', '9']) {
      assert.deepEqual(await lines(scene, id, `tail=${tail}`), ['one', 'two', 'three'], tail);
    }
    assert.equal(
      framedText(await logs(scene, id, 'stdout=true&stderr=true&tail=2')),
      'three\nlast\n',
    );
  }),

  clause('compat.container.logs.any.tail-follow', async (scene) => {
    const { id } = await twoLines(scene);
    const log = await follow(scene, id, 'stdout=true&tail=1');
    await log.until('second');
    (await act(scene, id, 'kill?signal=USR1')).expect(204);
    await log.until((text) => text.split('second').length === 3, 'a second time');
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(framedText(await log.end()), 'second\nsecond\n');
  }),

  clause('compat.container.logs.400.no-stream', async (scene) => {
    const id = await ran(scene, 'echo one');
    for (const query of ['', 'stdout=false&stderr=false', 'follow=true']) {
      (await scene.send('GET', scene.compat(`/containers/${id}/logs?${query}`))).expect(400);
    }
  }),

  clause('compat.container.logs.400.time', async (scene) => {
    const id = await ran(scene, 'echo one');
    for (const query of ['since=yesterday', 'until=soon']) {
      const path = scene.compat(`/containers/${id}/logs?stdout=true&${query}`);
      (await scene.send('GET', path)).expect(400);
    }
  }),

  clause('compat.container.logs.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/logs?stdout=true`),
    );
  }),

  clause('compat.container.logs.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'GET', (name) =>
      scene.compat(`/containers/${name}/logs?stdout=true`),
    );
  }),
];
