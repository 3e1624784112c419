import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { BadParameter } from '../../../errors.ts';
import { rootModeIn } from '../../../runtime/criu-files.ts';
import { writeTar } from '../../../storage/tar/writer.ts';
import type { TarMember } from '../../../storage/tar/writer.ts';
import type { CheckpointHome } from './home.ts';

/**
 * What Podman has apart from the changes of the root file system, as a layer: the permissions of the
 * root folder, which are not always those of its image, and the absence of what `deleted.files`
 * lists. Throws BadParameter when that is no list of paths.
 */
export async function* furtherChanges(home: CheckpointHome): AsyncGenerator<Buffer> {
  const file = home.file('deleted.files');
  const paths = existsSync(file) ? parse(await readFile(file, 'utf8')) : [];
  const open = join(home.images, 'files.img');
  const mode = existsSync(open) ? rootModeIn(await readFile(open)) : undefined;
  const root = mode === undefined ? [] : [member('./', 'directory', mode)];
  yield* writeTar([...root, ...paths.map(whiteout)]);
}

function parse(text: string): string[] {
  try {
    const paths: unknown = JSON.parse(text);
    const isPath = (one: unknown) => typeof one === 'string' && one.replaceAll('/', '') !== '';
    if (Array.isArray(paths) && paths.every(isPath)) return paths as string[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new BadParameter('not a checkpoint archive: deleted.files is no list of paths');
}

/** As OCI image layers have it. */
function whiteout(path: string): TarMember {
  const { dir, base } = posix.parse(posix.normalize(`/${path}`));
  return member(posix.join(dir, `.wh.${base}`).slice(1), 'file', 0);
}

function member(name: string, type: 'file' | 'directory', mode: number): TarMember {
  const entry = {
    name,
    type,
    linkName: '',
    mode,
    uid: 0,
    gid: 0,
    size: 0,
    modified: 0n,
    device: { major: 0, minor: 0 },
    xattrs: new Map<string, Buffer>(),
  };
  return { entry, body: Buffer.alloc(0) };
}
