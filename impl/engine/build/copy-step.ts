import { posix } from 'node:path';
import { lstatSync } from 'node:fs';
import { openArchive, isArchive } from '../../build/copy/archive.ts';
import { digestMembers } from '../../build/copy/digest.ts';
import { membersOf } from '../../build/copy/members.ts';
import type { CopyTraits } from '../../build/copy/members.ts';
import type { Picked } from '../../build/copy/pick.ts';
import type { Instruction } from '../../build/dockerfile/parse.ts';
import { writeTar } from '../../storage/tar/writer.ts';
import type { TarMember } from '../../storage/tar/writer.ts';
import { unpackTar } from '../../storage/unpack/unpack.ts';
import type { BuildRun } from './build-run.ts';
import { cachedStep } from './cache.ts';
import { advance } from './commit-step.ts';
import type { StepResult } from './commit-step.ts';
import { readCopy } from './copy-words.ts';
import type { CopyWish } from './copy-words.ts';
import { collectSources } from './copy-sources.ts';
import type { Source } from './copy-sources.ts';
import { folderEntry, isFolder } from './folders.ts';
import { layerStep } from './layer-work.ts';
import type { StageState } from './stage-state.ts';
import type { StepOutcome } from './steps.ts';

/** COPY and ADD. Throws BadParameter and NotFound for what cannot be copied. */
export async function copyStep(
  run: BuildRun,
  state: StageState,
  instruction: Instruction,
): Promise<StepOutcome> {
  const wish = readCopy(run, state, instruction);
  const sources = await collectSources(run, state, wish);
  const step = { createdBy: await historyOf(run, wish, sources), config: state.config };
  const cached = await cachedStep(run, state, step);
  const image = cached ?? (await copy(run, state, { wish, sources, step }));
  advance(run, state, image, step);
  return { image, cached: cached !== undefined };
}

interface CopyJob {
  wish: CopyWish;
  sources: readonly Source[];
  step: StepResult;
}

/** As Docker writes it, with a digest of the files in their place. */
async function historyOf(
  run: BuildRun,
  wish: CopyWish,
  sources: readonly Source[],
): Promise<string> {
  const digest = await digestMembers(digestible(run, wish, sources));
  const [only] = sources;
  const kind = sources.length > 1 ? 'multi' : only?.picked.isFolder ? 'dir' : 'file';
  const flags = wish.flagText === '' ? '' : `${wish.flagText} `;
  return `/bin/sh -c #(nop) ${wish.keyword} ${flags}${kind}:${digest} in ${wish.target} `;
}

/** What the cache looks at: owners only where they are kept. */
async function* digestible(run: BuildRun, wish: CopyWish, sources: readonly Source[]) {
  const owner = wish.keepOwner ? {} : { owner: { uid: 0, gid: 0 } };
  for (const [at, { picked }] of sources.entries())
    yield* membersOf(picked, `${at}/${picked.name}`, {
      ...owner,
      excluded: wish.excluded,
      signal: run.signal,
    });
}

function copy(run: BuildRun, state: StageState, { wish, sources, step }: CopyJob) {
  return layerStep(run, state, step, async (root) => {
    const owner = wish.owner(root);
    const traits = {
      ...(owner ? { owner } : {}),
      mode: wish.mode,
      excluded: wish.excluded,
      signal: run.signal,
    };
    const intoFolder = wish.intoFolder || sources.length > 1 || isFolder(root, wish.target);
    for (const source of sources) {
      if (await shallUnpack(wish, source)) await unpackInto(root, wish, source, run.signal);
      else await place(root, placeOf(wish, source, intoFolder), source, traits);
    }
  });
}

async function shallUnpack({ keyword, unpack }: CopyWish, { picked, remote }: Source) {
  if (keyword !== 'ADD' || picked.isFolder) return false;
  // What was fetched is unpacked only if asked for.
  if (unpack === undefined ? remote : !unpack) return false;
  return isArchive(picked.path);
}

/** Where a source goes: a file into a folder or in its place, a folder's contents into the target. */
function placeOf({ target, parents }: CopyWish, { picked }: Source, intoFolder: boolean): string {
  const relative = target.replace(/^\/+/, '').replace(/\/+$/, '');
  if (parents) return posix.join(relative, picked.relative.replace(/^.*\/\.\//, ''));
  if (picked.isFolder || !intoFolder) return relative;
  return posix.join(relative, picked.name);
}

async function place(
  root: string,
  target: string,
  source: Source,
  traits: CopyTraits,
): Promise<void> {
  const members = withTop(root, target, source, traits);
  await unpackTar(writeTar(members), root, {
    whiteouts: 'plain',
    keepKinds: true,
    signal: traits.signal,
  });
}

/**
 * Folders that are missing on the way get the owner of what is copied, a folder that is made for a
 * source also its mode; one that is there stays as it is.
 */
async function* withTop(
  root: string,
  target: string,
  { picked, modified }: Source,
  traits: CopyTraits,
): AsyncGenerator<TarMember, void, undefined> {
  for (const folder of missingParents(root, target))
    yield { entry: folderEntry(folder, traits.owner ?? { uid: 0, gid: 0 }) };
  if (picked.isFolder && target !== '' && !isFolder(root, target))
    yield topOf(picked, target, traits);
  for await (const { entry, ...content } of membersOf(picked, target, traits)) {
    const times = modified === undefined ? {} : { modified };
    yield { entry: { ...entry, ...times }, ...content };
  }
}

function topOf({ path: folder }: Picked, target: string, traits: CopyTraits): TarMember {
  const { mode, uid, gid, mtimeNs } = lstatSync(folder, { bigint: true });
  const owner = traits.owner ?? { uid: Number(uid), gid: Number(gid) };
  const entry = { ...folderEntry(target, owner), mode: Number(mode) & 0o7777, modified: mtimeNs };
  return { entry: traits.mode ? { ...entry, mode: traits.mode(entry) } : entry };
}

function missingParents(root: string, target: string): string[] {
  const names = target.split('/').slice(0, -1);
  const folders = names.map((_, at) => names.slice(0, at + 1).join('/'));
  return folders.filter((folder) => folder !== '' && !isFolder(root, folder));
}

async function unpackInto(
  root: string,
  wish: CopyWish,
  { picked }: Source,
  signal: AbortSignal,
): Promise<void> {
  const to = wish.owner(root, { explicit: true });
  await unpackTar(await openArchive(picked.path), root, {
    whiteouts: 'plain',
    directory: posix.join('.', wish.target),
    keepKinds: true,
    signal,
    ...(to ? { rewrite: (entry) => ({ ...entry, ...to }) } : {}),
  });
}
