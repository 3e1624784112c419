import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { BadParameter, InternalError } from '../../errors.ts';
import { frame } from '../../runtime/attach/frames.ts';
import type { LogLine, LogOptions } from '../../runtime/types.ts';
import type { Container } from './container.ts';
import type { Context } from './context.ts';
import type { LogStream } from './view.ts';

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
  return {
    terminal: container.record.config.process.terminal,
    lines: options.follow
      ? follow(context, container, path, options)
      : context.readLogs(path, options),
  };
}

function logPath(context: Context, { record }: Container): string {
  const { logPath: path } = context.bundles.of(record);
  if (path) return path;
  throw new InternalError(
    `this container is using the '${record.config.log.driver}' log driver, cannot read logs`,
  );
}

async function* follow(
  context: Context,
  container: Container,
  path: string,
  options: LogOptions,
): AsyncIterable<LogLine> {
  const run = new AbortController();
  const end = container.wait(['exited', 'created', 'removed']);
  void end.result.then(() => run.abort());
  const signal = AbortSignal.any([options.signal, run.signal]);
  try {
    yield* context.readLogs(path, { ...options, signal });
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
  const lines = context.readLogs(logPath(context, container), {
    stdout,
    stderr,
    follow: false,
    signal,
  });
  for await (const { stream, data, partial } of lines) {
    if (connection.destroyed) return;
    const whole = partial ? data : Buffer.concat([data, Buffer.from('\n')]);
    if (!connection.write(terminal ? whole : frame(stream, whole))) {
      await Promise.race([once(connection, 'drain'), once(connection, 'close')]);
    }
  }
}
