import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
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
import type { Tree } from '../containers/view.ts';
import { exitDirectory, sessionDirectory } from './context.ts';
import type { ExecContext } from './context.ts';
import type { ExecConfig, ExecSession, TerminalSize } from './session.ts';

export interface StartOptions {
  tree: Tree;
  detach: boolean;
  /** Of the terminal, from its beginning. */
  size?: TerminalSize;
}

/** A started session's streams, or the words of why it could not start. */
export interface ExecStreams {
  /** Settles when the process has ended and its end is recorded, or the client left or detached. */
  serve(connection: Duplex): Promise<void>;
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
  const attached = !detach && (attach.stdin || attach.stdout || attach.stderr || tree === 'compat');
  let attachment: Attachment | undefined;
  try {
    const process = describeProcess(context, container, record.config);
    if (size && terminal) process.consoleSize = { height: size.rows, width: size.columns };
    await mkdir(exitDirectory(context, record), { recursive: true });
    const { pid } = await context.runtime.exec(
      container.record,
      {
        id: record.id,
        directory: sessionDirectory(context, record),
        terminal,
        stdin: attached && attach.stdin,
        exitDirectory: exitDirectory(context, record),
        process,
      },
      attached
        ? (made) => {
            attachment = made;
          }
        : undefined,
    );
    return { pid, attachment };
  } catch (error) {
    attachment?.close();
    if (!(error instanceof Error)) throw error;
    const exitCode = error instanceof RuntimeError ? error.exitCode : NOT_STARTED[tree];
    return { error, exitCode };
  }
}

/** The user is looked up where the container sees its files: /etc/passwd may be mounted over. */
function describeProcess(
  context: ExecContext,
  { id, record: { config, pid } }: Container,
  { tree, command, env, user, workDir, terminal, privileged }: ExecConfig,
): OciProcess {
  const files = readUserFiles(`/proc/${pid}/root`);
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
      ...(tree === 'compat' ? { hostname: hostnameOf(context, id) } : {}),
    },
  );
}

function hostnameOf({ directories }: ExecContext, id: string): string {
  return readFileSync(join(directories.bundle(id), 'hostname'), 'utf8').trim();
}

/** Pumps between the client and the process, and holds the line until the end is recorded. */
export function streamsOf(session: ExecSession, attachment: Attachment | undefined): ExecStreams {
  const { attach, terminal, detachKeys = DEFAULT_DETACH_KEYS } = session.record.config;
  const keys = parseDetachKeys(detachKeys);
  return {
    async serve(connection) {
      if (!attachment) return;
      const options = { ...attach, terminal, detachKeys: keys };
      const end = await relay(attachment, connection, options);
      if (end === 'ended') await session.ended;
    },
  };
}

/**
 * What an attached client gets when the program cannot be run: the message where its output would
 * have been, as both engines do.
 */
export function complaint(session: ExecSession, error: Error): ExecStreams {
  const { terminal } = session.record.config;
  const text = Buffer.from(`Error: ${error.message}${terminal ? '\r\n' : '\n'}`);
  return {
    serve(connection) {
      connection.resume();
      return new Promise((resolve) => {
        connection.write(terminal ? text : frame(2, text), () => resolve());
      });
    },
  };
}

/** The answer to a detached start that failed: Docker's 400 or Podman's 500. */
export function refusal(error: Error, tree: Tree): Error {
  if (!(error instanceof RefpodError)) return error;
  const options = { rootCause: error.rootCause, cause: error };
  return tree === 'compat'
    ? new BadParameter(error.message, options)
    : new InternalError(error.message, options);
}
