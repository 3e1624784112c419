import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { parseDockerfile } from './parse.ts';
import { SyntaxProblem } from './syntax-error.ts';
import { planStages, neededStages } from './stages.ts';

const read = (...lines: string[]) => parseDockerfile(lines.join('\n')).instructions;
const rests = (...lines: string[]) => read(...lines).map(({ keyword, rest }) => [keyword, rest]);

describe('instructions', () => {
  it('have continued lines joined, without comments and empty lines between them', () => {
    const lines = ['from a', 'RUN echo \\', '  # no', '', '  b \\', 'c', '# out', 'CMD d'];
    assert.deepEqual(rests(...lines), [
      ['FROM', 'a'],
      ['RUN', 'echo   b c'],
      ['CMD', 'd'],
    ]);
    assert.deepEqual(
      read(...lines).map(({ line }) => line),
      [1, 2, 8],
    );
  });

  it('may be escaped by another character', () => {
    const lines = ['# syntax=docker/dockerfile:1', '# escape=`', 'FROM a', 'RUN b `', ' c:\\'];
    assert.deepEqual(rests(...lines)[1], ['RUN', 'b  c:\\']);
    assert.deepEqual(rests('# a comment', '# escape=`', 'RUN a\\', 'b'), [['RUN', 'ab']]);
  });

  it('have flags, each as often as it comes', () => {
    const [run] = read(
      'RUN --mount=type=cache,target=/a --mount=type=tmpfs,target="/b c" --network=none x --y',
    );
    assert.deepEqual(run?.flags, [
      ['mount', 'type=cache,target=/a'],
      ['mount', 'type=tmpfs,target="/b c"'],
      ['network', 'none'],
    ]);
    assert.equal(run.rest, 'x --y');
    assert.deepEqual(read('CMD --mount=x')[0]?.flags, []);
  });

  it('are JSON only when they are', () => {
    assert.deepEqual(read('CMD ["a", "b c"]')[0]?.json, ['a', 'b c']);
    for (const text of ["CMD ['a']", 'CMD ["a"] b', 'CMD [1]', 'CMD [ -f x ]'])
      assert.equal(read(text)[0]?.json, undefined, text);
  });

  it('are followed by their here-documents', () => {
    const [copy, run] = read(
      'COPY <<A <<-"B" /to/',
      'one $X',
      'A',
      '\t# two',
      '\tB',
      'RUN cat <<EOF | echo "a <<NO b"',
      'echo \\',
      'EOF',
    ).map(({ heredocs }) => heredocs.map(({ name, content, expand }) => [name, content, expand]));
    assert.deepEqual(copy, [
      ['A', 'one $X\n', true],
      ['B', '# two\n', false],
    ]);
    assert.deepEqual(run, [['EOF', 'echo \\\n', true]]);
  });

  it('that there are not can be left out', () => {
    const { instructions } = parseDockerfile('FROM a\nNONSENSE b\nRUN c', { ignoreUnknown: true });
    assert.equal(instructions.length, 2);
  });

  it('that make no sense are refused with their line', () => {
    for (const [text, line] of [
      ['', 1],
      ['FROM a\nNONSENSE b', 2],
      ['FROM a\n\nRUN', 3],
      ['FROM a\nCOPY --nonsense=b c d', 2],
      ['FROM a\nRUN <<EOF\necho', 2],
      ['# escape=x\nFROM a', 1],
    ] as const)
      assert.throws(
        () => parseDockerfile(text),
        (error) => error instanceof SyntaxProblem && error.message.includes(`line ${line}`),
        text,
      );
  });

  it('come through however their words are spread over lines', () => {
    const word = fc.stringMatching(/^[a-z0-9./=-]{1,8}$/).filter((text) => !text.startsWith('--'));
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.boolean()), { minLength: 1 }), (words) => {
        const spread = words.map(([text, broken]) => text + (broken ? ' \\\n# c\n' : ' ')).join('');
        const [instruction] = read(`RUN ${spread}`);
        assert.deepEqual(
          instruction?.rest.split(/\s+/),
          words.map(([text]) => text),
        );
      }),
    );
  });

  it('never make the parser fail other than by a refusal', () => {
    const piece = fc.constantFrom(
      'FROM a',
      'RUN',
      ' \\\n',
      '\n',
      '<<EOF',
      'EOF',
      '["',
      '--',
      '#',
      '$',
      '\t',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        try {
          parseDockerfile(pieces.join(''));
        } catch (error) {
          assert.ok(error instanceof SyntaxProblem, String(error));
        }
      }),
    );
  });
});

describe('stages', () => {
  const scope = { declare: () => undefined, lookup: (name: string) => ({ BASE: 'busy' })[name] };
  const plan = (...lines: string[]) => planStages(parseDockerfile(lines.join('\n')), scope);

  it('have a base with its variables replaced, a platform and a name', () => {
    const { stages } = plan('ARG BASE', 'FROM --platform=linux/arm64 ${BASE}box AS One', 'RUN a');
    assert.deepEqual(
      stages.map(({ base, platform, name }) => [base, platform, name]),
      [['busybox', 'linux/arm64', 'one']],
    );
  });

  it('are built only where they are needed', () => {
    const lines = [
      'FROM x AS a',
      'FROM x AS unused',
      'FROM a AS b',
      'FROM x AS c',
      'FROM x',
      'COPY --from=b p q',
      'RUN --mount=type=bind,from=3,target=/c true',
    ];
    const needed = (target?: string, all = false) =>
      neededStages(plan(...lines), target, all).map(({ index }) => index);
    assert.deepEqual(needed(), [0, 2, 3, 4]);
    assert.deepEqual(needed('B'), [0, 2]);
    assert.deepEqual(needed('b', true), [0, 1, 2]);
    assert.throws(() => needed('missing'), /missing/);
  });
});
