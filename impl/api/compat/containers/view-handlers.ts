import type { QueryOf } from '../../../../spec/generated/operations.gen.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { Handlers } from '../../handler.ts';
import {
  attachReply,
  attachStreams,
  logOptions,
  logsReply,
} from '../../shared/container-streams.ts';
import { filtersOf } from '../../shared/filters.ts';
import { given } from '../../shared/given.ts';
import { InspectReplies } from '../../shared/inspect-replies.ts';
import { engineNetworkName } from '../../shared/network-names.ts';
import { atLeast } from '../../version.ts';
import { decodeCreate } from './create-decode.ts';
import { encodeInspect } from './inspect-encode.ts';
import type { EncodeFacts } from './inspect-encode.ts';
import { encodeSummary } from './list-encode.ts';

/** Making containers, looking at them, and their streams. */
export function viewHandlers(engine: Engine) {
  const { containers } = engine;
  const facts: EncodeFacts = {
    networkId: (name) => engine.network.byName(name)?.id,
    privateCgroup: engine.runtime.layout.kind === 'v2',
  };
  const replies = new InspectReplies(engine);
  return {
    'compat.container.create': async ({ body, query, version }) => {
      const platform = atLeast(version, '1.41') ? query.platform : undefined;
      const config = decodeCreate(body, { name: query.name, platform });
      const { id, warnings } = await containers.create(config);
      return { kind: 'json', status: 201, value: { Id: id, Warnings: warnings } };
    },
    'compat.container.inspect': async ({ path, query }) => {
      const view = await containers.inspect(path.name, { size: query.size });
      return replies.reply(view, 'compat', () => encodeInspect(view, facts));
    },
    'compat.container.list': async ({ query }) => {
      const { all, limit, size } = query;
      const filters = listFilters(query, (name) => containers.view(name).id);
      const views = await containers.list(
        given({ tree: 'compat' as const, all, limit, size, filters }),
      );
      const now = Date.now();
      const value = views.map((view) => encodeSummary(view, facts, now));
      return { kind: 'json', status: 200, value };
    },
    'compat.container.logs': ({ path, query, signal }) =>
      logsReply(containers.logs(path.name, logOptions(query, signal)), {
        timestamps: query.timestamps,
        framed: false,
      }),
    'compat.container.attach': async ({ path, query }) => {
      const { logs = false, detachKeys } = query;
      // Asked for the log alone, a client waits for the end of it.
      const stream = query.stream ?? !logs;
      const options = given({ ...attachStreams(query), logs, stream, detachKeys });
      return attachReply(await containers.attach(path.name, options));
    },
    'compat.container.changes': async ({ path }) => {
      const changes = await containers.changes(path.name);
      const value = changes.map((change) => ({ Path: change.path, Kind: change.kind }));
      return { kind: 'json', status: 200, value };
    },
    'compat.container.export': ({ path, signal }) => ({
      kind: 'stream',
      status: 200,
      contentType: 'application/x-tar',
      source: containers.export(path.name, signal),
    }),
  } satisfies Handlers;
}

/**
 * The filters of Docker's list in the engine's words. `before` and `since` also come as parameters
 * of their own; the containers that they name have to exist.
 */
function listFilters(
  query: QueryOf<'compat.container.list'>,
  idOf: (name: string) => string,
): Record<string, string[]> {
  const filters = filtersOf(query.filters);
  for (const name of ['before', 'since'] as const) {
    const wanted = [...(filters[name] ?? []), ...(query[name] ? [query[name]] : [])];
    if (wanted.length > 0) filters[name] = wanted.map(idOf);
  }
  if (filters['network']) filters['network'] = filters['network'].map(engineNetworkName);
  return filters;
}
