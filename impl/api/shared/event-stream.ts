import type { Tree } from '../../engine/containers/view.ts';
import type { EngineEvent } from '../../engine/events/event.ts';
import type { Events } from '../../engine/events/events.ts';
import { eventFilter } from '../../engine/events/filter.ts';
import { parseMoment } from '../../engine/time.ts';
import { BadParameter } from '../../errors.ts';
import type { Call, Reply } from '../handler.ts';

type EventsCall = Pick<Call<'libpod.system.events' | 'compat.system.events'>, 'query' | 'signal'>;

/**
 * The answer to an events request of either tree. As with the real engines the past is told only
 * when a time is given, or when the client does not stay.
 */
export function eventStream(
  events: Events,
  tree: Tree,
  { query, signal }: EventsCall,
  encode: (event: EngineEvent) => unknown,
): Reply {
  const since = moment(query.since);
  const until = moment(query.until);
  if (since !== undefined && until !== undefined && since > until)
    throw new BadParameter(`since ${query.since} is after until ${query.until}`);
  const stream = events.stream({
    replay: since !== undefined || until !== undefined || !query.stream,
    follow: query.stream,
    matches: eventFilter(query.filters, tree),
    signal,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  });
  return { kind: 'lines', status: 200, items: mapped(stream, encode) };
}

/** Clients send an empty text, or 0, for "no time". */
function moment(text: string | undefined): number | undefined {
  return text === undefined || text === '' || text === '0' ? undefined : parseMoment(text);
}

async function* mapped<T>(items: AsyncIterable<T>, encode: (item: T) => unknown) {
  for await (const item of items) yield encode(item);
}
