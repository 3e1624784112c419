import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { applyIgnoreFile, readInside, unpackContext } from '../../build/context/folder.ts';
import { fetchContext } from '../../build/context/remote.ts';
import { resolveInside } from '../../build/copy/pick.ts';
import { parseDockerfile } from '../../build/dockerfile/parse.ts';
import type { Dockerfile } from '../../build/dockerfile/parse.ts';
import { neededStages, planStages } from '../../build/dockerfile/stages.ts';
import { BadParameter, InternalError } from '../../errors.ts';
import { ArchiveError } from '../../storage/tar/entry.ts';
import type { BuildRun } from './build-run.ts';
import type { BuildOptions } from './options.ts';
import { BuildArgs, Scope } from './scope.ts';

/** What came from the client, on this host. */
export interface Prepared {
  options: BuildOptions;
  /** The folder that is the context. */
  context: string;
  dockerfile: Dockerfile;
}

/** Takes in the context and reads the Dockerfile. */
export async function prepare(options: BuildOptions, folder: string): Promise<Prepared> {
  const context = await receive(options, folder);
  const secrets = takeSecrets(options, context, folder);
  const { text, name } = findDockerfile(options, context);
  applyIgnoreFile(context, name);
  const dockerfile = parseDockerfile(text, { ignoreUnknown: options.ignoreUnknown });
  return { options: { ...options, secrets }, context, dockerfile };
}

type Planned = Pick<BuildRun, 'options' | 'plan' | 'stages' | 'args' | 'globals' | 'steps'>;

/**
 * What is to be built for the options' platform.
 * @param own this host's platform.
 */
export function planBuild(options: BuildOptions, dockerfile: Dockerfile, own: string): Planned {
  const args = new BuildArgs(options.args, options.platform ?? own, own, options.target);
  const globals = new Scope(args, dockerfile.escape);
  const plan = planStages(dockerfile, globals);
  const stages = neededStages(plan, options.target, options.allStages);
  const instructions = stages.reduce((sum, stage) => sum + stage.instructions.length + 1, 0);
  const labels = Object.keys(options.labels).length > 0 ? 1 : 0;
  const others = options.tree === 'compat' ? plan.globalArgs.length + labels : 0;
  const steps = { done: 0, total: instructions + others };
  return { options, plan, stages, args, globals, steps };
}

async function receive(options: BuildOptions, folder: string): Promise<string> {
  const { remote, context, signal } = options;
  try {
    if (remote) return await fetchContext(remote, folder, signal);
    // Destroyed, or left half read, the body would hold up the news that the client left.
    const archive = context.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    await unpackContext(archive, folder, signal);
    return folder;
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    throw new InternalError(`the context cannot be unpacked: ${error.message}`, { cause: error });
  } finally {
    context.resume();
  }
}

/** The files of secrets leave the context before any step can copy them. */
function takeSecrets(
  { secrets }: BuildOptions,
  context: string,
  folder: string,
): BuildOptions['secrets'] {
  const taken = new Map<string, { file: string } | { variable: string }>();
  for (const [id, secret] of secrets) {
    if ('variable' in secret) {
      taken.set(id, secret);
      continue;
    }
    const { path, isFolder } = resolveInside(context, secret.file);
    if (isFolder) throw new BadParameter(`secret ${id}: ${secret.file} is a folder`);
    const file = join(folder, '..', `secret-${taken.size}`);
    renameSync(path, file);
    taken.set(id, { file });
  }
  return taken;
}

/** Several Dockerfiles are read as one. Throws InternalError when one is missing. */
function findDockerfile(
  { dockerfiles }: BuildOptions,
  context: string,
): { text: string; name: string | undefined } {
  const { paths, given } = dockerfiles;
  const texts = paths.map((path) => readInside(context, path));
  if (given) {
    const missing = texts.indexOf(undefined);
    if (missing >= 0) throw noDockerfile(paths[missing]);
    return { text: texts.join('\n'), name: paths[0] };
  }
  const at = texts.findIndex((text) => text !== undefined);
  if (at < 0) throw noDockerfile(paths[0]);
  return { text: texts[at] ?? '', name: paths[at] };
}

function noDockerfile(path = 'Dockerfile'): InternalError {
  return new InternalError(`Cannot locate specified Dockerfile: ${path}`);
}
