import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessTable } from '../../engine/containers/top.ts';
import { BadParameter } from '../../errors.ts';
import type { Reply } from '../handler.ts';

export interface TopQuery {
  readonly stream: boolean;
  /** Seconds between tables. */
  readonly delay: number;
}

/**
 * One table, or with `stream` one after the other until the client leaves or the container ends.
 * What keeps the first table from being made is thrown, and so gets a status.
 */
export async function topReply(
  { stream, delay }: TopQuery,
  signal: AbortSignal,
  table: () => Promise<ProcessTable> | ProcessTable,
): Promise<Reply> {
  if (delay < 1) throw new BadParameter(`"delay" parameter of value ${delay} < 1`);
  const first = encode(await table());
  return stream
    ? { kind: 'lines', status: 200, items: repeat(first, delay * 1000, signal, table) }
    : { kind: 'json', status: 200, value: first };
}

async function* repeat(
  first: unknown,
  interval: number,
  signal: AbortSignal,
  table: () => Promise<ProcessTable> | ProcessTable,
): AsyncGenerator {
  yield first;
  try {
    for (;;) {
      await sleep(interval, undefined, { signal });
      yield encode(await table());
    }
  } catch {
    // The client left, or the container ended: the head is sent, so the end is all that can be said.
  }
}

function encode({ titles, processes }: ProcessTable) {
  return { Titles: titles, Processes: processes };
}
