import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import * as fc from 'fast-check';
import { checkWithin } from './bounded.ts';

test('nothing goes on in the background once the time is over', async () => {
  let going = 0;
  const whole = await checkWithin(fc.nat(), { timeBox: 50 }, async (_, over) => {
    going += 1;
    while (!over.aborted) await delay(5);
    await delay(50);
    going -= 1;
  });
  assert.equal(going, 0);
  assert.equal(whole, 0, 'what was cut short does not count');
});

test('a value that fails is shrunk and told', async () => {
  const run = checkWithin(fc.nat(), { timeBox: 10_000, seed: 1 }, async (value) => {
    if (value > 6) throw new Error(`${value} is more than six`);
  });
  const { message } = await run.then(
    () => assert.fail('seven holds'),
    (error: Error) => error,
  );
  assert.match(message, /Counterexample: \[7\]/);
  const [, file = ''] = /kept in (.+)$/.exec(message) ?? [];
  assert.ok(message.startsWith((await readFile(file, 'utf8')).trim()));
  await rm(file);
});
