import { posix } from 'node:path';
import { modeChange } from '../../build/copy/mode.ts';
import type { CopyTraits } from '../../build/copy/members.ts';
import type { Heredoc } from '../../build/dockerfile/heredoc.ts';
import type { Instruction } from '../../build/dockerfile/parse.ts';
import { SyntaxProblem } from '../../build/dockerfile/syntax-error.ts';
import { splitWords } from '../../build/dockerfile/words.ts';
import { IgnoreRules } from '../../build/ignore.ts';
import { readUserFiles, resolveUser } from '../../runtime/spec/users.ts';
import type { BuildRun } from './build-run.ts';
import type { StageState } from './stage-state.ts';

/** What a COPY or ADD says, variables replaced. */
export interface CopyWish {
  keyword: 'COPY' | 'ADD';
  line: number;
  /** Paths, patterns and addresses. */
  sources: string[];
  heredocs: { name: string; content: string }[];
  /** Absolute; with a slash at its end where a folder is meant. */
  target: string;
  intoFolder: boolean;
  from: string | undefined;
  /** Files keep their owners unless `--chown` says otherwise. */
  keepOwner: boolean;
  /** Who shall own the files, by the users of the file system at `root`. */
  owner(root: string, options?: { explicit: boolean }): { uid: number; gid: number } | undefined;
  mode: CopyTraits['mode'];
  excluded: IgnoreRules | undefined;
  /** `--parents` */
  parents: boolean;
  unpack: boolean | undefined;
  checksum: string | undefined;
  keepGit: boolean;
  /** Flags that make another result, for the history. */
  flagText: string;
}

/** @throws SyntaxProblem */
export function readCopy(run: BuildRun, state: StageState, instruction: Instruction): CopyWish {
  const { keyword, line, rest, json, flags, heredocs } = instruction;
  const expand = (text: string) => state.scope.expand(text, line);
  const documents = new Set(heredocs.map(({ word }) => word));
  const words = json ?? splitWords(rest, run.plan.escape);
  const sources = words
    .slice(0, -1)
    .filter((word) => !documents.has(word))
    .map(expand);
  const last = expand(words.at(-1) ?? '');
  if (words.length < 2 || last === '')
    throw new SyntaxProblem(line, `${keyword} requires at least two arguments`);
  const isFolder = last.endsWith('/') || /(^|\/)\.{1,2}$/.test(last);
  if (words.length > 2 && !isFolder)
    throw new SyntaxProblem(
      line,
      `when using ${keyword} with more than one source file, the destination must be a directory and end with a /`,
    );
  const flag = (name: string) => {
    const value = flags.findLast(([known]) => known === name)?.[1];
    return value === undefined ? undefined : expand(value);
  };
  const exclude = flags.filter(([name]) => name === 'exclude').map(([, value]) => expand(value));
  const target = posix.resolve(state.config.WorkingDir || '/', last);
  const [chown, chmod, from] = [flag('chown'), flag('chmod'), flag('from')];
  const keepOwner = from !== undefined;
  return {
    keyword: keyword as CopyWish['keyword'],
    line,
    sources,
    heredocs: heredocs.map((heredoc) => documentOf(heredoc, state, line)),
    target: isFolder && target !== '/' ? `${target}/` : target,
    intoFolder: isFolder,
    from,
    keepOwner,
    owner: (root, options) => {
      if (chown !== undefined) return ownerOf(chown, root);
      return keepOwner || options?.explicit ? undefined : { uid: 0, gid: 0 };
    },
    mode: chmod === undefined ? undefined : modeChange(chmod),
    excluded: exclude.length > 0 ? new IgnoreRules(exclude.join('\n')) : undefined,
    parents: flag('parents') === 'true',
    unpack: flag('unpack') === undefined ? undefined : flag('unpack') === 'true',
    checksum: flag('checksum'),
    keepGit: flag('keep-git-dir') === 'true',
    flagText: flags
      .filter(([name]) => !['from', 'link'].includes(name))
      .map(([name, value]) => `--${name}=${expand(value)}`)
      .join(' '),
  };
}

function documentOf({ name, content, expand }: Heredoc, { scope }: StageState, line: number) {
  return { name, content: expand ? scope.expand(content, line, { rawQuotes: true }) : content };
}

/** `user[:group]`, names looked up in the image; without a group the number of the user. */
function ownerOf(text: string, root: string): { uid: number; gid: number } {
  const [user = '', group = ''] = text.split(':', 2);
  const files = readUserFiles(root);
  const { uid, gid } = resolveUser(text, [], files);
  return { uid, gid: group === '' && /^\d+$/.test(user) ? uid : gid };
}
