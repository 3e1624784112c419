import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadParameter } from '../errors.ts';
import { parseDuration, parseMoment } from './time.ts';

test('moments: Unix, RFC 3339, durations before now', () => {
  assert.equal(parseMoment('1600000000'), 1_600_000_000_000);
  assert.equal(parseMoment('1600000000.25'), 1_600_000_000_250);
  assert.equal(parseMoment('2020-09-13T12:26:40Z'), 1_600_000_000_000);
  assert.equal(parseMoment('2020-09-13T14:26:40.5+02:00'), 1_600_000_000_500);
  assert.equal(parseMoment('2020-09-13'), new Date(2020, 8, 13).getTime());
  assert.equal(parseMoment('2020-09-13T12:26'), new Date(2020, 8, 13, 12, 26).getTime());
  assert.equal(parseMoment('1h30m', 10_000_000), 10_000_000 - 5_400_000);
  for (const bad of ['', 'yesterday', '10x', '2020-99-99', '1h x']) {
    assert.throws(() => parseMoment(bad), BadParameter, bad);
  }
});

test("Go's durations", () => {
  assert.equal(parseDuration('1.5s'), 1500);
  assert.equal(parseDuration('-2ms'), -2);
  assert.equal(parseDuration('1h2m3s4ms'), 3_723_004);
  assert.equal(parseDuration('0'), 0);
  for (const bad of ['', '5', 's', '1d', '1h-2m']) assert.equal(parseDuration(bad), undefined, bad);
});
