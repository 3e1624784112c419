import { closeSync, constants, fstatSync, openSync, readFileSync, writeSync } from 'node:fs';
import { InternalError } from '../../errors.ts';
import { fchownat } from '../../kernel/entries.ts';
import { hasCode } from '../../kernel/libc.ts';
import { hostOwner } from '../../kernel/id-map.ts';
import { O, openInRoot, withDescriptor } from '../../kernel/openat2.ts';
import { readUserFiles, resolveUser } from '../../runtime/spec/users.ts';
import { byteString } from '../../storage/tar/entry.ts';
import { componentsOf } from '../../storage/unpack/names.ts';
import { TreeWriter } from '../../storage/unpack/tree-writer.ts';
import { isCovered } from './mount-options.ts';
import { accountLines } from './accounts.ts';
import { isPlain } from './root-fs.ts';
import type { ContainerRecord } from './record.ts';

const FOLDER = O.PATH | constants.O_DIRECTORY;

/**
 * What Podman puts into a root file system before a run: the work folder, and lines for the
 * container's user in /etc/passwd and /etc/group.
 * @returns the account files by name whose new text has to be mounted, since the root is not to be written
 * @throws InternalError without a work folder that is to be there
 */
export function prepareRoot(record: ContainerRecord, rootfs: string): Record<string, string> {
  if (record.config.tree !== 'libpod') return {};
  return withDescriptor(openSync(rootfs, FOLDER), (root) => {
    ensureWorkDir(record, root, rootfs);
    return addAccounts(record, root, rootfs);
  });
}

/** Makes a folder, and those on the way to it, where a process with this root would see it. */
export function makeFolder(root: number, path: string): void {
  const tree = new TreeWriter(root, { lowerDirs: [], keepKinds: true });
  try {
    tree.parentOf([...componentsOf(byteString(path)), '']);
  } finally {
    tree.close();
  }
}

function ensureWorkDir({ id, config, mounts }: ContainerRecord, root: number, rootfs: string) {
  const { workDir = '/', createWorkDir, user } = config.process;
  if (isCovered(mounts, workDir)) return;
  try {
    closeSync(openInRoot(root, workDir, O.PATH));
    return;
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
    if (!createWorkDir) {
      throw new InternalError(`workdir "${workDir}" does not exist on container ${id}`);
    }
  }
  makeFolder(root, workDir);
  const { uid, gid } = hostOwner(
    config.namespaces.idMappings,
    resolveUser(user, [], readUserFiles(rootfs)),
  );
  withDescriptor(openInRoot(root, workDir, FOLDER), (made) => fchownat(made, '.', uid, gid));
}

/** Lines are added where the files are the container's own; others are to be mounted over them. */
function addAccounts({ config, mounts }: ContainerRecord, root: number, rootfs: string) {
  const added = accountLines(config, readUserFiles(rootfs));
  const replaced: Record<string, string> = {};
  for (const [name, lines] of Object.entries(added)) {
    const path = `/etc/${name}`;
    if (lines === '' || isCovered(mounts, path)) continue;
    if (config.security.readOnlyRoot || isPlain(config)) {
      const text = readIn(root, path);
      if (text !== undefined) replaced[name] = text + lines;
    } else append(root, path, lines);
  }
  return replaced;
}

function readIn(root: number, path: string): string | undefined {
  const file = openFile(root, path, constants.O_RDONLY);
  if (file === undefined) return undefined;
  return withDescriptor(file, (descriptor) => complete(readFileSync(descriptor, 'utf8')));
}

function append(root: number, path: string, lines: string): void {
  const file = openFile(root, path, constants.O_RDWR | constants.O_APPEND);
  if (file === undefined) return;
  withDescriptor(file, (descriptor) => {
    const text = readFileSync(descriptor, 'utf8');
    writeSync(descriptor, complete(text).slice(text.length) + lines);
  });
}

/** An image without these files has none. A fifo in the image must not hold us up. */
function openFile(root: number, path: string, flags: number): number | undefined {
  try {
    const file = openInRoot(root, path, flags | constants.O_NONBLOCK);
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO')) throw error;
  }
  return undefined;
}

const complete = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
