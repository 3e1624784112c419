import type { Heredoc } from './heredoc.ts';
import { readLines } from './lines.ts';
import type { LogicalLine } from './lines.ts';
import { SyntaxProblem } from './syntax-error.ts';
import { jsonWords, splitWords } from './words.ts';

export type Keyword = (typeof KEYWORDS)[number];

const KEYWORDS = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const;

export interface Instruction {
  keyword: Keyword;
  /** `--name=value` before the rest, in order; a flag alone has the value `true`. */
  flags: [name: string, value: string][];
  /** Everything after keyword and flags. */
  rest: string;
  /** The same read as a JSON list of strings, where it is one. */
  json: string[] | undefined;
  heredocs: Heredoc[];
  /** All of it on one line, for progress. */
  original: string;
  line: number;
}

/** The flags that an instruction may have (Dockerfile reference). */
const FLAGS: Partial<Record<Keyword, readonly string[]>> = {
  ADD: ['chown', 'chmod', 'link', 'checksum', 'keep-git-dir', 'exclude', 'unpack'],
  COPY: ['from', 'chown', 'chmod', 'link', 'parents', 'exclude'],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'timeout', 'start-period', 'start-interval', 'retries'],
  RUN: ['mount', 'network', 'security'],
};

export interface Dockerfile {
  escape: string;
  instructions: Instruction[];
}

/**
 * Reads a Dockerfile.
 * @param options.ignoreUnknown leave out instructions that there are not.
 * @throws SyntaxProblem for an unknown instruction or flag, or one without what it needs.
 */
export function parseDockerfile(
  source: string,
  options: { ignoreUnknown?: boolean } = {},
): Dockerfile {
  const { escape, lines } = readLines(source);
  if (lines.length === 0) throw new SyntaxProblem(1, 'file with no instructions');
  const known = options.ignoreUnknown ? lines.filter(({ text }) => keywordOf(text)) : lines;
  return { escape, instructions: known.map((line) => parseInstruction(line, escape)) };
}

/** One instruction, such as ONBUILD holds. */
export function parseInstruction(source: LogicalLine, escape: string): Instruction {
  const { text, line, heredocs } = source;
  const [, word = '', after = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  const keyword = keywordOf(text);
  if (!keyword) throw new SyntaxProblem(line, `unknown instruction: ${word}`);
  const { flags, rest } = takeFlags(after, keyword, escape, line);
  if (rest === '') throw new SyntaxProblem(line, `${keyword} requires at least one argument`);
  return { keyword, flags, rest, json: jsonWords(rest), heredocs, original: text, line };
}

function keywordOf(text: string): Keyword | undefined {
  const [word = ''] = text.split(/\s/, 1);
  return KEYWORDS.find((known) => known === word.toUpperCase());
}

function takeFlags(
  after: string,
  keyword: Keyword,
  escape: string,
  line: number,
): Pick<Instruction, 'flags' | 'rest'> {
  const allowed = FLAGS[keyword];
  if (!allowed) return { flags: [], rest: after.trim() };
  const flags: Instruction['flags'] = [];
  let rest = after.trim();
  while (rest.startsWith('--')) {
    const [word = ''] = splitWords(rest, escape);
    rest = rest.slice(word.length).trimStart();
    if (word === '--') break;
    const [, name = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (!allowed.includes(name)) throw new SyntaxProblem(line, `unknown flag: ${name}`);
    flags.push([name, value ?? 'true']);
  }
  return { flags, rest };
}
