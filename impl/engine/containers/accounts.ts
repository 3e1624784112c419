import { InternalError } from '../../errors.ts';
import { parsePasswd, resolveUser } from '../../runtime/spec/users.ts';
import type { UserFiles } from '../../runtime/spec/users.ts';
import type { ContainerConfig } from '../../container-config.ts';
import { hostFile } from './etc-files.ts';

/**
 * Lines that a container's passwd(5) and group(5) lack: the users of the host that were asked for,
 * and the container's own user where it is a number that nobody has.
 * Throws InternalError for a user whom the host does not know.
 */
export function accountLines(
  config: ContainerConfig,
  files: UserFiles,
): { passwd: string; group: string } {
  const { hostUsers = [], managePasswd = true, workDir = '/' } = config.process;
  const known = parsePasswd(files.passwd);
  const lines = hostUsers
    .filter((wanted) => !known.some(({ name }) => name === wanted))
    .map((wanted) => hostUserLine(wanted, workDir));
  const own = managePasswd ? ownLines(config, files) : { passwd: '', group: '' };
  return { passwd: lines.join('') + own.passwd, group: own.group };
}

function hostUserLine(wanted: string, home: string): string {
  const line = hostFile('/etc/passwd')
    .split('\n')
    .find((each) => each.startsWith(`${wanted}:`));
  const [name, , uid, gid, comment] = line?.split(':') ?? [];
  if (name === undefined) throw new InternalError(`user: unknown user ${wanted}`);
  return `${name}:*:${uid}:${gid}:${comment}:${home}:/bin/sh\n`;
}

/** The program's user, if it is a number without a name; so is the group of a user without one. */
function ownLines({ process }: ContainerConfig, files: UserFiles) {
  const [user = '', group = ''] = (process.user ?? '').split(':');
  const { uid, gid } = resolveUser(process.user, [], files);
  const isNamed = parsePasswd(files.passwd).some((entry) => entry.uid === uid);
  const gidWanted = group === '' ? uid : gid;
  const hasGroup = files.group.split('\n').some((line) => line.split(':')[2] === `${gidWanted}`);
  const unnamed = /^\d+$/.test(user) && !isNamed;
  return {
    passwd: unnamed ? passwdLine(process, uid, gid) : '',
    group: unnamed && !hasGroup ? `${gidWanted}:x:${gidWanted}:\n` : '',
  };
}

function passwdLine(
  { passwdEntry, workDir = '/' }: ContainerConfig['process'],
  uid: number,
  gid: number,
): string {
  if (passwdEntry === undefined)
    return `${uid}:*:${uid}:${gid}:container user:${workDir}:/bin/sh\n`;
  const values: Record<string, string> = {
    USERNAME: `${uid}`,
    UID: `${uid}`,
    GID: `${gid}`,
    NAME: 'container user',
    HOME: workDir,
  };
  return `${passwdEntry.replace(/\$([A-Z]+)/g, (text, name: string) => values[name] ?? text)}\n`;
}
