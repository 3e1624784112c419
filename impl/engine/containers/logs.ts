import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { BadParameter, InternalError } from '../../errors.ts';
import { readLogFrames, readLogLines } from '../../runtime/logs/read.ts';
import type { Attachment, LogLine, LogOptions, OutputChunk } from '../../runtime/types.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import type { LogStream } from './view.ts';

const NEWLINE = Buffer.from('\n');

/**
 * The `logs` verb. Following ends with the container's run (after its last line; the restarts of
 * its policy belong to it), or when `signal` fires. Throws BadParameter when neither stream is
 * wanted, InternalError when the log driver keeps nothing.
 */
export function logs(context: Context, name: string, options: LogOptions): LogStream {
  const container = context.registry.find(name);
  if (!options.stdout && !options.stderr) {
    throw new BadParameter('you must choose at least one stream: stdout or stderr');
  }
  const path = logPath(context, container);
  const { terminal } = container.record.config.process;
  // What does not run says nothing more; before its first run not even the log's folder is there.
  const follows = options.follow && !['created', 'exited'].includes(container.state);
  const read = <Piece>(open: (options: LogOptions) => AsyncIterable<Piece>) =>
    follows ? follow(container, options, open) : open({ ...options, follow: false });
  return {
    terminal,
    lines: read((chosen) => readLogLines(path, chosen)),
    chunks: (framed, prefix) =>
      read((chosen) =>
        readLogFrames(path, { ...chosen, framed, reuse: true, ...(prefix ? { prefix } : {}) }),
      ),
  };
}

function logPath(context: Context, { record }: Container): string {
  const { logPath: path } = context.bundles.of(record);
  if (path) return path;
  throw new InternalError(
    `this container is using the '${record.config.log.driver}' log driver, cannot read logs`,
  );
}

async function* follow<Piece>(
  container: Container,
  options: LogOptions,
  open: (options: LogOptions) => AsyncIterable<Piece>,
): AsyncIterable<Piece> {
  const run = new AbortController();
  const end = container.wait(['exited', 'created', 'removed']);
  void end.result.then(() => run.abort());
  const signal = AbortSignal.any([options.signal, run.signal]);
  try {
    yield* open({ ...options, signal });
  } finally {
    end.cancel();
  }
}

/** Writes what was logged so far as an attached client would have got it. */
export async function writeLogs(
  context: Context,
  container: Container,
  connection: Duplex,
  streams: { stdout: boolean; stderr: boolean },
): Promise<void> {
  const { terminal } = container.record.config.process;
  const { stdout, stderr } = streams;
  const { signal } = new AbortController();
  const options = { stdout, stderr, follow: false, signal, framed: !terminal };
  for await (const chunk of readLogFrames(logPath(context, container), options)) {
    if (connection.destroyed) return;
    if (!connection.write(chunk)) {
      await Promise.race([once(connection, 'drain'), once(connection, 'close')]);
    }
  }
}

/**
 * An attachment to a running process whose output comes from the log, from the first line on:
 * between what conmon has logged and what it sends there is no mark where the two could be joined.
 */
export function withLogs(
  context: Context,
  container: Container,
  attachment: Attachment,
): Attachment {
  const ended = new AbortController();
  // conmon logs before it sends, so at the end of its stream the log is whole.
  void drain(attachment.output).finally(() => ended.abort());
  const options = { stdout: true, stderr: true, follow: true, signal: ended.signal };
  return {
    output: outputOf(readLogLines(logPath(context, container), options)),
    write: (data) => attachment.write(data),
    endInput: () => attachment.endInput(),
    close: () => attachment.close(),
  };
}

async function drain(output: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of output);
}

async function* outputOf(lines: AsyncIterable<LogLine>): AsyncIterable<OutputChunk> {
  for await (const { stream, data, partial } of lines) {
    yield { stream, data: partial ? data : Buffer.concat([data, NEWLINE]) };
  }
}
