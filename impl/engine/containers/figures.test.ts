import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { goDuration } from '../go-duration.ts';
import { top } from '../exec/top.ts';
import { TestEngine } from '../test-support.ts';
import type { SamplePair } from './stats.ts';
import { splitTable } from './top.ts';

describe('what a container runs and uses', () => {
  let host: TestEngine;
  let id: string;
  const { signal } = new AbortController();
  const once = { stream: false, oneShot: false, interval: 20, signal };
  before(async () => {
    host = await TestEngine.open();
    const change = { namespaces: { network: { mode: 'private' } } } as const;
    id = await host.run(['sh', '-c', 'sleep 1000 & sleep 2000'], change);
    // Both sleeps are there when the shell waits for the second.
    while (host.engine.runtime.processes(id).length < 2) await new Promise(setImmediate);
  });
  after(() => host.close());

  test('one pair of looks, the later one with more time', async () => {
    const [pair, ...others] = await collect(host.containers.stats(id, once));
    assert.deepEqual(others, []);
    const { current, previous } = pair ?? assert.fail();
    assert.equal(current.id, id);
    assert.ok(current.figures && previous?.figures);
    assert.ok(current.figures.systemCpu > previous.figures.systemCpu);
    assert.ok(current.figures.cpu.total >= previous.figures.cpu.total);
    assert.ok(current.figures.pids.current >= 2);
    assert.ok(current.figures.memory.usage > 0);
    const [single] = await collect(host.containers.stats(id, { ...once, oneShot: true }));
    assert.equal(single?.previous, undefined);
  });

  test('a stream goes on until the container is removed, through its end', async () => {
    const other = await host.run(['sleep', '1000']);
    const seen: SamplePair[] = [];
    for await (const pair of host.containers.stats(other, { ...once, stream: true })) {
      seen.push(pair);
      if (seen.length === 2) await host.containers.kill(other, { tree: 'libpod' });
      if (seen.length === 2) await host.containers.wait(other, ['exited']).result;
      if (seen.length === 4) await host.remove(other);
    }
    assert.equal(seen.length, 4);
    assert.equal(seen[1]?.previous, seen[0]?.current);
    assert.ok(seen[1]?.current.figures);
    assert.equal(seen[3]?.current.figures, undefined);
  });

  test('several at once: the named, or all that run', async () => {
    const created = await host.create(['true']);
    const looks = async (names: string[], all = false) => {
      const rounds = host.containers.statsOfMany({ ...once, names, all });
      const [round = []] = await collect(rounds);
      return round.map(({ current }) => current.id).sort();
    };
    assert.deepEqual(await looks([]), [id]);
    assert.deepEqual(await looks([], true), [id, created].sort());
    assert.deepEqual(await looks([created]), []);
    assert.throws(() => host.containers.statsOfMany({ ...once, names: ['nosuch'], all: false }), {
      status: 404,
    });
  });

  test("the host's ps shows this container's processes and no other's", async () => {
    const { titles, processes } = await host.containers.topOfHost(id, '-ef');
    assert.deepEqual(titles, ['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD']);
    assert.deepEqual(
      new Set(processes.map((row) => row[7])),
      new Set(['sleep 1000', 'sleep 2000']),
    );
    const forest = await host.containers.topOfHost(id, 'axf -o pid,args');
    assert.equal(forest.processes.length, 2);
    await assert.rejects(host.containers.topOfHost(id, '-o comm'), /PID field/);
    await assert.rejects(host.containers.topOfHost(id, '--nosuch'), {
      status: 500,
      message: /ps: /,
    });
  });

  test("Podman's columns, with the container's pids and names", () => {
    const { titles, processes } = host.containers.topByColumns(id, [
      'user',
      'pid',
      'ppid',
      'comm',
      'args',
      'state',
      'tty',
      'capeff',
      'hpid',
    ]);
    assert.deepEqual(titles.slice(0, 4), ['USER', 'PID', 'PPID', 'COMMAND']);
    const rows = processes.map((row) => row.slice(0, 7));
    assert.deepEqual(rows, [
      ['root', '1', '0', 'sleep', 'sleep 2000', 'S', '?'],
      ['root', '2', '1', 'sleep', 'sleep 1000', 'S', '?'],
    ]);
    assert.match(processes[0]?.[7] ?? '', /^AUDIT_WRITE,CHOWN,/);
    assert.ok(Number(processes[0]?.[8]) > 1);
    assert.throws(() => host.containers.topByColumns(id, ['nosuch']), { status: 400 });
  });

  test('other arguments go to the ps of the container', async () => {
    const { titles, processes } = await top(host.containers, host.engine.execs, id, '-ef');
    assert.deepEqual(titles, ['PID', 'USER', 'COMMAND']);
    assert.ok(processes.some((row) => row[2] === 'sleep 1000'));
    const usual = await top(host.containers, host.engine.execs, id, '');
    assert.equal(usual.titles.length, 8);
  });

  test('a container that does not run has no processes', async () => {
    const created = await host.create(['true']);
    await assert.rejects(host.containers.topOfHost(created, '-ef'), { status: 409 });
    assert.throws(() => host.containers.topByColumns(created, ['pid']), { status: 500 });
  });
});

test('tables keep the spaces of the last cell', () => {
  assert.deepEqual(splitTable('PID  CMD\n  1  a b  c\n\n 22  d\n'), [
    ['PID', 'CMD'],
    ['1', 'a b c'],
    ['22', 'd'],
  ]);
});

test("durations in Go's form", () => {
  for (const [nanoseconds, text] of [
    [0, '0s'],
    [1.5e6, '1.5ms'],
    [1.2e9, '1.2s'],
    [63e9, '1m3s'],
    [3723.25e9, '1h2m3.25s'],
  ] as const) {
    assert.equal(goDuration(nanoseconds), text);
  }
});

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
