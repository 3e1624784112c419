import type { ContainerConfig, MountConfig } from '../../container-config.ts';
import { BadParameter } from '../../errors.ts';
import { isOwn } from './namespaces.ts';
import type { OciIdMapping, OciMount, OciNamespace } from './oci-config.ts';

export const DEFAULT_SHM_SIZE = 65536 * 1024;
const PROPAGATION = ['shared', 'rshared', 'slave', 'rslave', 'private', 'rprivate', 'unbindable'];
/** Options that are the engine's business and mean nothing to the kernel. */
const ENGINE_OPTIONS =
  /^(?:z|Z|U|O|copy|nocopy|chown|idmap.*|upperdir=.*|workdir=.*|consistent|cached|delegated)$/;

export interface MountFacts {
  namespaces: readonly OciNamespace[];
  gidMappings: readonly OciIdMapping[] | undefined;
  /** Process 1 is systemd, which needs places of its own and its control groups. */
  systemd?: { cgroup: 'v1' | 'v2' | 'hybrid' } | undefined;
  /** Folder to be /dev/shm: somebody else's with his ipc namespace, or one's own to be shared. */
  shm: string | undefined;
  /** Volumes, binds and tmpfs of the container, with sources that exist. */
  wanted: readonly MountConfig[];
  /** Files that the engine made (hosts, resolv.conf …); a wanted mount at the same place wins. */
  files: readonly { source: string; destination: string; readonly?: boolean }[];
}

/** Everything that is mounted in a container, outer folders first. */
export function mountsOf(config: ContainerConfig, facts: MountFacts): OciMount[] {
  const wanted = facts.wanted.map((mount) => userMount(mount, config.tree));
  const isCovered = ({ destination }: OciMount) =>
    wanted.some((mount) => within(destination, mount.destination));
  const isTaken = ({ destination }: OciMount) =>
    wanted.some((mount) => mount.destination === destination);
  const { readOnlyRoot, readWriteTmpfs = true } = config.security;
  const writable = readOnlyRoot && readWriteTmpfs ? WRITABLE : [];
  const files = facts.files.map(({ source, destination, readonly }) => {
    // A read-only root has no writable file in it, except below one of its tmpfs.
    const locked =
      readOnlyRoot && !readonly && !writable.some((folder) => within(destination, folder));
    return fileMount(source, destination, locked ? LOCKED : readonly ? ['ro'] : []);
  });
  const systemd = facts.systemd ? systemdMounts(facts.systemd.cgroup) : [];
  const base = [
    ...baseMounts(config, facts),
    ...writable.map((path) => tmpfsMount(path)),
    ...systemd,
  ].filter((mount) => !isCovered(mount) || mount.destination === '/proc');
  const mounts = [...base, ...files.filter((mount) => !isTaken(mount)), ...wanted];
  return mounts
    .map((mount, order) => ({ mount, order, depth: depth(mount.destination) }))
    .sort((a, b) => a.depth - b.depth || a.order - b.order)
    .map(({ mount }) => mount);
}

const LOCKED = ['ro', 'nosuid', 'noexec', 'nodev'];
/** Writable places that a container with a read-only root gets. */
const WRITABLE = ['/tmp', '/var/tmp', '/run'];

function baseMounts(config: ContainerConfig, facts: MountFacts): OciMount[] {
  const { privileged, procOptions } = config.security;
  const access = privileged ? 'rw' : 'ro';
  const groups = facts.systemd?.cgroup === 'v2' ? 'rw' : access;
  const proc = procOptions.length > 0 ? procOptions : ['nosuid', 'noexec', 'nodev'];
  return [
    kernelMount('/proc', 'proc', proc),
    kernelMount('/dev', 'tmpfs', [
      'nosuid',
      ...(config.tree === 'libpod' ? ['noexec'] : []),
      'strictatime',
      'mode=755',
      'size=65536k',
    ]),
    kernelMount('/sys', 'sysfs', ['nosuid', 'noexec', 'nodev', access]),
    kernelMount('/dev/pts', 'devpts', ptsOptions(facts)),
    kernelMount('/dev/mqueue', 'mqueue', ['nosuid', 'noexec', 'nodev']),
    ...shmMount(config, facts),
    kernelMount('/sys/fs/cgroup', 'cgroup', ['nosuid', 'noexec', 'nodev', 'relatime', groups]),
  ];
}

