/**
 * Words parted by blanks, quotes and escapes still in them: a quoted blank parts nothing. An open
 * quote lasts to the end.
 */
export function splitWords(text: string, escape: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === '' && /\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
      continue;
    }
    word += character;
    if (character === escape && quote !== "'" && at + 1 < text.length) word += text.charAt(++at);
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
  }
  if (word !== '') words.push(word);
  return words;
}

/** The strings of a JSON list; undefined when it is none, and so text for a shell. */
export function jsonWords(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value = JSON.parse(text) as unknown;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
  } catch {
    // Not JSON: text, as the reference says.
  }
  return undefined;
}
