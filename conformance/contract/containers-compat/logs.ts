import assert from 'node:assert/strict';
import { ambiguousPrefixAnswers400, unknownNameAnswers404 } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { act, follow, written } from '../../suite/containers.ts';
import { lines, logs, ran, twoLines } from '../../suite/log-promises.ts';
import * as promise from '../../suite/log-promises.ts';
import { framedText } from '../../suite/streams.ts';

export default [
  clause('compat.container.logs.200.frames', promise.frames('compat')),

  clause('compat.container.logs.200.raw-terminal', async (scene) => {
    const id = await ran(scene, 'echo one; echo two >&2', { Tty: true });
    assert.equal(
      String(await logs(scene, 'compat', id, 'stdout=true&stderr=true')),
      'one\r\ntwo\r\n',
    );
  }),

  clause('compat.container.logs.200.order', async (scene) => {
    const id = await ran(scene, 'seq 1 3000');
    const expected = Array.from({ length: 3000 }, (_, index) => String(index + 1));
    assert.deepEqual(await lines(scene, 'compat', id, ''), expected);
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
    assert.equal((await logs(scene, 'compat', id, 'stdout=true&stderr=true')).length, 0);
  }),

  clause('compat.container.logs.any.stdout', promise.onlyStdout('compat')),

  clause('compat.container.logs.any.stderr', promise.onlyStderr('compat')),

  clause('compat.container.logs.any.follow', promise.follows('compat')),

  clause('compat.container.logs.any.follow-stopped', async (scene) => {
    const ended = await follow(scene, await ran(scene, 'echo done'), 'stdout=true');
    assert.equal(framedText(await ended.end()), 'done\n');
    const fresh = await follow(scene, await scene.container(), 'stdout=true');
    assert.equal(framedText(await fresh.end()), '');
  }),

  clause('compat.container.logs.any.since', promise.since('compat')),

  clause('compat.container.logs.any.until', promise.until('compat')),

  clause('compat.container.logs.any.timestamps', promise.timestamps('compat')),

  clause('compat.container.logs.any.tail', promise.tail('compat')),

  clause('compat.container.logs.any.tail-follow', async (scene) => {
    const { id } = await twoLines(scene);
    const log = await follow(scene, id, 'stdout=true&tail=1');
    await log.until('second');
    (await act(scene, id, 'kill?signal=USR1')).expect(204);
    await log.until((text) => text.split('second').length === 3, 'a second time');
    (await act(scene, id, 'kill?signal=TERM')).expect(204);
    assert.equal(framedText(await log.end()), 'second\nsecond\n');
  }),

  clause('compat.container.logs.400.no-stream', promise.needsStream('compat')),

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
