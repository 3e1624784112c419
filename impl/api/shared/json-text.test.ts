import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonItems, jsonList, jsonMap } from './json-text.ts';

test('nothing, in all forms that clients write it', () => {
  for (const value of [undefined, null, '', 'null']) {
    assert.deepEqual(jsonItems('ulimits', value), []);
    assert.deepEqual(jsonMap('labels', value), {});
    assert.deepEqual(jsonList('cachefrom', value), []);
  }
});

test('JSON as text, or already read', () => {
  assert.deepEqual(jsonItems('ulimits', '[{"Name":"nofile"}]'), [{ Name: 'nofile' }]);
  assert.deepEqual(jsonItems('ulimits', ['core=0']), ['core=0']);
  assert.deepEqual(jsonMap('labels', '{"a":"b"}'), { a: 'b' });
  assert.deepEqual(jsonList('cachefrom', ['["a","b"]', 'c']), ['a', 'b', 'c']);
});

test('anything else is refused by name', () => {
  const naming = (name: string) => ({ status: 400, message: new RegExp(`^${name}: `) });
  assert.throws(() => jsonItems('ulimits', '{}'), naming('ulimits'));
  assert.throws(() => jsonItems('ulimits', '['), naming('ulimits'));
  assert.throws(() => jsonMap('labels', '[]'), naming('labels'));
  assert.throws(() => jsonList('cachefrom', '[1]'), naming('cachefrom'));
});
