import { posix } from 'node:path';
import { BadParameter } from '../../errors.ts';

/** Options of binds, volumes and tmpfs that come alone, by what they decide: one of each kind. */
const KINDS: readonly (readonly string[])[] = [
  ['ro', 'rw'],
  ['exec', 'noexec'],
  ['dev', 'nodev'],
  ['suid', 'nosuid'],
  ['bind', 'rbind'],
  ['shared', 'rshared', 'private', 'rprivate', 'slave', 'rslave', 'unbindable', 'runbindable'],
  ['z', 'Z'],
  ['U', 'chown'],
  ['copy', 'nocopy'],
  ['tmpcopyup', 'notmpcopyup'],
  ['noatime', 'relatime', 'strictatime', 'atime'],
  ['consistent', 'cached', 'delegated'],
  ['O'],
  ['idmap'],
  ['sync', 'async'],
  ['diratime', 'nodiratime'],
];
/** Those with a value. */
const VALUES = /^(size|mode|uid|gid|nr_inodes|upperdir|workdir|idmap|huge|mpol)=/;

/** Throws BadParameter, naming them, for an unknown option and for two that exclude each other. */
export function checkOptions(options: readonly string[]): void {
  const chosen = new Map<readonly string[], string>();
  for (const option of options) {
    const kind = KINDS.find((words) => words.includes(option));
    if (kind === undefined) {
      if (VALUES.test(option)) continue;
      throw new BadParameter(`unknown mount option "${option}": invalid mount option`);
    }
    const before = chosen.get(kind);
    if (before !== undefined && before !== option) {
      throw new BadParameter(
        `cannot pass both '${before}' and '${option}': duplicate mount option passed`,
      );
    }
    chosen.set(kind, option);
  }
}

/** Whether the mount's files are to belong to the container's user (`U`). */
export function isGivenAway(options: readonly string[]): boolean {
  return options.includes('U') || options.includes('chown');
}

/** Whether something of a container's own is mounted on a path, or on a folder above it. */
export function isCovered(mounts: readonly { destination: string }[], path: string): boolean {
  const clean = posix.resolve('/', path);
  return mounts.some(
    ({ destination }) => clean === destination || clean.startsWith(`${destination}/`),
  );
}
