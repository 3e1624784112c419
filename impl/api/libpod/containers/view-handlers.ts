import type { Engine } from '../../../engine/engine.ts';
import { BadParameter } from '../../../errors.ts';
import type { Handlers } from '../../handler.ts';
import {
  attachReply,
  attachStreams,
  logOptions,
  logsReply,
} from '../../shared/container-streams.ts';
import { changesReply } from '../../shared/changes.ts';
import { filtersOf } from '../../shared/filters.ts';
import { given } from '../../shared/given.ts';
import { InspectReplies } from '../../shared/inspect-replies.ts';
import { decodeCreate } from './create-decode.ts';
import { encodeHealth } from './health-encode.ts';
import { encodeInspect } from './inspect-encode.ts';
import type { InspectFacts } from './inspect-encode.ts';
import { encodeListed } from './list-encode.ts';

/** Making containers, looking at them, and their streams. */
export function viewHandlers(engine: Engine) {
  const { containers } = engine;
  const facts: InspectFacts = {
    imageDigest: (id) => engine.storage.images.get(id)?.digest,
    privateCgroup: engine.runtime.layout.kind === 'v2',
  };
  const replies = new InspectReplies(engine);
  return {
    'libpod.container.create': async ({ body }) => {
      const { id, warnings } = await containers.create(decodeCreate(body));
      return { kind: 'json', status: 201, value: { Id: id, Warnings: warnings } };
    },
    'libpod.container.inspect': async ({ path, query, version }) => {
      const view = await containers.inspect(path.name, { size: query.size ?? false });
      const form = `libpod ${version?.text ?? ''}`;
      return replies.reply(view, form, () => encodeInspect(view, facts, version));
    },
    'libpod.container.list': async ({ query, version }) => {
      const { all, size, namespace: namespaces } = query;
      const views = await containers.list(
        given({
          tree: 'libpod' as const,
          all,
          size,
          limit: query.last ?? query.limit,
          filters: filtersOf(query.filters),
        }),
      );
      const value = views.map((view) => encodeListed(view, { namespaces, version }));
      return { kind: 'json', status: 200, value };
    },
    'libpod.container.healthcheck': async ({ path }) => {
      const { passed, state } = await engine.health.run(path.name);
      // Clients exit by the status of this run; inspect has that of the container.
      const value = { ...encodeHealth(state), Status: passed ? 'healthy' : 'unhealthy' };
      return { kind: 'json', status: 200, value };
    },
    'libpod.container.show-mounted': () => {
      return { kind: 'json', status: 200, value: containers.mounted() };
    },
    'libpod.container.logs': ({ path, query, signal }) =>
      logsReply(containers.logs(path.name, logOptions(query, signal)), {
        timestamps: query.timestamps,
        framed: true,
      }),
    'libpod.container.attach': async ({ path, query }) => {
      const { logs = false, stream, detachKeys, stdin, stdout, stderr } = query;
      if ([stdin, stdout, stderr].every((wanted) => wanted === false)) {
        throw new BadParameter('at least one of stdin, stdout, stderr must be true');
      }
      const options = given({ ...attachStreams(query), logs, stream, detachKeys });
      return attachReply(await containers.attach(path.name, options));
    },
    'libpod.container.changes': ({ path, query }) =>
      changesReply(engine, 'container', path.name, query),
    'libpod.container.export': ({ path, signal }) => ({
      kind: 'stream',
      status: 200,
      contentType: 'application/x-tar',
      source: containers.export(path.name, signal),
    }),
  } satisfies Handlers;
}
