import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { logs, ran } from '../../suite/log-promises.ts';
import * as promise from '../../suite/log-promises.ts';
import { framedText } from '../../suite/streams.ts';

export default [
  clause('libpod.container.logs.200.streams', async (scene) => {
    await promise.onlyStdout('libpod')(scene);
    await promise.onlyStderr('libpod')(scene);
  }),

  clause('libpod.container.logs.200.frames', async (scene) => {
    await promise.frames('libpod')(scene);
    // Other than in the compat tree, what a terminal wrote is framed too.
    const id = await ran(scene, 'echo one', { Tty: true });
    assert.equal(framedText(await logs(scene, 'libpod', id, 'stdout=true'), 1), 'one\r\n');
  }),

  clause('libpod.container.logs.200.follow', promise.follows('libpod')),
  clause('libpod.container.logs.200.since', promise.since('libpod')),
  clause('libpod.container.logs.200.until', promise.until('libpod')),
  clause('libpod.container.logs.200.timestamps', promise.timestamps('libpod')),
  clause('libpod.container.logs.200.tail', promise.tail('libpod')),

  clause('libpod.container.logs.200.stopped', async (scene) => {
    const id = await ran(scene, 'echo out; echo err >&2');
    const bytes = await logs(scene, 'libpod', id, 'stdout=true&stderr=true');
    assert.deepEqual([framedText(bytes, 1), framedText(bytes, 2)], ['out\n', 'err\n']);
  }),

  clause('libpod.container.logs.400.no-stream', promise.needsStream('libpod')),
];
