import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FairLock } from './lock.ts';

test('work runs one at a time, in the order of asking', async () => {
  const lock = new FairLock();
  const seen: string[] = [];
  const piece = (name: string, turns: number) => async () => {
    seen.push(`${name} in`);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    seen.push(`${name} out`);
  };
  await Promise.all([lock.run(piece('a', 9)), lock.run(piece('b', 1)), lock.run(piece('c', 3))]);
  assert.deepEqual(seen, ['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

test('a failure reaches its caller and nobody else', async () => {
  const lock = new FairLock();
  const failing = lock.run(() => {
    throw new Error('mine');
  });
  const next = lock.run(() => 'fine');
  await assert.rejects(failing, /mine/);
  assert.equal(await next, 'fine');
});
