import assert from 'node:assert/strict';
import { attach } from '../../suite/attach.ts';
import * as promise from '../../suite/attach-promises.ts';
import { messageOf } from '../../suite/checks.ts';
import { clause } from '../../suite/clause-test.ts';
import { follow, ready } from '../../suite/containers.ts';
import { createLibpod, post, statusOf } from '../../suite/libpod.ts';
import type { Scene } from '../../suite/scene.ts';
import { framedText } from '../../suite/streams.ts';

/** A terminal whose program writes the size whenever that changes. */
async function terminal(scene: Scene): Promise<string> {
  const script = 'trap "stty size" WINCH; echo ready; while :; do sleep 0.05; done';
  return ready(scene, ['sh', '-c', script], { Tty: true });
}

export default [
  clause('libpod.container.attach.101.upgrade', promise.upgraded('libpod')),
  clause('libpod.container.attach.101.frames', promise.frames('libpod')),
  clause('libpod.container.attach.101.terminal-raw', promise.rawTerminal('libpod')),
  clause('libpod.container.attach.101.stdin', promise.stdin('libpod')),
  clause('libpod.container.attach.101.half-close', promise.halfClose('libpod')),
  clause('libpod.container.attach.101.stdout-only', promise.streamsChosen('libpod')),
  clause('libpod.container.attach.101.detach-keys', promise.detachKeys('libpod')),
  clause('libpod.container.attach.101.created-then-start', promise.beforeStart('libpod')),
  clause('libpod.container.attach.101.ends-with-container', promise.endsWithContainer('libpod')),
  clause('libpod.container.attach.200.raw', promise.notUpgraded('libpod')),
  clause('libpod.container.attach.400.no-logs-no-stream', promise.nothingAsked('libpod')),

  clause('libpod.container.attach.101.default-streams', async (scene) => {
    const Cmd = ['sh', '-c', 'read line; echo "got $line"; echo oops >&2'];
    const id = await scene.container({ Cmd, OpenStdin: true });
    const session = await attach(scene, 'libpod', id, '');
    (await post(scene, id, 'start')).expect(204);
    session.write('word\n');
    const bytes = await session.output.end(5000);
    assert.deepEqual([framedText(bytes, 1), framedText(bytes, 2)], ['got word\n', 'oops\n']);
  }),

  clause('libpod.container.attach.101.logs', async (scene) => {
    await promise.logsThenStream('libpod')(scene);
    const id = await ready(scene, promise.TALKING);
    const { output } = await attach(scene, 'libpod', id, 'logs=true&stream=false&stdout=true');
    assert.equal(framedText(await output.end(5000)), 'ready\n');
    assert.equal(await statusOf(scene, id), 'running');
  }),

  clause('libpod.container.attach.400.no-streams', async (scene) => {
    const id = await scene.running();
    const answer = await post(scene, id, 'attach?stdin=false&stdout=false&stderr=false');
    messageOf(answer.expect(400));
  }),

  clause('libpod.container.attach.409.paused', async (scene) => {
    const id = await scene.running();
    (await post(scene, id, 'pause')).expect(204);
    const answer = (await post(scene, id, 'attach?stream=true&stdout=true')).expect(409);
    assert.match(messageOf(answer), /paused/);
  }),

  clause('libpod.container.resize.200.resized', async (scene) => {
    const id = await terminal(scene);
    const log = await follow(scene, id, 'stdout=true');
    (await post(scene, id, 'resize?h=31&w=101')).expect(200);
    await log.until('31 101');
  }),

  clause('libpod.container.resize.200.empty-body', async (scene) => {
    const id = await terminal(scene);
    assert.equal((await post(scene, id, 'resize?h=31&w=101')).expect(200).text, '');
  }),

  clause('libpod.container.resize.409.not-running', async (scene) => {
    const { id: exited } = await scene.exited({ Tty: true });
    for (const id of [exited, await createLibpod(scene, { terminal: true })]) {
      (await post(scene, id, 'resize?h=24&w=80')).expect(409);
    }
  }),
];
