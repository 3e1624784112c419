import { patternSource } from './shell-pattern.ts';

export interface Expansion {
  escape: string;
  /** Undefined for a variable that is not set. */
  lookup(name: string): string | undefined;
  /** Keep quotes, and give them no meaning: in here-documents. */
  rawQuotes?: boolean;
}

/** What cannot be expanded; whoever knows the line adds it. */
export class ExpansionError extends Error {}

/**
 * Replaces variables and takes quotes and escapes away, as a shell would (Dockerfile reference,
 * "Environment replacement"): `$name`, `${name}`, `${name:-word}` and its kin, `${name#pattern}`,
 * `${name/pattern/text}`. In single quotes nothing is replaced.
 * @throws ExpansionError
 */
export function expand(text: string, options: Expansion): string {
  return new Expander(text, options).all();
}

class Expander {
  readonly #text: string;
  readonly #options: Expansion;
  #at = 0;

  constructor(text: string, options: Expansion) {
    this.#text = text;
    this.#options = options;
  }

  all(): string {
    return this.#until('');
  }

  /** To the first of the stops at this level, which is not taken. */
  #until(stops: string): string {
    let result = '';
    while (this.#at < this.#text.length && !stops.includes(this.#peek())) result += this.#next();
    return result;
  }

  #next(): string {
    const character = this.#take();
    if (character === '$') return this.#variable();
    if (character === this.#options.escape) return this.#escaped(false);
    if (this.#options.rawQuotes) return character;
    if (character === "'") return this.#singleQuoted();
    return character === '"' ? this.#doubleQuoted() : character;
  }

  #escaped(inQuotes: boolean): string {
    const { escape, rawQuotes } = this.#options;
    if (this.#at >= this.#text.length) return escape;
    const character = this.#take();
    const keeps =
      (inQuotes && !`"$${escape}`.includes(character)) || (rawQuotes && character !== '$');
    return keeps ? escape + character : character;
  }

  #singleQuoted(): string {
    const end = this.#text.indexOf("'", this.#at);
    if (end < 0)
      throw new ExpansionError(
        'unexpected end of statement while looking for matching single-quote',
      );
    const inner = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return inner;
  }

  #doubleQuoted(): string {
    let inner = '';
    for (;;) {
      if (this.#at >= this.#text.length)
        throw new ExpansionError(
          'unexpected end of statement while looking for matching double-quote',
        );
      const character = this.#take();
      if (character === '"') return inner;
      if (character === '$') inner += this.#variable();
      else inner += character === this.#options.escape ? this.#escaped(true) : character;
    }
  }

  #variable(): string {
    if (this.#peek() === '{') {
      this.#take();
      return this.#braced();
    }
    const name = this.#name();
    return name === '' ? '$' : (this.#options.lookup(name) ?? '');
  }

  /** A name; a single digit or sign counts as one too, and is never set. */
  #name(): string {
    const [name = ''] = /^(?:[a-zA-Z_]\w*|[0-9@*#?!$-])/.exec(this.#text.slice(this.#at)) ?? [];
    this.#at += name.length;
    return name;
  }

  #braced(): string {
    const name = this.#name();
    if (name === '') throw new ExpansionError(`bad substitution in "${this.#text}"`);
    const value = this.#options.lookup(name);
    const [operator = ''] = /^(?::?[-+?]|##?|%%?|\/\/?)/.exec(this.#text.slice(this.#at)) ?? [];
    this.#at += operator.length;
    const result = operator === '' ? value : this.#modified(name, value, operator);
    if (this.#take() !== '}')
      throw new ExpansionError(
        operator === ''
          ? `unsupported modifier in substitution of ${name}`
          : `syntax error: missing '}' after \${${name}`,
      );
    return result ?? '';
  }

  #modified(name: string, value: string | undefined, operator: string): string | undefined {
    if (operator.startsWith('/')) {
      const pattern = this.#until('/}');
      const by = this.#peek() === '/' ? (this.#take(), this.#until('}')) : '';
      return replaced(value, pattern, by, operator === '//');
    }
    const word = this.#until('}');
    // With a colon, an empty value counts as none.
    const given = operator.startsWith(':') ? Boolean(value) : value !== undefined;
    switch (operator.slice(-1)) {
      case '-':
        return given ? value : word;
      case '+':
        return given ? word : '';
      case '?':
        if (given) return value;
        throw new ExpansionError(`${name}: ${word || 'is not allowed to be unset'}`);
      default:
        return trimmed(value, word, operator);
    }
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(): string {
    return this.#text.charAt(this.#at++);
  }
}

function replaced(value: string | undefined, pattern: string, by: string, all: boolean): string {
  if (value === undefined || pattern === '') return value ?? '';
  return value.replace(new RegExp(patternSource(pattern, true), all ? 'gs' : 's'), () => by);
}

/** The shortest (`#`, `%`) or longest (`##`, `%%`) beginning or end that fits, taken away. */
function trimmed(value = '', pattern: string, operator: string): string {
  const fits = new RegExp(`^(?:${patternSource(pattern, true)})$`, 's');
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => length);
  if (operator.length === 2) lengths.reverse();
  const cut = lengths.find((length) =>
    fits.test(
      operator.startsWith('#') ? value.slice(0, length) : value.slice(value.length - length),
    ),
  );
  if (cut === undefined) return value;
  return operator.startsWith('#') ? value.slice(cut) : value.slice(0, value.length - cut);
}
