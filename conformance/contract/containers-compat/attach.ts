import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { attach } from '../../suite/attach.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, ready } from '../../suite/containers.ts';
import type { Scene } from '../../suite/scene.ts';
import { framedText, readFrames, Reading } from '../../suite/streams.ts';

const ALL = 'stream=true&stdout=true&stderr=true';

/** Says hello at SIGUSR1, and bye at SIGTERM before it ends. */
const POLITE = [
  'sh',
  '-c',
  'trap "echo hello" USR1; trap "echo bye; exit 0" TERM; echo ready; while :; do sleep 0.05; done',
];

const BOTH = ['sh', '-c', 'echo out one; echo err one >&2; echo out two; echo err two >&2'];

/** What a session on a new container sees until that ends. */
async function sessionOf(scene: Scene, body: Record<string, unknown>, query = ALL) {
  const id = await scene.container(body);
  const { output } = await attach(scene, id, query);
  (await act(scene, id, 'start')).expect(204);
  return output.end(5000);
}

export default [
  clause('compat.container.attach.101.upgraded', async (scene) => {
    const id = await scene.running();
    const taken = await scene.hijack(scene.compat(`/containers/${id}/attach?${ALL}`));
    assert.deepEqual([taken.status, taken.reason], [101, 'UPGRADED']);
    assert.equal(taken.headers['content-type'], 'application/vnd.docker.raw-stream');
    assert.equal(taken.headers.connection?.toLowerCase(), 'upgrade');
    assert.equal(taken.headers.upgrade?.toLowerCase(), 'tcp');
  }),

  clause('compat.container.attach.200.not-upgraded', async (scene) => {
    const id = await ready(scene, POLITE);
    const path = scene.compat(`/containers/${id}/attach?${ALL}`);
    const response = await scene.open('POST', path);
    assert.equal(response.statusCode, 200);
    assert.equal(response.headers['content-type'], 'application/vnd.docker.raw-stream');
    const output = new Reading(response);
    (await act(scene, id, 'kill?signal=USR1')).expect(204);
    await output.until('hello');
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(framedText(await output.end(5000)), 'hello\nbye\n');
  }),

  clause('compat.container.attach.any.frames', async (scene) => {
    const frames = readFrames(await sessionOf(scene, { Cmd: BOTH }));
    const of = (wanted: number) =>
      frames.flatMap(({ stream, data }) => (stream === wanted ? [data.toString()] : [])).join('');
    assert.equal(of(1), 'out one\nout two\n');
    assert.equal(of(2), 'err one\nerr two\n');
    assert.equal(of(0), '');
  }),

  clause('compat.container.attach.any.raw-terminal', async (scene) => {
    const bytes = await sessionOf(scene, {
      Tty: true,
      Cmd: ['sh', '-c', 'echo one; echo two >&2'],
    });
    assert.equal(String(bytes), 'one\r\ntwo\r\n');
  }),

  clause('compat.container.attach.any.stdin', async (scene) => {
    const script = 'echo ready; while read line; do echo "got $line"; done; echo end';
    const id = await ready(scene, ['sh', '-c', script], { OpenStdin: true });
    for (const word of ['one', 'two']) {
      const session = await attach(scene, id, `${ALL}&stdin=true`);
      session.write(`${word}\n`);
      await session.output.until(`got ${word}`);
      session.output.leave();
    }
    assert.equal((await scene.inspect(id)).State.Status, 'running');
  }),

  clause('compat.container.attach.any.half-close', async (scene) => {
    const Cmd = ['sh', '-c', 'cat; echo after; seq 1 1000'];
    const id = await scene.container({ Cmd, OpenStdin: true, StdinOnce: true });
    const session = await attach(scene, id, `${ALL}&stdin=true`);
    (await act(scene, id, 'start')).expect(204);
    session.write('data\n');
    session.endInput();
    const numbers = Array.from({ length: 1000 }, (_, index) => index + 1);
    const text = framedText(await session.output.end(5000));
    assert.equal(text, `data\nafter\n${numbers.join('\n')}\n`);
  }),

  clause('compat.container.attach.any.before-start', async (scene) => {
    const bytes = await sessionOf(scene, { Cmd: ['seq', '1', '2000'] });
    const numbers = Array.from({ length: 2000 }, (_, index) => index + 1);
    assert.equal(framedText(bytes, 1), `${numbers.join('\n')}\n`);
  }),

  clause('compat.container.attach.any.ends-with-container', async (scene) => {
    const id = await ready(scene, POLITE);
    const { output } = await attach(scene, id, ALL);
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(framedText(await output.end(5000)), 'bye\n');
  }),

  clause('compat.container.attach.any.several-clients', async (scene) => {
    const id = await ready(scene, POLITE);
    const sessions = [await attach(scene, id, ALL), await attach(scene, id, ALL)];
    (await act(scene, id, 'kill?signal=USR1')).expect(204);
    for (const { output } of sessions) await output.until('hello');
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    for (const { output } of sessions) {
      assert.equal(framedText(await output.end(5000)), 'hello\nbye\n');
    }
  }),

  clause('compat.container.attach.409.paused', async (scene) => {
    const id = await scene.running();
    (await act(scene, id, 'pause')).expect(204);
    (await act(scene, id, `attach?${ALL}`)).expect(409);
  }),

  clause('compat.container.attach.404.no-such-container', async (scene) => {
    await unknownNameAnswers404(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/attach?${ALL}`),
    );
  }),

  clause('compat.container.attach.400.ambiguous-prefix', async (scene) => {
    await ambiguousPrefixAnswers400(scene, 'POST', (name) =>
      scene.compat(`/containers/${name}/attach?${ALL}`),
    );
  }),
];
