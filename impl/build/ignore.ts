import { posix } from 'node:path';
import { BadParameter } from '../errors.ts';
import { pathPattern } from './patterns.ts';

interface Rule {
  pattern: RegExp;
  /** With `!`: what fits stays after all. */
  keeps: boolean;
  text: string;
}

/**
 * What of a context is left out (Docker's documentation, ".dockerignore files"): one pattern a
 * line, read from the context's root; the last one that fits a path, or a folder above it, decides.
 */
export class IgnoreRules {
  readonly #rules: Rule[];
  /** Some rule takes things back in. */
  readonly hasExceptions: boolean;

  /** @throws BadParameter for a line that is `!` alone. */
  constructor(text: string) {
    this.#rules = text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .filter((line) => !line.startsWith('#'))
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map(toRule);
    this.hasExceptions = this.#rules.some(({ keeps }) => keeps);
  }

  /** @param path below the context's root, without a slash in front. */
  ignores(path: string): boolean {
    const paths = withParents(path);
    const decisive = this.#rules.findLast(({ pattern }) => paths.some((one) => pattern.test(one)));
    return decisive !== undefined && !decisive.keeps;
  }
}

function toRule(line: string): Rule {
  const keeps = line.startsWith('!');
  const wanted = keeps ? line.slice(1).trim() : line;
  if (wanted === '') throw new BadParameter(`illegal exclusion pattern: "${line}"`);
  const text = posix
    .normalize(wanted)
    .replace(/^\/+/, '')
    .replace(/(?<=.)\/$/, '');
  return { pattern: pathPattern(text, { doubleStar: true }), keeps, text };
}

function withParents(path: string): string[] {
  const names = path.split('/');
  return names.map((_, at) => names.slice(0, at + 1).join('/'));
}
