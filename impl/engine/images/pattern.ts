import { RE2JS } from 're2js';
import { BadParameter } from '../../errors.ts';

/**
 * A shell pattern as Go's path.Match reads it: `*` and `?` stop at slashes, `[a-z]` and `[^a-z]`
 * are classes, a backslash takes the next character as it is. Matches in linear time.
 *
 * @throws BadParameter when a class or the text ends too soon.
 */
export function pathPattern(pattern: string): (text: string) => boolean {
  let expression = '';
  let rest = pattern;
  while (rest !== '') {
    const [taken, translated] = next(rest);
    if (taken === 0) throw malformed(pattern);
    expression += translated;
    rest = rest.slice(taken);
  }
  try {
    const compiled = RE2JS.compile(`^(?:${expression})$`, RE2JS.DOTALL);
    return (text) => compiled.matcher(text).matches();
  } catch {
    throw malformed(pattern);
  }
}

function malformed(pattern: string): BadParameter {
  return new BadParameter(`syntax error in pattern "${pattern}"`);
}

/** How many characters the first part of a pattern has, 0 when it is malformed, and its expression. */
function next(pattern: string): [number, string] {
  switch (pattern.slice(0, 1)) {
    case '*':
      return [1, '[^/]*'];
    case '?':
      return [1, '[^/]'];
    case '[':
      return characterClass(pattern);
    case '\\':
      return pattern.length > 1 ? [2, RE2JS.quote(pattern.slice(1, 2))] : [0, ''];
    default:
      return [1, RE2JS.quote(pattern.slice(0, 1))];
  }
}

function characterClass(pattern: string): [number, string] {
  const parts = /^\[(\^?)((?:\\.|[^\]\\])+)\]/s.exec(pattern);
  if (!parts) return [0, ''];
  const [whole, negation = '', ranges = ''] = parts;
  const inside = ranges.replace(/\\(.)|([^\\])/gs, (_, escaped?: string, plain?: string) =>
    plain === '-' ? '-' : `\\x{${(escaped ?? plain ?? '').codePointAt(0)?.toString(16)}}`,
  );
  return [whole.length, `[${negation}${inside}]`];
}
