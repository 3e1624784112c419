import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { ExitFiles } from '../../runtime/exits.ts';
import { killTree } from '../../runtime/process-tree.ts';
import { processStart } from '../../runtime/processes.ts';
import type { ProcessIdentity } from '../../runtime/processes.ts';
import type { Attachment, OutputChunk } from '../../runtime/types.ts';
import type { Container } from '../containers/container.ts';
import type { Tree } from '../containers/view.ts';
import { exitDirectory, sessionDirectory } from './context.ts';
import type { ExecContext } from './context.ts';
import { requireRunning } from './errors.ts';
import { execEvent } from './exec-event.ts';
import type { ExecAction } from './exec-event.ts';
import { ExecSession } from './session.ts';
import { launch } from './start.ts';

/** How long a killed command may take to be gone, in milliseconds: one that is frozen is not. */
const patience = 10_000;
/** The shell's word for an end by SIGKILL. */
const KILLED = 137;

type Tell = (action: ExecAction, details: { exitCode?: number; command?: string }) => void;

export interface CaptureOptions {
  /** Milliseconds after which the command is killed, with all that it started. */
  timeout?: number;
  /** Bytes of output that are kept; the rest is read and dropped. */
  limit?: number;
  /** Kills the command too. */
  signal?: AbortSignal;
  /** Whose clients hear of it; nobody when absent. */
  toldTo?: Tree;
  /** The command runs. */
  onStarted?: (process: ProcessIdentity) => void;
}

export interface Captured {
  /** Undefined when the command was killed for its time, or by the signal. */
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
  /** Both, in the order in which they were written. */
  output: string;
  /** There was more. */
  truncated: boolean;
}

/**
 * Runs a command in a container for the engine's own ends: it is no session that a client could
 * see. Throws Conflict when the container does not run, RuntimeError when the command cannot be
 * run.
 */
export async function capture(
  context: ExecContext,
  container: Container,
  command: string[],
  options: CaptureOptions = {},
): Promise<Captured> {
  requireRunning(container, 'libpod');
  const session = hiddenSession(container, command);
  const directory = exitDirectory(context, session.record);
  const tell: Tell = (action, details) => {
    if (options.toldTo === undefined) return;
    const event = execEvent(container, session.record, action, details);
    context.emit({ ...event, only: options.toldTo });
  };
  let exits: ExitFiles | undefined;
  try {
    tell('exec-create', { command: command.join(' ') });
    const outcome = await launch(context, container, session, { tree: 'libpod', detach: false });
    if ('error' in outcome) throw outcome.error;
    exits = new ExitFiles(directory);
    const process = { pid: outcome.pid, start: processStart(outcome.pid) ?? 0 };
    options.onStarted?.(process);
    tell('exec-start', { command: command.join(' ') });
    const ended = exits.wait(container.id).then(({ exitCode }) => exitCode);
    const output = collect(outcome.attachment, options.limit ?? Number.POSITIVE_INFINITY);
    const exitCode = await endOf(ended, options, () =>
      killTree(process, context.runtime.processes(container.id)),
    );
    // Who ends it by the signal does not care, and may be on its own way out.
    if (!options.signal?.aborted) tell('exec-die', { exitCode: exitCode ?? KILLED });
    // What was killed may have left somebody behind who still holds its output.
    if (exitCode === undefined) outcome.attachment?.close();
    return { exitCode, ...(await output) };
  } finally {
    exits?.close();
    await rm(sessionDirectory(context, session.record), { recursive: true, force: true });
  }
}

function hiddenSession(container: Container, command: string[]): ExecSession {
  return new ExecSession({
    id: randomBytes(32).toString('hex'),
    containerId: container.id,
    config: {
      tree: 'libpod',
      command,
      env: [],
      terminal: false,
      privileged: false,
      attach: { stdin: false, stdout: true, stderr: true },
    },
    state: 'running',
    pid: 0,
    pidStart: 0,
    exitCode: 0,
    endedAt: 0,
  });
}

/** The exit code; undefined once the command was killed, because of its time or the signal, and is gone. */
async function endOf(
  ended: Promise<number>,
  { timeout, signal }: CaptureOptions,
  kill: () => void,
): Promise<number | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const stop = () => resolve(undefined);
  let timer = timeout === undefined ? undefined : setTimeout(stop, timeout);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    const exitCode = await Promise.race([ended, late]);
    if (exitCode !== undefined) return exitCode;
    kill();
    clearTimeout(timer);
    const gone = new Promise((done) => {
      timer = setTimeout(done, signal?.aborted ? 0 : patience);
    });
    await Promise.race([ended, gone]);
    return undefined;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** conmon hands out all output before it writes the exit file. */
async function collect(
  attachment: Attachment | undefined,
  limit: number,
): Promise<Omit<Captured, 'exitCode'>> {
  const pieces: OutputChunk[] = [];
  let length = 0;
  for await (const { stream, data } of attachment?.output ?? []) {
    if (length < limit) pieces.push({ stream, data: data.subarray(0, limit - length) });
    length += data.length;
  }
  const text = (chosen: OutputChunk[]) => Buffer.concat(chosen.map(({ data }) => data)).toString();
  return {
    stdout: text(pieces.filter(({ stream }) => stream === 1)),
    stderr: text(pieces.filter(({ stream }) => stream === 2)),
    output: text(pieces),
    truncated: length > limit,
  };
}
