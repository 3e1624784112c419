import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { BadParameter, InternalError, RefpodError } from '../../errors.ts';
import { DEFAULT_DETACH_KEYS, parseDetachKeys } from '../../runtime/attach/detach-keys.ts';
import { frame } from '../../runtime/attach/frames.ts';
import { relay } from '../../runtime/attach/relay.ts';
import { RuntimeError } from '../../runtime/runtime-error.ts';
import { boundingSet, hostCapabilities } from '../../runtime/spec/capabilities.ts';
import { execProcess } from '../../runtime/spec/process.ts';
import { readUserFiles, resolveUser } from '../../runtime/spec/users.ts';
import type { Attachment, OciProcess } from '../../runtime/types.ts';
import type { Container } from '../containers/container.ts';
import { withSecrets } from '../containers/secrets.ts';
import type { Tree } from '../containers/view.ts';
import { exitDirectory, sessionDirectory } from './context.ts';
import type { ExecContext } from './context.ts';
import type { ExecSession, TerminalSize } from './session.ts';

export interface StartOptions {
  tree: Tree;
  detach: boolean;
  /** Of the terminal, from its beginning. */
  size?: TerminalSize;
}

/** The exit codes of a session that never ran for a reason other than its program. */
const NOT_STARTED = { libpod: 125, compat: 126 } as const;

/** How a start went: its process, or the error and the exit code that stands for it. */
export type StartOutcome =
  | { pid: number; attachment: Attachment | undefined }
  | { error: Error; exitCode: number };

/** Runs the session's process through conmon. Fails as a value, for the session ends by it. */
export async function launch(
  context: ExecContext,
  container: Container,
  { record }: ExecSession,
  { tree, detach, size = record.config.size }: StartOptions,
): Promise<StartOutcome> {
  const { attach, terminal } = record.config;
  let attachment: Attachment | undefined;
  const keep = (made: Attachment) => {
    attachment = made;
  };
  try {
    const process = await describeProcess(context, container, record.config);
    if (size && terminal) process.consoleSize = { height: size.rows, width: size.columns };
    const bundle = {
      id: record.id,
      directory: sessionDirectory(context, record),
      terminal,
      stdin: !detach && attach.stdin,
      exitDirectory: exitDirectory(context, record),
      process,
    };
    const { pid } = await context.runtime.exec(container.record, bundle, detach ? undefined : keep);
    return { pid, attachment };
  } catch (error) {
    attachment?.close();
    if (!(error instanceof Error)) throw error;
    const exitCode = error instanceof RuntimeError ? error.exitCode : NOT_STARTED[tree];
    return { error, exitCode };
  }
}

/**
 * `process` for the OCI runtime. The user is looked up where the container sees its files, for
 * /etc/passwd may be mounted over. Throws BadParameter for an unknown user.
 */
export async function describeProcess(
  context: ExecContext,
  container: Container,
  { tree, command, env, user, workDir, terminal, privileged }: ExecSession['record']['config'],
): Promise<OciProcess> {
  const config = await withSecrets(context.secrets, container.record.config);
  const files = readUserFiles(`/proc/${container.record.pid}/root`);
  const host = hostCapabilities();
  return execProcess(
    config,
    {
      args: command,
      env,
      terminal,
      privileged,
      ...(workDir === undefined ? {} : { workDir }),
    },
    {
      user: resolveUser(user ?? config.process.user, config.process.groups, files),
      bounding: privileged ? host : boundingSet(config.security, host),
      // Podman tells only a container's first process its name.
      ...(tree === 'compat' ? { hostname: hostnameOf(context, container.id) } : {}),
    },
  );
}

function hostnameOf({ directories }: ExecContext, id: string): string {
  return readFileSync(join(directories.bundle(id), 'hostname'), 'utf8').trim();
}

/** Pumps between the client and the process, and holds the line until the end is recorded. */
export async function pump(
  { record, ended }: ExecSession,
  attachment: Attachment,
  connection: Duplex,
): Promise<void> {
  const { attach, terminal, detachKeys = DEFAULT_DETACH_KEYS } = record.config;
  const options = { ...attach, terminal, detachKeys: parseDetachKeys(detachKeys) };
  const end = await relay(attachment, connection, options);
  if (end === 'ended') await ended;
}

/**
 * What an attached client gets when the program cannot be run: the message where its output would
 * have been, as both engines do.
 */
export function complain({ record }: ExecSession, error: Error, connection: Duplex): Promise<void> {
  const { terminal } = record.config;
  const text = Buffer.from(`Error: ${error.message}${terminal ? '\r\n' : '\n'}`);
  connection.resume();
  return new Promise((resolve) => {
    connection.write(terminal ? text : frame(2, text), () => resolve());
  });
}

/** The answer to a start that failed before there were streams: Docker's 400 or Podman's 500. */
export function refusal(error: Error, tree: Tree): Error {
  if (!(error instanceof RefpodError)) return error;
  const options = { rootCause: error.rootCause, cause: error };
  return tree === 'compat'
    ? new BadParameter(error.message, options)
    : new InternalError(error.message, options);
}
