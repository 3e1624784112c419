import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Conflict } from './errors.ts';
import { lockDirectory } from './root-lock.ts';

test('a directory is one holder’s until it is released', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'refpod-lock-'));
  t.after(() => rm(folder, { recursive: true }));
  const directory = join(folder, 'root');
  const release = lockDirectory(directory);
  assert.throws(
    () => lockDirectory(directory),
    new Conflict(`${directory} is used by another daemon, process ${process.pid}`),
  );
  release();
  lockDirectory(directory)();
  assert.equal(await readFile(join(directory, 'refpod.lock'), 'utf8'), `${process.pid}\n`);
});
