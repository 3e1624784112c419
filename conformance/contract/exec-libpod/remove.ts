import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';
import { createExec, detachExec, inspectExec, runExec } from '../../suite/exec.ts';
import type { Scene } from '../../suite/scene.ts';
import type { Answer } from '../../suite/send.ts';

function remove(scene: Scene, session: string, Force: boolean): Promise<Answer> {
  return scene.send('POST', scene.libpod(`/exec/${session}/remove`), { json: { Force } });
}

async function isKnown(scene: Scene, session: string): Promise<boolean> {
  return (await scene.send('GET', scene.libpod(`/exec/${session}/json`))).status === 200;
}

/** A session whose command runs on. */
async function longExec(scene: Scene): Promise<{ id: string; session: string }> {
  const id = await scene.running();
  const session = await createExec(scene, 'libpod', id, { Cmd: ['sleep', '999'] });
  (await detachExec(scene, 'libpod', session)).expect(200);
  return { id, session };
}

export default [
  clause('libpod.exec.remove.200.removed', async (scene) => {
    const { session } = await runExec(scene, 'libpod', await scene.running(), 'true');
    (await remove(scene, session, false)).expect(200);
    assert.equal(await isKnown(scene, session), false);
  }),

  clause('libpod.exec.remove.200.force', async (scene) => {
    const { id, session } = await longExec(scene);
    (await remove(scene, session, true)).expect(200);
    assert.equal(await isKnown(scene, session), false);
    const { stdout } = await runExec(scene, 'libpod', id, 'ps -o args');
    assert.ok(!stdout.includes('sleep 999'), stdout);
  }),

  clause('libpod.exec.remove.404.session', async (scene) => {
    (await remove(scene, '0'.repeat(64), false)).expect(404);
  }),

  clause('libpod.exec.remove.500.running', async (scene) => {
    const { session } = await longExec(scene);
    (await remove(scene, session, false)).expect(500);
    assert.equal((await inspectExec(scene, 'libpod', session)).Running, true);
  }),
];
