import assert from 'node:assert/strict';
import { appendFile, mkdtemp, open, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as fc from 'fast-check';
import { frame } from '../attach/frames.ts';
import { TestRuntime } from '../test-support.ts';
import type { LogOptions } from '../types.ts';
import { readLogFrames, readLogLines } from './read.ts';
import { parseLogTime } from './line-format.ts';
import { tailOffset } from './tail.ts';

const all: LogOptions = {
  stdout: true,
  stderr: true,
  follow: false,
  signal: new AbortController().signal,
};

const entry = (text: string, { stream = 'stdout', tag = 'F', second = 0 } = {}) =>
  `2026-01-31T10:00:${String(second).padStart(2, '0')}.000000001+00:00 ${stream} ${tag} ${text}\n`;

describe('log files', () => {
  let folder: string;
  let path: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'refpod-logs-'));
    path = join(folder, 'ctr.log');
  });
  after(() => rm(folder, { recursive: true }));

  const text = async (options: Partial<Parameters<typeof readLogFrames>[1]> = {}) => {
    const chunks: Buffer[] = [];
    for await (const chunk of readLogFrames(path, { ...all, framed: false, ...options })) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString();
  };

  test('lines with their stream, time and partial mark', async () => {
    await writeFile(
      path,
      entry('one') + entry('tw', { tag: 'P' }) + entry('o', { stream: 'stderr' }),
    );
    const lines = [];
    for await (const { stream, time, data, partial } of readLogLines(path, all)) {
      lines.push([stream, time, data.toString(), partial]);
    }
    const time = '2026-01-31T10:00:00.000000001+00:00';
    assert.deepEqual(lines, [
      [1, time, 'one', false],
      [1, time, 'tw', true],
      [2, time, 'o', false],
    ]);
  });

  test('one stream, a time span, a prefix', async () => {
    await writeFile(
      path,
      entry('a', { second: 1 }) +
        entry('b', { second: 2, stream: 'stderr' }) +
        entry('c', { second: 3, tag: 'P' }) +
        entry('c', { second: 3 }) +
        entry('d', { second: 4 }),
    );
    assert.equal(await text({ stderr: false }), 'a\ncc\nd\n');
    const at = (second: number) => Date.UTC(2026, 0, 31, 10, 0, second);
    assert.equal(await text({ since: at(2), until: at(3) + 1 }), 'b\ncc\n');
    assert.equal(await text({ until: at(2) - 1 }), 'a\n');
    const prefix = (time: string) => `[${time.slice(17, 19)}] `;
    assert.equal(await text({ prefix }), '[01] a\n[02] b\n[03] cc\n[04] d\n');
  });

  test('no file is an empty log', async () => {
    await rm(path);
    assert.equal(await text(), '');
  });

  test('frames and tails are what a simple reader says, whatever is in the log', async () => {
    const entries = fc.array(
      fc.record({
        text: fc.string().map((value) => value.replaceAll('\n', '')),
        stream: fc.constantFrom('stdout', 'stderr'),
        tag: fc.constantFrom('F', 'F', 'P'),
      }),
    );
    const property = fc.asyncProperty(entries, fc.nat(12), async (list, tail) => {
      await writeFile(path, list.map((one) => entry(one.text, one)).join(''));
      const expected = list.map(({ text, stream, tag }) =>
        frame(stream === 'stdout' ? 1 : 2, Buffer.from(tag === 'F' ? `${text}\n` : text)),
      );
      const seen: Buffer[] = [];
      for await (const chunk of readLogFrames(path, { ...all, framed: true })) seen.push(chunk);
      assert.deepEqual(Buffer.concat(seen), Buffer.concat(expected));

      // Lines from the end: an entry begins one when the entry before it ended one.
      const starts = list.flatMap((_, at) => (at === 0 || list[at - 1]?.tag === 'F' ? [at] : []));
      const first = tail === 0 ? list.length : (starts.at(-tail) ?? 0);
      const tailed: Buffer[] = [];
      for await (const chunk of readLogFrames(path, { ...all, framed: true, tail })) {
        tailed.push(chunk);
      }
      assert.deepEqual(Buffer.concat(tailed), Buffer.concat(expected.slice(first)));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  test('entries across the borders of blocks', async () => {
    const count = 40_000;
    const lines = Array.from({ length: count }, (_, at) => `${at}`.padEnd(at % 97, '.'));
    await writeFile(path, lines.map((line) => entry(line)).join(''));
    assert.equal(await text(), lines.map((line) => `${line}\n`).join(''));
    assert.equal(
      await text({ tail: 3000 }),
      lines
        .slice(-3000)
        .map((line) => `${line}\n`)
        .join(''),
    );
    const file = await open(path);
    assert.equal(await tailOffset(file, (await file.stat()).size, count + 1), 0);
    await file.close();
  });

  test('a piece stays as it is until the next but one is asked for', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `${at}`.padEnd(at % 97, '.'));
    await writeFile(path, lines.map((line) => entry(line)).join(''));
    let before: Buffer = Buffer.alloc(0);
    let seen = '';
    for await (const piece of readLogFrames(path, { ...all, framed: false, reuse: true })) {
      seen += before.toString();
      before = piece;
    }
    assert.equal(seen + before.toString(), lines.map((line) => `${line}\n`).join(''));
  });

  test('following goes through pieces of lines, rotation and truncation, and ends after the rest', async () => {
    await rm(path);
    const end = new AbortController();
    const lines = readLogLines(path, { ...all, follow: true, signal: end.signal });
    const next = async () => (await lines.next()).value?.data.toString();
    const pending = next();
    await writeFile(path, entry('one'));
    assert.equal(await pending, 'one');
    const two = entry('two');
    const half = next();
    await appendFile(path, two.slice(0, 20));
    await appendFile(path, two.slice(20));
    assert.equal(await half, 'two');
    await appendFile(path, entry('before'));
    await writeFile(`${path}.new`, entry('rotated'));
    await rename(`${path}.new`, path);
    assert.equal(await next(), 'before');
    assert.equal(await next(), 'rotated');
    const emptied = next();
    await truncate(path);
    await appendFile(path, entry('x'));
    assert.equal(await emptied, 'x');
    await appendFile(path, entry('last'));
    end.abort();
    assert.equal(await next(), 'last');
    assert.equal((await lines.next()).done, true);
  });

  test('a log rotated just before the end of a follow is read to its end', async () => {
    await writeFile(path, entry('old'));
    const end = new AbortController();
    const lines = readLogLines(path, { ...all, follow: true, signal: end.signal });
    assert.equal((await lines.next()).value?.data.toString(), 'old');
    await writeFile(`${path}.new`, entry('new'));
    await rename(`${path}.new`, path);
    end.abort();
    assert.equal((await lines.next()).value?.data.toString(), 'new');
    assert.equal((await lines.next()).done, true);
  });

  test('following until a time ends then', async () => {
    await writeFile(path, '');
    assert.equal(await text({ follow: true, until: Date.now() + 30 }), '');
  });
});

