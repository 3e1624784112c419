import { BadParameter } from '../../errors.ts';
import { splitWords } from '../dockerfile/words.ts';

/** Replaces variables and takes quotes away. */
export type Expand = (text: string) => string;

/**
 * `a=b "c d"=e`, or the old form with one name, a blank and its value, which is everything after it.
 * @param instruction for the message.
 */
export function namedValues(
  instruction: string,
  rest: string,
  { escape, expand }: { escape: string; expand: Expand },
): [name: string, value: string][] {
  const [first = '', ...others] = splitWords(rest, escape);
  if (!first.includes('=') && others.length > 0)
    return [[expand(first), expand(rest.slice(first.length).trim())]];
  return [first, ...others].map((word) => {
    const at = word.indexOf('=');
    const name = at > 0 ? expand(word.slice(0, at)) : '';
    if (name === '')
      throw new BadParameter(`${instruction} "${rest}": "${word}" is not of the form name=value`);
    return [name, expand(word.slice(at + 1))];
  });
}

/** Variables of an image with some more, each once and the new ones last. */
export function withVariables(
  env: readonly string[] | undefined,
  pairs: readonly (readonly [string, string])[],
): string[] {
  const result = new Map((env ?? []).map((entry) => [entry.split('=', 1)[0] ?? '', entry]));
  for (const [name, value] of pairs) {
    result.delete(name);
    result.set(name, `${name}=${value}`);
  }
  return [...result.values()];
}
