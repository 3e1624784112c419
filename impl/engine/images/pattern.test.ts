import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { BadParameter } from '../../errors.ts';
import { pathPattern } from './pattern.ts';

/** The definition, without any cleverness: `*`, `?` and plain characters. */
function matches(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*'))
    return matches(rest, text) || (/^[^/]/.test(text) && matches(pattern, text.slice(1)));
  if (text === '') return false;
  const fits = pattern.startsWith('?') ? !text.startsWith('/') : text[0] === pattern[0];
  return fits && matches(rest, text.slice(1));
}

describe('patterns', () => {
  it('match as they are defined', () => {
    const pattern = fc.stringMatching(/^[ab/.*?+]{0,7}$/);
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[ab/.+]{0,8}$/), (of, text) => {
        assert.equal(pathPattern(of)(text), matches(of, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('have classes and escapes', () => {
    for (const [pattern, text, fits] of [
      ['b[a-c]x', 'bbx', true],
      ['b[a-c]x', 'bdx', false],
      ['b[^a-c]x', 'bdx', true],
      ['[a\\]]', ']', true],
      ['\\*', '*', true],
      ['\\*', 'a', false],
      ['[.]', 'a', false],
      ['localhost/*:v[0-9]', 'localhost/web:v1', true],
    ] as const)
      assert.equal(pathPattern(pattern)(text), fits, `${pattern} ${text}`);
  });

  it('that end too soon are refused', () => {
    for (const pattern of ['[', '[a', '[]', 'a\\', '[z-a]'])
      assert.throws(() => pathPattern(pattern), BadParameter, pattern);
  });

  it('take no longer the more stars they have', () => {
    const fits = pathPattern(`${'*a'.repeat(40)}b`);
    const start = performance.now();
    assert.equal(fits('a'.repeat(250)), false);
    assert.ok(performance.now() - start < 1000);
  });
});
