import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';

export default [
  clause('libpod.system.check.200.sound', async (scene) => {
    await scene.container();
    const answer = await scene.send('POST', scene.libpod('/system/check?quick=true'));
    const report = answer.expect(200).json as { Errors: boolean; RemovedImages: unknown };
    assert.deepEqual([report.Errors, report.RemovedImages ?? null], [false, null]);
  }),

  clause('libpod.system.check.400.parameters', async (scene) => {
    const path = scene.libpod('/system/check?quick=perhaps');
    assert.match((await scene.send('POST', path)).expect(400).text, /quick/);
  }),
];
