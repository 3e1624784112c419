/**
 * A shell's pattern with `*` and `?` as the source of a regular expression; a backslash takes the
 * meaning of the next character away.
 * @param greedy whether `*` takes as much as it can.
 */
export function patternSource(pattern: string, greedy: boolean): string {
  const star = greedy ? '.*' : '.*?';
  return pattern.replace(/\\(.)|[\s\S]/g, (whole, escaped?: string) => {
    if (escaped !== undefined) return literal(escaped);
    if (whole === '*') return star;
    return whole === '?' ? '.' : literal(whole);
  });
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
