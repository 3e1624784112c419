import type { Change } from '../../storage/types.ts';
import type { ContainerRecord } from './record.ts';

/** What a run makes in a root file system to mount something on, by whose rules (Podman's list). */
const MADE = {
  libpod: '/dev /proc /sys /run /run/notify /run/.containerenv /run/secrets',
  compat: '/dev /proc /sys /.dockerenv /dev/console /dev/pts /dev/shm',
} as const;
const FILES = '/etc/hostname /etc/hosts /etc/resolv.conf /etc/mtab';

/**
 * The changes that the container's processes made: Docker keeps the engine's own in a layer below,
 * so that there a folder that nothing else was changed in is none either.
 */
export function ownChanges({ config }: ContainerRecord, changes: Change[]): Change[] {
  const made = new Set(`${MADE[config.tree]} ${FILES}`.split(' '));
  const own = changes.filter(({ path }) => !made.has(path));
  if (config.tree === 'libpod') return own;
  const touched = new Set([...made].map((path) => path.slice(0, path.lastIndexOf('/'))));
  return own.filter(
    ({ path, kind }) =>
      kind !== 0 || !touched.has(path) || own.some((other) => other.path.startsWith(`${path}/`)),
  );
}
