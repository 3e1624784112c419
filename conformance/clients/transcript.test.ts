import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matches, sessions } from './transcript.ts';

test('a session is what is typed at prompts, with the output and the keys in between', () => {
  const text = `
\`\`\`
not a session
\`\`\`
\`\`\`console
$ run
one
two
^C
three
/ # exit
\`\`\`
`;
  assert.deepEqual(sessions(text), [
    [
      {
        prompt: '$ ',
        typed: 'run',
        shows: [{ lines: ['one', 'two'] }, { keys: '\x03' }, { lines: ['three'] }],
      },
      { prompt: '/ # ', typed: 'exit', shows: [] },
    ],
  ]);
  assert.throws(() => sessions('```console\nno prompt\n```\n'), /begins with a prompt/);
});

test('an ellipsis stands for the rest of a line, or for any lines', () => {
  assert.ok(matches(['a…z'], 'abcz\n'));
  assert.ok(matches(['a…z'], 'a to z  \n\n'));
  assert.ok(!matches(['a…z'], 'ab\nz\n'));
  assert.ok(matches(['…', 'end'], '1\n2\nend\n'));
  assert.ok(matches(['…', 'end'], 'end\n'));
  assert.ok(!matches(['end'], 'more\nend\n'));
  assert.ok(matches(['(a|b)*'], '(a|b)*\n'));
  assert.ok(!matches(['(a|b)*'], 'ab\n'));
});

test('text that may go on matches by its beginning', () => {
  assert.ok(matches(['one'], 'one\ntwo\n', { open: true }));
  assert.ok(!matches(['one'], 'one\ntwo\n'));
  assert.ok(!matches(['one'], 'on', { open: true }));
});
