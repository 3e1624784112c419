import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRestarts } from './restarts.ts';

test('whatever the daemon does when it is killed, the next one goes on with all', async (t) => {
  const seed = Number(process.env['REFPOD_SEED'] ?? Date.now() % 2 ** 31);
  const tell = (line: string) => t.diagnostic(line);
  const { containers } = await checkRestarts({ kills: 2, clients: 2, seed, tell });
  assert.equal(containers, 30);
});