/** Group 5 is `tty`; a user namespace may have no such group. */
function ptsOptions({ gidMappings }: MountFacts): string[] {
  const hasTty = gidMappings?.some(
    ({ containerID, size }) => containerID <= 5 && 5 < containerID + size,
  );
  const group = hasTty === false ? [] : ['gid=5'];
  return ['nosuid', 'noexec', 'newinstance', 'ptmxmode=0666', 'mode=0620', ...group];
}

function shmMount(config: ContainerConfig, { namespaces, shm }: MountFacts): OciMount[] {
  if (config.namespaces.ipc?.mode === 'none') return [];
  const destination = '/dev/shm';
  if (shm !== undefined || !isOwn(namespaces, 'ipc')) {
    const options = ['bind', 'rprivate', 'nosuid', 'noexec', 'nodev'];
    return [{ destination, type: 'bind', source: shm ?? destination, options }];
  }
  const size = config.storage.shmSize || DEFAULT_SHM_SIZE;
  const options = ['nosuid', 'noexec', 'nodev', 'mode=1777', `size=${size}`];
  return [{ destination, type: 'tmpfs', source: 'shm', options }];
}

function kernelMount(destination: string, type: string, options: string[]): OciMount {
  return { destination, type, source: type, options };
}

function fileMount(source: string, destination: string, options: readonly string[]): OciMount {
  return { destination, type: 'bind', source, options: ['bind', 'rprivate', ...options] };
}

/** What systemd wants to write to, whatever the root is like (systemd.io, CONTAINER_INTERFACE). */
function systemdMounts(cgroup: 'v1' | 'v2' | 'hybrid'): OciMount[] {
  const places = ['/run', '/run/lock', '/tmp', '/var/log/journal'].map((path) => tmpfsMount(path));
  if (cgroup === 'v2') return places;
  const destination = '/sys/fs/cgroup/systemd';
  const options = ['bind', 'nodev', 'noexec', 'nosuid'];
  return [...places, { destination, type: 'bind', source: destination, options }];
}

function tmpfsMount(destination: string): OciMount {
  const options = ['rw', 'rprivate', 'nosuid', 'nodev', 'tmpcopyup'];
  return { destination, type: 'tmpfs', source: 'tmpfs', options };
}

/** A mount that a client asked for, with the defaults that its kind has in the tree. */
function userMount(mount: MountConfig, tree: ContainerConfig['tree']): OciMount {
  const { type, destination } = mount;
  if (!destination.startsWith('/')) {
    throw new BadParameter(`invalid container path "${destination}", must be an absolute path`);
  }
  const options = mount.options.filter((option) => !ENGINE_OPTIONS.test(option));
  if (type === 'bind') {
    const isBind = options.some((option) => option === 'bind' || option === 'rbind');
    return {
      destination,
      type,
      source: mount.source ?? '',
      options: [...(isBind ? [] : ['rbind']), ...withPropagation(options)],
    };
  }
  if (type === 'tmpfs') {
    return { destination, type, source: 'tmpfs', options: tmpfsOptions(options, tree) };
  }
  return { destination, type, source: mount.source ?? type, options };
}

function withPropagation(options: string[]): string[] {
  const has = options.some((option) => PROPAGATION.includes(option));
  return has ? options : [...options, 'rprivate'];
}

/** Podman copies up what the image has there; Docker does not, and forbids programs. */
function tmpfsOptions(options: string[], tree: ContainerConfig['tree']): string[] {
  const defaults = tree === 'libpod' ? ['nosuid', 'nodev'] : ['noexec', 'nosuid', 'nodev'];
  const isSaid = (option: string) =>
    options.some((said) => said === option || said === option.replace(/^no/, ''));
  const copies = tree === 'libpod' && !options.includes('notmpcopyup') && !isSaid('tmpcopyup');
  return withPropagation([
    ...options.filter((option) => option !== 'notmpcopyup'),
    ...defaults.filter((option) => !isSaid(option)),
    ...(copies ? ['tmpcopyup'] : []),
  ]);
}

const depth = (path: string) => path.split('/').filter(Boolean).length;

const within = (path: string, folder: string) =>
  path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
