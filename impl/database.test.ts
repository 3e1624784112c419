import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Database, Memo } from './database.ts';

let database: Database;
beforeEach(() => {
  database = new Database(':memory:');
  database.migrate('test', ['CREATE TABLE thing (id TEXT PRIMARY KEY, size INTEGER)']);
});
afterEach(() => database.close());

const sizeOf = (id: string) =>
  database.get<{ size: number }>('SELECT size FROM thing WHERE id = ?', id)?.size;

test('steps of a schema run once, later ones when they come', () => {
  database.run("INSERT INTO thing VALUES ('a', 1)");
  const steps = ['CREATE TABLE thing (id)', 'ALTER TABLE thing ADD COLUMN color TEXT'];
  database.migrate('test', steps);
  database.migrate('test', steps);
  const row = database.get<object>('SELECT * FROM thing');
  assert.deepEqual({ ...row }, { id: 'a', size: 1, color: null });
});

test('a transaction is whole or not at all, nested ones too', () => {
  assert.throws(() =>
    database.transaction(() => {
      database.transaction(() => database.run("INSERT INTO thing VALUES ('a', 1)"));
      throw new Error('after all');
    }),
  );
  assert.equal(sizeOf('a'), undefined);
});

test('a memo reads once between writes', () => {
  const memo = new Memo<number | undefined>(database);
  let reads = 0;
  const ask = () =>
    memo.get('a', () => {
      reads += 1;
      return sizeOf('a');
    });
  assert.deepEqual([ask(), ask(), reads], [undefined, undefined, 1]);
  database.run("INSERT INTO thing VALUES ('a', 1)");
  assert.deepEqual([ask(), ask(), reads], [1, 1, 2]);
});

test('a memo does not keep what a transaction took back', () => {
  const memo = new Memo<number | undefined>(database);
  const ask = () => memo.get('a', () => sizeOf('a'));
  assert.throws(() =>
    database.transaction(() => {
      database.run("INSERT INTO thing VALUES ('a', 1)");
      assert.equal(ask(), 1);
      throw new Error('after all');
    }),
  );
  assert.equal(ask(), undefined);
});
