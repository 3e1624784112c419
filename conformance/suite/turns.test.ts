import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Turns } from './turns.ts';

test('one side works together, the other after it, and nobody overtakes', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const begin = (name: string, side: 'look' | 'remove') =>
    turns.take(side, async () => {
      log.push(name);
      await new Promise<void>((end) => ends.set(name, end));
    });
  const end = async (name: string) => {
    ends.get(name)!();
    await setImmediate();
  };

  const work = [begin('a', 'look'), begin('b', 'look'), begin('c', 'remove'), begin('d', 'remove')];
  work.push(begin('e', 'look'));
  assert.deepEqual(log, ['a', 'b']);
  await end('a');
  assert.deepEqual(log, ['a', 'b'], 'b still looks');
  await end('b');
  assert.deepEqual(log, ['a', 'b', 'c', 'd'], 'e came after c and d');
  await end('c');
  await end('d');
  await end('e');
  await Promise.all(work);
  assert.equal(log.at(-1), 'e');
});

test('work that fails ends its turn', async () => {
  const turns = new Turns();
  await assert.rejects(turns.take('look', () => Promise.reject(new Error('no'))));
  assert.equal(await turns.take('remove', async () => 1), 1);
});
