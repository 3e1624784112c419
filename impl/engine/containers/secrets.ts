import { mkdir, open, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { InternalError, NotFound } from '../../errors.ts';
import type { ContainerConfig, SecretMount } from '../../container-config.ts';
import type { Context, Directories } from './context.ts';
import type { ContainerRecord } from './record.ts';
import type { Undo } from './undo.ts';

/** Where a secret without a place of its own goes. */
const usualFolder = '/run/secrets';

/**
 * Copies the secrets of a container that is being made: it keeps them as they are now. Those of its
 * environment are looked up at each start, so here they only have to be there. Throws InternalError
 * for one that there is not.
 *
 * @returns the secrets with their ids
 */
export async function copySecrets(
  context: Context,
  id: string,
  { secrets = [], secretEnv = {} }: ContainerConfig,
  undo: Undo,
): Promise<SecretMount[]> {
  for (const name of Object.values(secretEnv)) ofItsOwn(() => context.secrets.find(name));
  const found = secrets.map((one) => ({
    ...one,
    id: ofItsOwn(() => context.secrets.find(one.source)).id,
  }));
  if (found.length === 0) return [];
  const folder = folderOf(context.directories, id);
  undo.add(() => rm(context.directories.static(id), { recursive: true, force: true }));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [at, secret] of found.entries()) {
    const file = await open(join(folder, String(at)), 'w', 0o600);
    try {
      await file.writeFile(await context.secrets.read(secret.source));
      await file.chown(secret.uid, secret.gid);
      await file.chmod(secret.mode);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  return found;
}

/** Which file goes where in the container. */
export function secretFiles(
  directories: Directories,
  { id, config }: ContainerRecord,
): { source: string; destination: string }[] {
  return (config.secrets ?? []).map(({ source, target }, at) => ({
    source: join(folderOf(directories, id), String(at)),
    destination: posix.resolve(usualFolder, target ?? source),
  }));
}

/** The environment with its secrets, as processes of the container get it. Throws InternalError for one that there is not. */
export async function withSecrets(
  secrets: { read(name: string): Promise<Buffer> },
  config: ContainerConfig,
): Promise<ContainerConfig> {
  const { secretEnv, process } = config;
  if (!secretEnv) return config;
  const env = { ...process.env };
  for (const [name, secret] of Object.entries(secretEnv))
    env[name] = (await secrets.read(secret).catch(raiseOwn)).toString();
  return { ...config, process: { ...process, env } };
}

/** To a client 404 would mean that the container, or its image, is missing. */
function ofItsOwn<T>(look: () => T): T {
  try {
    return look();
  } catch (error) {
    return raiseOwn(error);
  }
}

function raiseOwn(error: unknown): never {
  if (!(error instanceof NotFound)) throw error;
  throw new InternalError(error.message, { rootCause: error.rootCause, cause: error });
}

function folderOf(directories: Directories, id: string): string {
  return join(directories.static(id), 'secrets');
}
