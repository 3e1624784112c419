import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { BadParameter, InternalError, NotSupported } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { resolveInside } from '../copy/pick.ts';

const run = promisify(execFile);

/** A place in a Git repository (Docker's documentation, "Git repositories" as build context). */
export interface GitPlace {
  repository: string;
  /** Branch, tag or commit; undefined for the default branch. */
  reference: string | undefined;
  /** Folder in it; empty for all. */
  folder: string;
}

/** Understands `repository.git#reference:folder`; undefined for an address that is none of Git's. */
export function parseGitPlace(address: string): GitPlace | undefined {
  const [repository = '', fragment = ''] = address.split('#', 2);
  const isGit =
    /^(?:git|ssh):\/\//.test(repository) ||
    /^git@[\w.-]+:/.test(repository) ||
    /^(?:https?:\/\/)?github\.com\//.test(repository) ||
    /^https?:\/\/.*\.git$/.test(repository);
  if (!isGit) return undefined;
  const [reference = '', folder = ''] = fragment.split(':', 2);
  return {
    repository: repository.startsWith('github.com/') ? `https://${repository}` : repository,
    reference: reference || undefined,
    folder,
  };
}

/**
 * Fetches a place into an empty folder, with nothing of Git's own unless asked for.
 * @returns the folder that is meant.
 * @throws NotSupported when the host has no git, InternalError when it cannot fetch.
 */
export async function fetchGit(
  { repository, reference, folder }: GitPlace,
  target: string,
  { keepGit, signal }: { keepGit: boolean; signal: AbortSignal },
): Promise<string> {
  if (repository.startsWith('-') || reference?.startsWith('-'))
    throw new BadParameter(`"${repository}" is no address of a Git repository`);
  const git = (...args: string[]) => runGit(target, args, signal);
  await git('init', '-q');
  await git('remote', 'add', 'origin', '--', repository);
  // Servers without shallow fetches, and references that are no tips, need all of it.
  try {
    await git(
      'fetch',
      '-q',
      '--depth=1',
      '--recurse-submodules=yes',
      'origin',
      reference ?? 'HEAD',
    );
    await git('checkout', '-q', 'FETCH_HEAD');
  } catch (error) {
    if (!(error instanceof InternalError)) throw error;
    await git('fetch', '-q', '--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*');
    await git('remote', 'set-head', 'origin', '-a');
    await git('checkout', '-q', await commitOf(git, reference));
  }
  await git('submodule', 'update', '-q', '--init', '--recursive', '--depth=1');
  if (!keepGit) await rm(path.join(target, '.git'), { recursive: true, force: true });
  return resolveInside(target, folder || '/').path;
}

/** A branch of the repository, or a tag or commit. */
async function commitOf(
  git: (...args: string[]) => Promise<string>,
  reference = 'HEAD',
): Promise<string> {
  try {
    return (await git('rev-parse', '-q', '--verify', `origin/${reference}^{commit}`)).trim();
  } catch {
    return (await git('rev-parse', '-q', '--verify', `${reference}^{commit}`)).trim();
  }
}

async function runGit(folder: string, args: string[], signal: AbortSignal): Promise<string> {
  // Nobody is there to type a password, and no setting of the host's users may run a program.
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: 'http:https:git:ssh',
  };
  try {
    const { stdout } = await run('git', ['-C', folder, ...args], { env, signal });
    return stdout;
  } catch (error) {
    signal.throwIfAborted();
    if (hasCode(error, 'ENOENT'))
      throw new NotSupported('this host has no git to fetch the repository with');
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new InternalError(`git ${args[0]}: ${stderr.trim() || message}`, { cause: error });
  }
}