test('times with fractions and zones', () => {
  assert.equal(parseLogTime('2026-01-31T11:00:00.5+01:00'), Date.UTC(2026, 0, 31, 10) + 500);
  assert.equal(parseLogTime('2026-01-31T10:00:00Z'), Date.UTC(2026, 0, 31, 10));
  assert.ok(Number.isNaN(parseLogTime('yesterday')));
});

describe("a container's log", () => {
  let host: TestRuntime;
  before(async () => {
    host = await TestRuntime.open();
  });
  after(() => host.close());

  test('is followed while conmon rotates it, and ends with the container', async () => {
    const bundle = await host.bundle(['seq', '2000'], {
      logSizeMax: 50_000,
    });
    await host.runtime.create(bundle);
    const end = new AbortController();
    const { signal } = end;
    const lines = readLogLines(bundle.logPath ?? '', { ...all, follow: true, signal });
    let seen = '';
    const reading = (async () => {
      for await (const { data, partial } of lines)
        seen += `${data.toString()}${partial ? '' : ' '}`;
    })();
    await host.runtime.start(bundle.id);
    await host.exits.wait(bundle.id);
    end.abort();
    await reading;
    assert.match(seen, / 2000 $/);
    // Rotation drops what nobody had read yet, but never mixes or repeats.
    const numbers = seen.trim().split(' ').map(Number);
    assert.ok(numbers.every((value, at) => at === 0 || value > (numbers[at - 1] ?? 0)));
    await host.runtime.delete(bundle.id);
  });

  test('keeps a long line whole, and one without an end', async () => {
    const script = 'head -c 20000 /dev/zero | tr "\\\\0" x; echo; printf end';
    const bundle = await host.run(['sh', '-c', script]);
    await host.exits.wait(bundle.id);
    const chunks: Buffer[] = [];
    for await (const chunk of readLogFrames(bundle.logPath ?? '', { ...all, framed: false })) {
      chunks.push(chunk);
    }
    assert.equal(Buffer.concat(chunks).toString(), `${'x'.repeat(20000)}\nend`);
    await host.runtime.delete(bundle.id);
  });
});
