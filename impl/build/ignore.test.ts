import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { IgnoreRules } from './ignore.ts';
import { pathPattern } from './patterns.ts';

describe('IgnoreRules', () => {
  const cases: [rules: string, ignored: string[], kept: string[]][] = [
    ['*.md\n!README.md', ['a.md'], ['README.md', 'b/a.md']],
    ['**/*.md', ['a.md', 'b/c/a.md'], ['a.mdx']],
    ['/dir/', ['dir', 'dir/a/b'], ['x/dir', 'direct']],
    ['dir\n!dir/keep', ['dir/a'], ['dir/keep', 'dir/keep/x']],
    ['a/**/z', ['a/z', 'a/b/z', 'a/b/c/z'], ['z', 'a/b']],
    ['# no\n\n  temp?  ', ['temp1', 'temp1/x'], ['temp', 'temp/1', '# no']],
    ['[a-c]x', ['ax', 'cx'], ['dx', '-x']],
    ['**', ['a', 'a/b'], []],
    ['*\n!src\nsrc/*.o', ['a', 'src/x.o'], ['src', 'src/x.c']],
  ];
  for (const [rules, ignored, kept] of cases)
    it(JSON.stringify(rules), () => {
      const ignore = new IgnoreRules(rules);
      for (const path of ignored) assert.ok(ignore.ignores(path), path);
      for (const path of kept) assert.ok(!ignore.ignores(path), path);
    });

  it('refuses an exception from nothing', () => {
    assert.throws(() => new IgnoreRules('!'), /exclusion/);
  });
});

describe('pathPattern', () => {
  it('matches a name as it is, once its signs are escaped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        const escaped = name.replace(/[\\*?[]/g, String.raw`\$&`);
        assert.ok(pathPattern(escaped, { doubleStar: true }).test(name));
        assert.ok(!pathPattern(escaped, { doubleStar: false }).test(`${name}x`));
      }),
    );
  });
});
