import type { AttachSession, LogStream } from '../../engine/containers/view.ts';
import { parseMoment } from '../../engine/time.ts';
import { BadParameter } from '../../errors.ts';
import type { Reply } from '../handler.ts';
import { given } from './given.ts';

/** Bytes, multiplexed by frames unless a terminal is there; clients of API 1.41 know no other name. */
export const RAW_STREAM = 'application/vnd.docker.raw-stream';

/** Takes the connection over and lets the session pump it. */
export function attachReply(session: AttachSession): Reply {
  return {
    kind: 'hijack',
    contentType: RAW_STREAM,
    serve: (connection) => session.serve(connection),
  };
}

/** Which streams and for what an attach request asks; none named means all, as in both engines. */
export function attachStreams(query: {
  readonly stdin?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
}): { stdin: boolean; stdout: boolean; stderr: boolean } {
  const { stdin = false, stdout = false, stderr = false } = query;
  const all = !stdin && !stdout && !stderr;
  return { stdin: stdin || all, stdout: stdout || all, stderr: stderr || all };
}

export interface LogQuery {
  readonly follow?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly timestamps: boolean;
  readonly tail: string;
}

/** The log options of both trees' requests. Throws BadParameter naming the parameter. */
export function logOptions(query: LogQuery, signal: AbortSignal) {
  return given({
    stdout: query.stdout ?? false,
    stderr: query.stderr ?? false,
    follow: query.follow ?? false,
    since: moment('since', query.since),
    until: moment('until', query.until),
    tail: lineCount(query.tail),
    signal,
  });
}

/** 0 and Go's zero time are what clients send for no bound at all. */
function moment(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const parsed = parseMoment(text);
    return parsed <= 0 ? undefined : parsed;
  } catch (error) {
    throw new BadParameter(`query parameter "${name}": ${(error as Error).message}`);
  }
}

function lineCount(tail: string): number | undefined {
  if (tail === 'all' || tail === '') return undefined;
  if (!/^-?\d+$/.test(tail)) {
    throw new BadParameter(`query parameter "tail": "${tail}" is neither a number nor "all"`);
  }
  return Number(tail) < 0 ? undefined : Number(tail);
}

/**
 * A container's log, as it is or with the time before each line.
 * @param framed whether what a terminal wrote is framed too: Podman's clients expect it, Docker's
 *   do not
 */
export function logsReply(
  log: LogStream,
  { timestamps, framed }: { timestamps: boolean; framed: boolean },
): Reply {
  const prefix = timestamps ? (time: string) => `${utc(time)} ` : undefined;
  return { kind: 'chunks', status: 200, chunks: log.chunks(framed || !log.terminal, prefix) };
}

/** conmon writes the host's zone; clients expect UTC. The fraction is kept to the nanosecond. */
function utc(time: string): string {
  const [, seconds, fraction = '', zone] =
    /^([^.Z+]+?)(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(time) ?? [];
  if (seconds === undefined || zone === 'Z' || zone === '+00:00') {
    return time.replace('+00:00', 'Z');
  }
  return new Date(`${seconds}${zone}`).toISOString().replace('.000Z', `${fraction}Z`);
}
