import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Database } from '../../database.ts';
import { BadParameter } from '../../errors.ts';
import type { EngineEvent, NewEvent } from './event.ts';
import { Events } from './events.ts';
import type { EventQuery } from './events.ts';
import { eventFilter } from './filter.ts';
import { eventName } from './names.ts';

const happened = (part: Partial<NewEvent> = {}): NewEvent => ({
  type: 'container',
  action: 'start',
  id: 'c1'.repeat(32),
  name: 'web',
  image: 'docker.io/library/busybox:latest',
  labels: { app: 'shop' },
  ...part,
});

let database: Database;
let events: Events;
beforeEach(() => {
  database = new Database(':memory:');
  events = new Events(database);
});
afterEach(() => database.close());

const query = (part: Partial<EventQuery> = {}): EventQuery => ({
  replay: true,
  follow: false,
  matches: () => true,
  signal: new AbortController().signal,
  ...part,
});

async function collect(stream: AsyncIterable<EngineEvent>): Promise<EngineEvent[]> {
  const found: EngineEvent[] = [];
  for await (const event of stream) found.push(event);
  return found;
}

async function read(part: Partial<EventQuery> = {}, from = events): Promise<EngineEvent[]> {
  return collect(from.stream(query(part)));
}

const names = (found: EngineEvent[]) => found.map(({ name }) => name);

describe('the stream of events', () => {
  it('tells the past in order, and from a moment on', async () => {
    for (const name of ['a', 'b', 'c']) events.emit(happened({ name }));
    const all = await read();
    assert.deepEqual(names(all), ['a', 'b', 'c']);
    const [, second] = all;
    assert.ok(second);
    assert.deepEqual(names(await read({ since: second.time / 1000 })), ['b', 'c']);
    assert.deepEqual(names(await read({ until: second.time / 1000 })), ['a', 'b']);
    assert.ok(all.every((event, index) => event.time > (all[index - 1]?.time ?? 0)));
  });

  it('goes on with the new without gap or repetition, from the call on', async () => {
    events.emit(happened({ name: 'old' }));
    const leave = new AbortController();
    const stream = events.stream(query({ follow: true, signal: leave.signal }));
    const onlyNew = events.stream(query({ replay: false }));
    for (let number = 0; number < 700; number += 1) events.emit(happened({ name: `${number}` }));
    const heard: string[] = [];
    for await (const { name } of stream) {
      heard.push(name);
      if (heard.length === 701) setImmediate(() => events.emit(happened({ name: 'late' })));
      if (name === 'late') leave.abort();
    }
    assert.deepEqual(heard, ['old', ...Array.from({ length: 700 }, (_, n) => `${n}`), 'late']);
    assert.deepEqual(names(await collect(onlyNew)), heard.slice(1));
  });

  it('ends at its moment, or when the client leaves, though nothing happens', async () => {
    const start = Date.now();
    assert.deepEqual(await read({ follow: true, until: start + 60 }), []);
    assert.ok(Date.now() >= start + 60);
    const leave = new AbortController();
    const waiting = read({ follow: true, signal: leave.signal });
    setImmediate(() => leave.abort());
    assert.deepEqual(await waiting, []);
  });

  it('outlives the daemon, and is bounded', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'refpod-events-'));
    try {
      const first = new Database(path.join(folder, 'db'));
      const before = new Events(first);
      before.emit(happened({ name: 'before' }));
      first.close();
      const second = new Database(path.join(folder, 'db'));
      const after = new Events(second);
      after.emit(happened({ name: 'after' }));
      assert.deepEqual(names(await read({}, after)), ['before', 'after']);
      second.transaction(() => {
        for (let number = 0; number < 12_000; number += 1) after.emit(happened());
      });
      const kept = await read({}, after);
      assert.ok(kept.length >= 10_000 && kept.length <= 11_000, String(kept.length));
      assert.equal(kept.at(-1)?.sequence, 12_002);
      second.close();
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  });
});

describe('filters', () => {
  const event = { ...happened(), sequence: 1, time: 1 };
  const passes = (
    filters: Record<string, string[]>,
    of: NewEvent = event,
    tree: 'compat' | 'libpod' = 'compat',
  ) => eventFilter(filters, tree)({ ...of, sequence: 1, time: 1 });

  it('match names, id prefixes, images, labels and kinds', () => {
    assert.ok(passes({}));
    for (const filters of [
      { container: ['web'] },
      { container: ['c1c1'] },
      { container: ['other', 'web'] },
      { image: ['busybox'] },
      { image: ['busybox:latest'] },
      { image: ['docker.io/library/busybox:latest'] },
      { label: ['app'] },
      { label: ['app=shop'] },
      { type: ['container'] },
      { event: ['start'] },
      { scope: ['local'] },
      { container: ['web'], event: ['start'], label: [] },
    ])
      assert.ok(passes(filters), JSON.stringify(filters));
    for (const filters of [
      { container: ['we'] },
      { container: [''] },
      { image: ['busy'] },
      { label: ['app=other'] },
      { label: ['ap'] },
      { type: ['image'] },
      { event: ['stop'] },
      { container: ['web'], event: ['stop'] },
      { plugin: ['x'] },
      { volume: ['web'] },
    ])
      assert.ok(!passes(filters), JSON.stringify(filters));
  });

  it('that there are not are refused by name', () => {
    assert.throws(
      () => eventFilter({ bogus: ['x'] }, 'libpod'),
      (error: unknown) => {
        return error instanceof BadParameter && error.message.includes('bogus');
      },
    );
  });

  it('take the names of either engine, and each engine has its own events', () => {
    const die = happened({ action: 'die' });
    assert.equal(eventName(die, 'compat'), 'die');
    assert.equal(eventName(die, 'libpod'), 'died');
    for (const tree of ['compat', 'libpod'] as const)
      for (const name of ['die', 'died']) assert.ok(passes({ event: [name] }, die, tree), name);
    assert.equal(eventName(happened({ action: 'init' }), 'compat'), undefined);
    assert.equal(eventName(happened({ type: 'pod' }), 'compat'), undefined);
    assert.equal(eventName(happened({ only: 'compat' }), 'libpod'), undefined);
    assert.ok(!passes({}, happened({ only: 'libpod' })));
    const health = happened({ action: 'health_status: healthy' });
    assert.ok(passes({ event: ['health_status'] }, health));
  });
});

describe('many listeners', () => {
  it('hear everything, and are forgotten', async () => {
    const count = 1500;
    const leave = new AbortController();
    const heard: number[] = Array.from({ length: count }, () => 0);
    const done = heard.map(async (_, at) => {
      const stream = events.stream(query({ replay: false, follow: true, signal: leave.signal }));
      for await (const { name } of stream) {
        heard[at] = (heard[at] ?? 0) + 1;
        if (name === 'last') break;
      }
    });
    await new Promise(setImmediate);
    assert.equal(events.listeners, count);
    for (let number = 0; number < 19; number += 1) events.emit(happened());
    events.emit(happened({ name: 'last' }));
    await Promise.all(done);
    assert.ok(heard.every((number) => number === 20));
    assert.equal(events.listeners, 0);
  });
});
