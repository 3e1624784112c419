import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conflict, InternalError, NotFound } from '../../errors.ts';
import { emptyContainerConfig } from '../../container-config.ts';
import { Container } from './container.ts';
import { newRecord } from './record.ts';
import { Registry } from './registry.ts';

function container(id: string, name: string): Container {
  return new Container(
    newRecord({
      id: id.padEnd(64, '0'),
      name,
      config: emptyContainerConfig('libpod'),
      image: undefined,
      created: 0,
      mounts: [],
    }),
  );
}

test('found by full id, name (with or without slash), unique prefix', () => {
  const registry = new Registry();
  const web = container('abc1', 'web');
  const db = container('abd2', 'db');
  const odd = container('ffff', 'abc');
  for (const one of [web, db, odd]) registry.add(one);
  assert.equal(registry.find(web.id), web);
  assert.equal(registry.find('/web'), web);
  assert.equal(registry.find('abd'), db);
  assert.equal(registry.find('abc'), odd, 'a name goes before a prefix');
  assert.throws(() => registry.find('ab'), InternalError);
  assert.throws(() => registry.find('ab'), /"ab".*ambiguous/);
  for (const unknown of ['', '/', 'x', 'abc1x']) {
    assert.throws(() => registry.find(unknown), NotFound);
  }
  assert.throws(() => registry.find('nope'), {
    message: 'no container with name or ID "nope" found: no such container',
    rootCause: 'no such container',
  });
});

test('a name is taken from the promise on, and free again after release or delete', () => {
  const registry = new Registry();
  const web = container('1', registry.promise('web', '1'));
  assert.throws(() => registry.promise('web', '2'), Conflict);
  registry.release('web');
  assert.equal(registry.promise('web', '1'), 'web');
  registry.add(web);
  assert.throws(() => registry.promise('web', '2'), /"web" is already in use by container "1/);
  registry.rename(web, registry.promise('new', web.id));
  assert.equal(registry.find('new'), web);
  assert.throws(() => registry.find('web'), NotFound);
  registry.delete(web);
  assert.equal(registry.promise('new', '3'), 'new');
  assert.equal(registry.size, 0);
});
