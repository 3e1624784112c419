import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pick, resolveInside } from '../../build/copy/pick.ts';
import type { Picked } from '../../build/copy/pick.ts';
import { fetchGit, parseGitPlace } from '../../build/context/git.ts';
import { download, fetchContext } from '../../build/context/remote.ts';
import { findStage } from '../../build/dockerfile/stages.ts';
import { BadParameter } from '../../errors.ts';
import { baseImage } from './base-image.ts';
import type { BuildRun } from './build-run.ts';
import type { CopyWish } from './copy-words.ts';
import type { StageState } from './stage-state.ts';

/** One thing to copy. */
export interface Source {
  picked: Picked;
  /** It was fetched. */
  remote: boolean;
  /** Time for its files, in nanoseconds since 1970; undefined for their own. */
  modified?: bigint;
}

/** Finds, fetches or writes all that is to be copied. Throws NotFound for what is not there. */
export async function collectSources(
  run: BuildRun,
  state: StageState,
  wish: CopyWish,
): Promise<Source[]> {
  const tree = wish.from === undefined ? run.trees.context : await treeOf(run, state, wish.from);
  const sources: Source[] = [];
  for (const text of wish.sources) {
    if (wish.keyword === 'ADD' && parseGitPlace(text)) sources.push(await ofGit(run, text, wish));
    else if (wish.keyword === 'ADD' && /^https?:\/\//.test(text))
      sources.push(await fetched(run, text, wish));
    else sources.push(...pick(tree, text).map((picked) => ({ picked, remote: false })));
  }
  for (const document of wish.heredocs) sources.push(await written(run, document));
  if (sources.length > 1 && !wish.intoFolder)
    throw new BadParameter(
      `when using ${wish.keyword} with more than one source file, the destination must be a directory and end with a /`,
    );
  return sources;
}

/** The files of an earlier stage, or of an image. */
export async function treeOf(run: BuildRun, state: StageState, from: string): Promise<string> {
  const stage = findStage(run.plan.stages, from, state.stage.index);
  const result = stage && run.results.get(stage);
  if (result) return run.trees.ofImage(result);
  const context = run.options.contexts.get(from);
  if (context && 'address' in context)
    return fetchContext(context.address, await workFolder(run), run.signal);
  if (/^\d+$/.test(from))
    throw new BadParameter(`invalid from flag value ${from}: invalid stage index`);
  return run.trees.ofImage((await baseImage(run, from, run.options.platform)).image);
}

function workFolder(run: BuildRun): Promise<string> {
  return mkdtemp(join(run.workspace, 'add-'));
}

async function ofGit(run: BuildRun, text: string, { keepGit }: CopyWish): Promise<Source> {
  const place = parseGitPlace(text);
  if (!place) throw new BadParameter(`"${text}" is no address of a Git repository`);
  const { signal } = run;
  const path = await fetchGit(place, await workFolder(run), { keepGit, signal });
  return { picked: { path, name: '', relative: '', isFolder: true }, remote: false };
}

async function fetched(run: BuildRun, text: string, wish: CopyWish): Promise<Source> {
  const { file, name, modified } = await download(text, await workFolder(run), run.signal);
  if (name === '' && wish.intoFolder)
    throw new BadParameter(`cannot determine filename for source ${text}`);
  if (wish.checksum !== undefined) await verify(file, wish.checksum, text);
  const picked = { path: file, name, relative: name, isFolder: false };
  // Without the server's word for it, a time that is the same in every build.
  return { picked, remote: true, modified: BigInt(modified ?? 0) * 1_000_000n };
}

async function verify(file: string, checksum: string, text: string): Promise<void> {
  const [algorithm = '', wanted] = checksum.split(':', 2);
  if (!['sha256', 'sha384', 'sha512'].includes(algorithm))
    throw new BadParameter(`unsupported checksum algorithm "${algorithm}"`);
  const hash = createHash(algorithm);
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  const actual = hash.digest('hex');
  if (actual !== wanted)
    throw new BadParameter(`digest mismatch ${algorithm}:${actual}: ${checksum} of ${text}`);
}

async function written(
  run: BuildRun,
  { name, content }: { name: string; content: string },
): Promise<Source> {
  const folder = await workFolder(run);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), content, { mode: 0o644 });
  return { picked: resolveInside(folder, name), remote: false, modified: 0n };
}
