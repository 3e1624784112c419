import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { BadParameter } from '../../errors.ts';
import { hasCode } from '../../kernel/libc.ts';
import { O, openInRoot, withDescriptor } from '../../kernel/openat2.ts';

/** Who a process is inside a root file system. */
export interface ResolvedUser {
  uid: number;
  gid: number;
  home: string;
  /** Primary group first, where the user was named; then the groups of the user. */
  additionalGids: number[];
}

/** Texts of /etc/passwd and /etc/group; empty where there is none. */
export interface UserFiles {
  passwd: string;
  group: string;
}

/** Reads both files as a process with this root would, so that links in an image cannot lead out. */
export function readUserFiles(rootfs: string): UserFiles {
  const root = openSync(rootfs, constants.O_RDONLY | constants.O_DIRECTORY | O.CLOEXEC);
  try {
    return {
      passwd: readInRoot(root, '/etc/passwd'),
      group: readInRoot(root, '/etc/group'),
    };
  } finally {
    closeSync(root);
  }
}

function readInRoot(root: number, path: string): string {
  try {
    // A fifo in the image must not hold us up.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK;
    return withDescriptor(openInRoot(root, path, flags), (file) => readFileSync(file, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'EISDIR', 'ENXIO', 'EACCES')) return '';
    throw error;
  }
}

export interface PasswdEntry {
  name: string;
  uid: number;
  gid: number;
  home: string;
}

interface GroupEntry {
  name: string;
  gid: number;
  members: string[];
}

/**
 * Resolves `user`, `uid`, `user:group`, `uid:gid` and mixtures as both engines do: a name must be
 * in the files, a number need not be. Without a group in `wanted` the user's own groups count.
 *
 * Throws BadParameter for a name that is not there or a number out of range.
 * @param groups further groups (`--group-add`), names or numbers
 */
export function resolveUser(
  wanted: string | undefined,
  groups: readonly string[],
  files: UserFiles,
): ResolvedUser {
  const [userPart = '', groupPart = ''] = (wanted ?? '').split(':');
  const users = parsePasswd(files.passwd);
  const known = parseGroup(files.group);
  const user = findUser(userPart || '0', users);
  const gid = groupPart === '' ? user.gid : findGroup(groupPart, known);
  const own =
    groupPart === '' && user.name !== ''
      ? known.filter(({ members }) => members.includes(user.name)).map((group) => group.gid)
      : [];
  const added = groups
    .filter((group) => group !== 'keep-groups')
    .map((group) => findGroup(group, known));
  const primary = wanted ? [gid] : [];
  return {
    uid: user.uid,
    gid,
    home: user.home || '/',
    additionalGids: [...new Set([...primary, ...own, ...added])],
  };
}

function findUser(text: string, users: readonly PasswdEntry[]): PasswdEntry {
  const number = asId(text);
  const entry = users.find(({ name, uid }) => name === text || uid === number);
  if (entry) return entry;
  if (number !== undefined) return { name: '', uid: number, gid: 0, home: '/' };
  throw new BadParameter(`unable to find user ${text}: no matching entries in passwd file`);
}

function findGroup(text: string, groups: readonly GroupEntry[]): number {
  const number = asId(text);
  const entry = groups.find(({ name, gid }) => name === text || gid === number);
  const gid = entry?.gid ?? number;
  if (gid !== undefined) return gid;
  throw new BadParameter(`unable to find group ${text}: no matching entries in group file`);
}

/** Ids are 32 bits, and the highest means "no change" to the kernel. */
function asId(text: string): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const id = Number(text);
  if (id < 0xffff_ffff) return id;
  throw new BadParameter(`uids and gids must be in range 0-4294967294: ${text}`);
}

/** passwd(5); broken lines count for nothing. */
export function parsePasswd(text: string): PasswdEntry[] {
  return records(text).flatMap(([name = '', , uid = '', gid = '', , home = '']) =>
    isEntry(name, uid) ? [{ name, uid: Number(uid), gid: Number(gid) || 0, home }] : [],
  );
}

/** group(5) */
function parseGroup(text: string): GroupEntry[] {
  return records(text).flatMap(([name = '', , gid = '', members = '']) =>
    isEntry(name, gid) ? [{ name, gid: Number(gid), members: members.split(',') }] : [],
  );
}

const records = (text: string) => text.split('\n').map((line) => line.trim().split(':'));

const isEntry = (name: string, id: string) =>
  name !== '' && !name.startsWith('#') && /^\d+$/.test(id) && Number(id) < 0xffff_ffff;
