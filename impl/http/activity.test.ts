import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Activity } from './activity.ts';

suite('activity', () => {
  test('idle time counts only from the end of the last request on', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const activity = new Activity();
    let idle = 0;
    const first = activity.begin();
    activity.whenIdleFor(1000, () => (idle += 1));
    t.mock.timers.tick(5000);
    const second = activity.begin();
    first();
    t.mock.timers.tick(5000);
    assert.equal(idle, 0);
    second();
    t.mock.timers.tick(999);
    activity.begin()();
    t.mock.timers.tick(999);
    assert.equal(idle, 0);
    t.mock.timers.tick(1);
    assert.equal(idle, 1);
  });

  test('waits for the last request, but not for ever', async () => {
    const activity = new Activity();
    await activity.idleWithin(60_000);
    const done = activity.begin();
    await activity.idleWithin(1);
    const waiting = activity.idleWithin(60_000);
    done();
    await waiting;
  });
});
