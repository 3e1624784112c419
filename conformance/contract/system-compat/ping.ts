import assert from 'node:assert/strict';
import { clause } from '../../suite/clause-test.ts';

export default [
  clause('compat.system.ping.200.ok', async (scene) => {
    const answer = await scene.send('GET', '/_ping');
    answer.expect(200);
    assert.equal(answer.text, 'OK');
  }),
];
