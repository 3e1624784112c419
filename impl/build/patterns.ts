/**
 * Go's path patterns (`filepath.Match`) as regular expressions: `*` and `?` within one name,
 * character classes, a backslash before what is meant as it is. With `doubleStar`, `**` stands for
 * any number of folders, as in .dockerignore.
 */
export function pathPattern(pattern: string, options: { doubleStar: boolean }): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (options.doubleStar && pattern.startsWith('**', at)) {
      at += 1;
      if (pattern.charAt(at + 1) === '/') {
        at += 1;
        source += '(?:.*/)?';
      } else source += '.*';
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '\\' && at + 1 < pattern.length) source += literal(pattern.charAt(++at));
    else if (character === '[' && pattern.indexOf(']', at + 2) > 0) {
      const end = pattern.indexOf(']', at + 2);
      source += characterClass(pattern.slice(at + 1, end));
      at = end;
    } else source += literal(character);
  }
  return new RegExp(`^${source}$`, 's');
}

/** Whether a path has anything but literal names. */
export function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}

function characterClass(inner: string): string {
  const negated = inner.startsWith('^');
  const body = (negated ? inner.slice(1) : inner).replace(
    /\\(.)|[[\]^]/g,
    (whole, escaped?: string) => literal(escaped ?? whole),
  );
  return `(?!/)[${negated ? '^' : ''}${body}]`;
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
