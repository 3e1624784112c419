import type { Execs } from '../../engine/exec/execs.ts';
import type { ExecRecord } from '../../engine/exec/session.ts';
import type { StartOptions } from '../../engine/exec/start.ts';
import type { Reply } from '../handler.ts';
import { RAW_STREAM } from './container-streams.ts';

/** Starts a session: an empty answer when detached, else the connection is taken over. */
export async function startReply(execs: Execs, id: string, options: StartOptions): Promise<Reply> {
  const streams = await execs.start(id, options);
  return streams
    ? {
        kind: 'hijack',
        contentType: RAW_STREAM,
        serve: (connection) => streams.serve(connection),
      }
    : { kind: 'empty', status: 200 };
}

/** What both trees call the process of a session. */
export function processConfig({ config }: Readonly<ExecRecord>) {
  const [entrypoint = '', ...words] = config.command;
  return {
    entrypoint,
    arguments: words,
    tty: config.terminal,
    privileged: config.privileged,
    user: config.user ?? '',
  };
}
