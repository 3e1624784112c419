import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { ExpansionError, expand } from './expand.ts';
import { splitWords } from './words.ts';

const values: Record<string, string> = { A: 'one', EMPTY: '', P: '/a/b/c.tar.gz' };
const expanded = (text: string, more = {}) =>
  expand(text, { escape: '\\', lookup: (name) => values[name], ...more });

describe('expand', () => {
  const cases: [string, string][] = [
    ['$A ${A}x $Ax', 'one onex '],
    [String.raw`\$A "\$A" '$A' "$A"`, '$A $A $A one'],
    ['"a  b" c', 'a  b c'],
    [String.raw`a\ b "\n"`, String.raw`a b \n`],
    ['${EMPTY:-d} ${EMPTY-d} ${NONE:-d} ${NONE-d}', 'd  d d'],
    ['${A:+x} ${EMPTY:+x} ${EMPTY+x} ${NONE+x}', 'x  x '],
    ['${NONE:-${A}-$A} ${NONE:-"q r"}', 'one-one q r'],
    ['${P#*/} ${P##*/} ${P%.*} ${P%%.*}', 'a/b/c.tar.gz c.tar.gz /a/b/c.tar /a/b/c'],
    ['${P/a/x} ${P//\\//-} ${P/b}', '/x/b/c.tar.gz -a-b-c.tar.gz /a//c.tar.gz'],
    ['cost: 5$ $', 'cost: 5$ $'],
  ];
  for (const [text, wanted] of cases)
    it(`makes ${text} into ${wanted}`, () => assert.equal(expanded(text), wanted));

  it('fails for a variable that has to be set, and for what does not end', () => {
    for (const text of [
      '${NONE:?why}',
      '${NONE?}',
      '${EMPTY:?}',
      '${A',
      '"a',
      "'a",
      '${}',
      '${A!x}',
    ])
      assert.throws(() => expanded(text), ExpansionError, text);
  });

  it('keeps quotes in here-documents', () => {
    assert.equal(expanded(`"$A" '$A' \\$A \\n`, { rawQuotes: true }), `"one" 'one' $A \\n`);
  });

  it('does what a shell does with a word', () => {
    const piece = fc.constantFrom(
      '$A',
      '${A}',
      '${EMPTY:-z}',
      '${P#*/}',
      '${P%%.*}',
      '${NONE+n}',
      'x',
      '"$A y"',
      "'$A'",
      '\\$',
      '/',
      '.',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join('');
        const script = `printf %s "$(IFS=; printf '%s' ${text})"`;
        const shell = execFileSync('/bin/sh', ['-fc', script], { env: values, encoding: 'utf8' });
        assert.equal(expanded(text), shell, text);
      }),
      { numRuns: 60 },
    );
  });
});

describe('splitWords', () => {
  it('parts at blanks that are neither quoted nor escaped', () => {
    const words = splitWords(String.raw`a="b c" d\ e 'f "g' h`, '\\');
    assert.deepEqual(words, ['a="b c"', String.raw`d\ e`, `'f "g'`, 'h']);
  });
});
