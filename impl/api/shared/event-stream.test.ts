import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Database } from '../../database.ts';
import { Events } from '../../engine/events/events.ts';
import { BadParameter } from '../../errors.ts';
import { compatEvents } from '../compat/events.ts';
import type { Reply } from '../handler.ts';
import { libpodEvents } from '../libpod/events.ts';

let database: Database;
let events: Events;
beforeEach(() => {
  database = new Database(':memory:');
  events = new Events(database);
});
afterEach(() => database.close());

type Query = {
  since?: string;
  until?: string;
  filters?: Record<string, string[]>;
  stream: boolean;
};

function ask(tree: 'compat' | 'libpod', query: Query): Reply {
  const call = { query, signal: new AbortController().signal };
  return tree === 'compat'
    ? compatEvents(events)['compat.system.events'](call as never)
    : libpodEvents(events)['libpod.system.events'](call as never);
}

async function lines(tree: 'compat' | 'libpod', query: Query = { stream: false }) {
  const reply = ask(tree, query);
  assert.equal(reply.kind, 'lines');
  const found: unknown[] = [];
  if (reply.kind === 'lines') for await (const item of reply.items) found.push(item);
  return found as Record<string, unknown>[];
}

function exitOf137(): void {
  events.emit({
    type: 'container',
    action: 'die',
    id: 'abc',
    name: 'web',
    image: 'busybox',
    labels: { k: 'v' },
    exitCode: 137,
  });
}

describe('an event as the trees tell it', () => {
  it('is Docker’s in the compat tree', async () => {
    exitOf137();
    const [{ time, timeNano, ...event } = {}] = await lines('compat');
    assert.deepEqual(event, {
      status: 'die',
      id: 'abc',
      from: 'busybox',
      Type: 'container',
      Action: 'die',
      Actor: { ID: 'abc', Attributes: { k: 'v', image: 'busybox', name: 'web', exitCode: '137' } },
      scope: 'local',
    });
    assert.equal(time, Math.floor(Number(timeNano) / 1e9));
  });

  it('is Podman’s in the libpod tree', async () => {
    exitOf137();
    events.emit({ type: 'volume', action: 'create', id: 'data', name: 'data' });
    const [die, volume] = await lines('libpod');
    assert.equal(die?.['status'], 'died');
    assert.deepEqual(die?.['Actor'], {
      ID: 'abc',
      Attributes: { k: 'v', containerExitCode: '137', image: 'busybox', name: 'web', podId: '' },
    });
    assert.deepEqual(volume?.['Actor'], {
      ID: '',
      Attributes: { containerExitCode: '0', image: '', name: 'data', podId: '' },
    });
    assert.ok(volume && !('id' in volume) && !('from' in volume));
  });

  it('has Docker’s words for an exec and for what goes away', async () => {
    const attributes = { execID: 'e1', command: 'ls -l' };
    events.emit({ type: 'container', action: 'exec-create', id: 'abc', name: 'web', attributes });
    events.emit({ type: 'volume', action: 'remove', id: 'data', name: 'data' });
    const [exec, volume] = await lines('compat');
    assert.equal(exec?.['Action'], 'exec_create: ls -l');
    assert.deepEqual(volume?.['Actor'], { ID: 'data', Attributes: { driver: 'local' } });
    assert.equal(volume?.['Action'], 'destroy');
    assert.equal((await lines('libpod')).length, 1);
  });
});

describe('an events request', () => {
  it('is refused when its times or filters are none', () => {
    for (const query of [
      { since: 'yesterday', stream: true },
      { since: '20', until: '10', stream: true },
      { filters: { bogus: ['x'] }, stream: true },
    ])
      assert.throws(() => ask('compat', query), BadParameter, JSON.stringify(query));
  });

  it('takes seconds with a fraction, durations and dates', async () => {
    exitOf137();
    const now = Date.now() / 1000;
    for (const since of [
      '1h',
      String(Math.floor(now) - 1),
      `${Math.floor(now) - 1}.25`,
      '2020-01-01T00:00:00Z',
    ])
      assert.equal((await lines('compat', { since, stream: false })).length, 1, since);
    assert.equal((await lines('compat', { since: String(now + 60), stream: false })).length, 0);
    assert.equal((await lines('compat', { until: '2020-01-01', stream: true })).length, 0);
  });
});
