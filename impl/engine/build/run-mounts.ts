import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { digestMembers } from '../../build/copy/digest.ts';
import { membersOf } from '../../build/copy/members.ts';
import { resolveInside } from '../../build/copy/pick.ts';
import { BadParameter } from '../../errors.ts';
import type { MountConfig, StorageConfig } from '../../container-config.ts';
import { KeyedLock } from '../volumes/keyed-lock.ts';
import type { BuildRun } from './build-run.ts';
import { treeOf } from './copy-sources.ts';
import type { RunMount } from './run-mount-words.ts';
import type { StageState } from './stage-state.ts';

/** The mounts of one RUN, ready for its container. */
export interface RunMounts {
  mounts: MountConfig[];
  /** Folders that the command may change, for itself alone. */
  overlays: StorageConfig['overlayVolumes'];
  /** Secrets that are variables. */
  env: [string, string][];
  /** Where they lie in the container. */
  targets: string[];
  /** Of what is bound, for the cache; empty for nothing. */
  digest: string;
  /** Does the work while nobody else has the caches that want that. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Caches are shared by all builds of this daemon. */
const cacheLocks = new KeyedLock();
/** Folders of private caches that are in use. */
const privateInUse = new Set<string>();

/** Throws BadParameter and NotFound for what cannot be mounted. */
export async function openMounts(
  run: BuildRun,
  state: StageState,
  wishes: readonly RunMount[],
): Promise<RunMounts> {
  const result = {
    mounts: [] as MountConfig[],
    overlays: [] as StorageConfig['overlayVolumes'],
    env: [] as [string, string][],
    targets: wishes.map(({ target }) => target).filter((target) => target !== ''),
  };
  const digests: string[] = [];
  const locks: string[] = [];
  const taken: string[] = [];
  for (const wish of wishes) {
    if (wish.type === 'bind') digests.push(await addBind(run, state, wish, result));
    else if (wish.type === 'cache') await addCache(run, state, wish, { result, locks, taken });
    else if (wish.type === 'tmpfs') result.mounts.push(tmpfs(wish));
    else if (wish.type === 'secret') await addSecret(run, wish, result);
    else if (wish.required) throw new BadParameter('no ssh agent is there for the build');
  }
  return {
    ...result,
    digest: digests.join(' '),
    exclusively: (work) => whileLocked([...new Set(locks)].sort(), work),
    close: async () => {
      for (const folder of taken) privateInUse.delete(folder);
    },
  };
}

type Parts = Pick<RunMounts, 'mounts' | 'overlays' | 'env'>;

/** @returns a digest of what is bound. */
async function addBind(
  run: BuildRun,
  state: StageState,
  { from, source, target: destination, readOnly }: RunMount,
  { mounts, overlays }: Parts,
): Promise<string> {
  const tree = from === undefined ? run.trees.context : await treeOf(run, state, from);
  const picked = resolveInside(tree, source);
  if (readOnly || !picked.isFolder)
    mounts.push({ type: 'bind', source: picked.path, destination, options: ['rbind', 'ro'] });
  else overlays.push({ source: picked.path, destination, options: [] });
  return digestMembers(membersOf(picked, '', { signal: run.signal }));
}

async function addCache(
  run: BuildRun,
  state: StageState,
  wish: RunMount,
  { result, locks, taken }: { result: Parts; locks: string[]; taken: string[] },
): Promise<void> {
  const name = createHash('sha256').update(wish.id).digest('hex').slice(0, 32);
  const folder = cacheFolder(run, name, wish.sharing);
  if (wish.sharing === 'locked') locks.push(name);
  if (wish.sharing === 'private') taken.push(folder);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    // What it begins with.
    if (wish.from !== undefined) {
      const { path } = resolveInside(await treeOf(run, state, wish.from), wish.source);
      cpSync(path, folder, { recursive: true, verbatimSymlinks: true });
    }
    chmodSync(folder, wish.mode ?? 0o755);
    chownSync(folder, wish.uid, wish.gid);
  }
  const options = ['rbind', wish.readOnly ? 'ro' : 'rw'];
  result.mounts.push({ type: 'bind', source: folder, destination: wish.target, options });
}

/** A private cache that is in use makes way for another one. */
function cacheFolder(run: BuildRun, name: string, sharing: RunMount['sharing']): string {
  const base = join(run.neighbours.root, 'cache', name);
  if (sharing !== 'private') return base;
  for (let count = 0; ; count += 1) {
    const folder = count === 0 ? base : `${base}-${count}`;
    if (privateInUse.has(folder)) continue;
    privateInUse.add(folder);
    return folder;
  }
}

function tmpfs({ target, size }: RunMount): MountConfig {
  const options = size === undefined ? [] : [`size=${size}`];
  return { type: 'tmpfs', destination: target, options };
}

async function addSecret(run: BuildRun, wish: RunMount, { mounts, env }: Parts): Promise<void> {
  const value = secretOf(run, wish.id);
  if (value === undefined) {
    if (wish.required) throw new BadParameter(`secret ${wish.id}: not found`);
    return;
  }
  if (wish.variable !== undefined) env.push([wish.variable, value.toString()]);
  if (wish.target === '') return;
  const file = join(await mkdtemp(join(run.workspace, 'secret-')), 'value');
  writeFileSync(file, value, { mode: 0o600 });
  chmodSync(file, wish.mode ?? 0o400);
  chownSync(file, wish.uid, wish.gid);
  mounts.push({ type: 'bind', source: file, destination: wish.target, options: ['rbind', 'ro'] });
}

function secretOf({ options }: BuildRun, id: string): Buffer | undefined {
  const secret = options.secrets.get(id);
  if (!secret) return undefined;
  if ('file' in secret) return readFileSync(secret.file);
  const value = process.env[secret.variable];
  return value === undefined ? undefined : Buffer.from(value);
}

function whileLocked<T>([first, ...rest]: readonly string[], work: () => Promise<T>): Promise<T> {
  return first === undefined ? work() : cacheLocks.run(first, () => whileLocked(rest, work));
}
