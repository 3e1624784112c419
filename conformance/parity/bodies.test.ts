import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyDifferences } from './bodies.ts';
import { isKnown } from './known.ts';
import type { Known } from './known.ts';

const ID = 'ab12'.repeat(16);
const OTHER = 'cd34'.repeat(16);

test('ids, times, addresses, places and measured numbers are no difference', () => {
  const a = { Id: ID, Created: '2026-01-01T00:00:00Z', Size: 1, Path: '/a/b', IP: '10.0.0.1' };
  const b = { Id: OTHER, Created: '2027-02-02T00:00:00Z', Size: 2, Path: '/c', IP: '10.0.0.2' };
  assert.deepEqual(bodyDifferences(a, b), []);
  assert.deepEqual(bodyDifferences({ [ID]: 1 }, { [OTHER]: 1 }), []);
  assert.deepEqual(bodyDifferences(`no ${ID}`, `no ${OTHER}`), []);
  assert.deepEqual(bodyDifferences(['a', 'b'], ['b', 'a']), []);
});

test('anything else is, with where it is and what each says', () => {
  const differ = (a: unknown, b: unknown) =>
    bodyDifferences(a, b).map(({ field, says }) => [field, ...says]);
  assert.deepEqual(differ({ a: { b: 1 } }, { a: {} }), [['a.b', '1', 'absent']]);
  assert.deepEqual(differ([{ x: [] }], [{ x: null }]), [['*.x', '[]', 'null']]);
  assert.deepEqual(differ({ Id: ID }, { Id: '' }), [['Id', '<id>', '""']]);
  assert.deepEqual(differ({ Pid: 0 }, { Pid: 7 }), [['Pid', '0', '<number>']]);
  assert.deepEqual(differ(['a'], ['a', 'b']), [['/', '["a"]', '["a","b"]']]);
});

test('a known difference explains its fields, and only what its engines say', () => {
  const known: Known = {
    operation: ['compat.container.*'],
    field: ['State.*', '/'],
    says: { reference: '409', podman: 'any' },
    right: 'document',
    reason: '',
    shows: '',
  };
  const seen = (field: string, reference = '409', operation = 'compat.container.kill') =>
    isKnown(known, { operation, field, says: { reference, podman: '500' }, shows: '' });
  assert.ok(seen('State.Health'));
  assert.ok(seen('/'));
  assert.ok(!seen('State.Health.Log'));
  assert.ok(!seen('State.Health', '404'));
  assert.ok(!seen('State.Health', '409', 'libpod.container.kill'));
});
