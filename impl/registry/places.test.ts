import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placesOf } from './places.ts';
import type { RegistryRule } from './registries-conf.ts';

const rule = (given: Partial<RegistryRule> & { prefix: string }): RegistryRule => ({
  location: given.prefix,
  insecure: false,
  blocked: false,
  mirrors: [],
  ...given,
});

const texts = (name: string, rules: RegistryRule[], kind: 'tag' | 'digest' = 'tag') =>
  placesOf(name, kind, { rules }).map(
    ({ registry, repository, insecure }) =>
      `${registry} ${repository}${insecure ? ' insecure' : ''}`,
  );

describe('where a repository is asked for', () => {
  it('is its own registry where nothing is said', () => {
    assert.deepEqual(texts('a.example:5000/b/c', []), ['a.example:5000 b/c']);
  });

  it('is what the longest prefix says', () => {
    const rules = [
      rule({ prefix: 'a.example', location: 'x.example' }),
      rule({ prefix: 'a.example/b', location: 'y.example/z', insecure: true }),
      rule({ prefix: 'a.example/bc' }),
    ];
    assert.deepEqual(texts('a.example/b/c', rules), ['y.example z/c insecure']);
    assert.deepEqual(texts('a.example/d', rules), ['x.example d']);
    assert.deepEqual(texts('a.example/bcd', rules), ['x.example bcd']);
  });

  it('may be said for all hosts below one', () => {
    const rules = [rule({ prefix: '*.example', insecure: true })];
    assert.deepEqual(texts('a.b.example/c', rules), ['a.b.example c insecure']);
    assert.deepEqual(texts('example/c', rules), ['example c']);
    const moved = [rule({ prefix: '*.example', location: 'x.test/all' })];
    assert.deepEqual(texts('a.example/c', moved), ['x.test all/c']);
  });

  it('begins with the mirrors that serve it', () => {
    const mirrors = [
      { location: 'm.example/of-a', insecure: true, pulls: 'all' as const },
      { location: 'd.example', insecure: false, pulls: 'digest-only' as const },
      { location: 't.example', insecure: false, pulls: 'tag-only' as const },
    ];
    const rules = [rule({ prefix: 'a.example', mirrors })];
    const own = 'a.example b';
    assert.deepEqual(texts('a.example/b', rules), [
      'm.example of-a/b insecure',
      't.example b',
      own,
    ]);
    assert.deepEqual(texts('a.example/b', rules, 'digest'), [
      'm.example of-a/b insecure',
      'd.example b',
      own,
    ]);
  });

  it('is nowhere when blocked', () => {
    const rules = [rule({ prefix: 'a.example', blocked: true })];
    assert.throws(() => texts('a.example/b', rules), /a.example is blocked/);
  });
});
