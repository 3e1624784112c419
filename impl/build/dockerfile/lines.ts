import { heredocsOf, readHeredocs } from './heredoc.ts';
import type { Heredoc } from './heredoc.ts';
import { SyntaxProblem } from './syntax-error.ts';

/** An instruction with its continued lines joined, the comments between them left out. */
export interface LogicalLine {
  text: string;
  /** Where it begins, counted from 1. */
  line: number;
  /** The here-documents that follow it, in order. */
  heredocs: Heredoc[];
}

export interface DockerfileText {
  /** What joins lines and takes the meaning from a character. */
  escape: string;
  lines: LogicalLine[];
}

/**
 * Takes a Dockerfile apart into instructions (Dockerfile reference, "Format", "Parser directives",
 * "Escape").
 * @throws SyntaxProblem
 */
export function readLines(source: string): DockerfileText {
  const physical = source.replace(/^\uFEFF/, '').split(/\r?\n/);
  const escape = escapeDirective(physical);
  const continued = new RegExp(String.raw`(^|[^\u{${hex(escape)}}])\u{${hex(escape)}}[ \t]*$`, 'u');
  const lines: LogicalLine[] = [];
  for (let at = 0; at < physical.length; ) {
    const line = at + 1;
    const first = physical[at++] ?? '';
    if (isNothing(first)) continue;
    let text = first.trimStart();
    while (continued.test(text) && at < physical.length) {
      text = text.replace(continued, '$1');
      at = skipNothing(physical, at);
      text += physical[at++] ?? '';
    }
    text = text.replace(continued, '$1').trimEnd();
    const heredocs = heredocsOf(text, escape);
    at = readHeredocs(heredocs, physical, at, line);
    if (text !== '') lines.push({ text, line, heredocs });
  }
  return { escape, lines };
}

const hex = (character: string) => character.charCodeAt(0).toString(16);

const isNothing = (text: string) => /^\s*(#.*)?$/.test(text);

/** Comments and empty lines between continued lines count for nothing. */
function skipNothing(physical: readonly string[], from: number): number {
  let at = from;
  while (at < physical.length && isNothing(physical[at] ?? '')) at += 1;
  return at;
}

/** `# escape=` among the directives, which stand before everything else, comments included. */
function escapeDirective(physical: readonly string[]): string {
  let escape: string | undefined;
  for (const [at, text] of physical.entries()) {
    const [, name = '', value = ''] = /^\s*#\s*([a-z]+)\s*=\s*(.*?)\s*$/i.exec(text) ?? [];
    const directive = name.toLowerCase();
    if (!['escape', 'syntax', 'check'].includes(directive)) break;
    if (directive !== 'escape') continue;
    if (escape !== undefined)
      throw new SyntaxProblem(at + 1, 'only one escape directive can be used');
    if (value !== '\\' && value !== '`')
      throw new SyntaxProblem(at + 1, `invalid escape token '${value}': it must be \` or \\`);
    escape = value;
  }
  return escape ?? '\\';
}
