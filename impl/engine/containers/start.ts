import { BadParameter, Conflict, NotModified } from '../../errors.ts';
import { RuntimeError } from '../../runtime/runtime-error.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import { discard } from './discard.ts';
import { describeState, wrongState } from './errors.ts';
import { undoInitialise } from './finish.ts';
import { initialise } from './initialise.ts';
import { tellStarted } from './notify.ts';
import type { ContainerRecord } from './record.ts';
import type { Tree } from './view.ts';

/** The `start` verb. Throws NotModified when it runs already, and what a failed start threw. */
export async function start(context: Context, name: string, tree: Tree): Promise<void> {
  const container = context.registry.find(name);
  await startDependencies(context, container, tree);
  await container.exclusively(async () => {
    checkStartable(container, tree);
    container.cancelBackOff();
    container.backOff = undefined;
    container.record.restartCount = 0;
    try {
      await launch(context, container);
    } catch (error) {
      // Docker's daemon removes it; Podman leaves that to its client.
      if (tree === 'compat' && container.record.config.autoRemove) {
        await discard(context, container, { volumes: true });
      }
      throw tree === 'compat' ? inDockersWords(error, container.record) : error;
    }
  });
}

function checkStartable(container: Container, tree: Tree): void {
  const { state, id } = container;
  if (state === 'stopping' && tree === 'libpod') {
    throw wrongState(tree, `cannot start: ${describeState(container)}`);
  }
  // Docker counts a container that waits for its next try as running.
  if (container.record.state === 'running' || (state === 'restarting' && tree === 'compat')) {
    throw new NotModified(`container ${id} is already running`);
  }
  if (container.record.state === 'paused') {
    throw wrongState(
      tree,
      `cannot start a paused container, try unpause instead: ${describeState(container)}`,
    );
  }
  if (state === 'removing') {
    throw new Conflict(`container ${id} is marked for removal and cannot be started`);
  }
}

/**
 * Runs the process of a container that does not run, from whatever state. On failure the record
 * keeps the error and its exit code, as both engines do, and the state it had before. The caller
 * holds the lock.
 */
export async function launch(context: Context, container: Container): Promise<void> {
  const { record } = container;
  const before = record.state;
  try {
    if (before !== 'initialized') await initialise(context, container);
    await run(context, container);
  } catch (error) {
    record.state = before === 'initialized' ? 'created' : before;
    Object.assign(record, { pid: 0, pidStart: 0, conmonPid: 0 });
    record.error = error instanceof Error ? error.message : String(error);
    record.exitCode = startExitCode(error);
    context.table.saveState(record);
    container.tellState();
    throw error;
  }
}

async function run(context: Context, container: Container): Promise<void> {
  const { record } = container;
  // Before the start: a short run may have ended by the time it returns.
  const startedAt = Date.now();
  try {
    await context.runtime.start(record.id);
  } catch (error) {
    await undoInitialise(context, record);
    throw error;
  }
  Object.assign(record, {
    state: 'running',
    startedAt,
    finishedAt: 0,
    exitCode: 0,
    error: '',
    oomKilled: false,
    stoppedByUser: false,
  });
  context.table.saveState(record);
  tellStarted(context, record);
  context.emit({ action: 'start', record });
  container.tellState();
}

/** The shell's codes: 127 the command is not there, 126 it cannot be executed, else Docker's 128. */
function startExitCode(error: unknown): number {
  return error instanceof RuntimeError && error.exitCode !== 125 ? error.exitCode : 128;
}

/** For Docker's clients, which look for status 400 and their runtime's words to know what to exit with. */
function inDockersWords(error: unknown, { config }: ContainerRecord): unknown {
  if (!(error instanceof RuntimeError) || error.failure === 'other') return error;
  const command = [...(config.process.entrypoint ?? []), ...(config.process.command ?? [])][0];
  const words =
    error.failure === 'not-found' ? 'executable file not found in $PATH' : 'permission denied';
  return new BadParameter(
    `OCI runtime create failed: exec: "${command}": ${words}: ${error.detail}`,
    { cause: error },
  );
}

/**
 * libpod starts what a container depends on first; Docker refuses to join a network of a
 * container that does not run.
 */
export async function startDependencies(
  context: Context,
  container: Container,
  tree: Tree,
): Promise<void> {
  if (container.isLive) return;
  for (const id of container.record.config.dependencies) {
    const dependency = context.registry.byId(id);
    if (!dependency) {
      throw new Conflict(`container ${container.id} depends on container ${id}, which is gone`);
    }
    if (dependency.isLive) continue;
    if (tree === 'compat') {
      throw new Conflict(`cannot join namespaces of a container that does not run: ${id}`);
    }
    await start(context, id, tree).catch((error: unknown) => {
      if (!(error instanceof NotModified)) throw error;
    });
  }
}
