import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadParameter, Conflict, InternalError } from '../errors.ts';
import { isFault } from './errors.ts';

test('the log has what nobody foresaw, not what a client brought about', () => {
  const unforeseen = new Error('disk full');
  assert.equal(isFault(unforeseen), true);
  assert.equal(isFault('a text'), true);
  assert.equal(isFault(new InternalError('name in use')), false);
  assert.equal(isFault(new InternalError('name in use', { cause: new Conflict('in use') })), false);
  assert.equal(isFault(new InternalError('not written', { cause: unforeseen })), true);
  const wrapped = new InternalError('outer', {
    cause: new InternalError('in', { cause: unforeseen }),
  });
  assert.equal(isFault(wrapped), true);
  assert.equal(isFault(new BadParameter('wrong', { cause: unforeseen })), false);
});
