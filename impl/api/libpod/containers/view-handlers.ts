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
import { atLeast } from '../../version.ts';
import { decodeCreate } from './create-decode.ts';
import { encodeInspect } from './inspect-encode.ts';
import { encodeListed } from './list-encode.ts';
import { namespaceNumbers } from './namespace-numbers.ts';

/** Making containers, looking at them, and their streams and root file systems. */
export function viewHandlers(engine: Engine) {
  const { containers } = engine;
  const imageDigest = (id: string) => engine.storage.images.get(id)?.digest;
  return {
    'libpod.container.create': async ({ body }) => {
      const { id, warnings } = await containers.create(decodeCreate(body));
      return { kind: 'json', status: 201, value: { Id: id, Warnings: warnings } };
    },
    'libpod.container.inspect': async ({ path, query, version }) => {
      const view = await containers.inspect(path.name, { size: query.size ?? false });
      const value = encodeInspect(view, { imageDigest, old: !atLeast(version, '4.0.0') });
      return { kind: 'json', status: 200, value };
    },
    'libpod.container.list': async ({ query, version }) => {
      const { all, size, namespace } = query;
      const limit = query.limit ?? query.last;
      const filters = filtersOf(query.filters);
      const views = await containers.list(
        given({ tree: 'libpod' as const, all, limit, size, filters }),
      );
      const old = !atLeast(version, '4.0.0');
      const value = views.map((view) =>
        encodeListed(view, {
          old,
          namespaces: namespace ? namespaceNumbers(view.state.pid) : undefined,
        }),
      );
      return { kind: 'json', status: 200, value };
    },
    'libpod.container.logs': ({ path, query, signal }) =>
      logsReply(containers.logs(path.name, logOptions(query, signal)), query.timestamps),
    'libpod.container.attach': async ({ path, query }) => {
      const { logs = false, stream, detachKeys } = query;
      const options = given({ ...attachStreams(query), logs, stream, detachKeys });
      return attachReply(await containers.attach(path.name, options));
    },
    'libpod.container.changes': async ({ path }) => {
      const changes = await containers.changes(path.name);
      const value = changes.map((change) => ({ Path: change.path, Kind: change.kind }));
      return { kind: 'json', status: 200, value };
    },
    'libpod.container.export': ({ path, signal }) => ({
      kind: 'stream',
      status: 200,
      contentType: 'application/x-tar',
      source: containers.export(path.name, signal),
    }),
    'libpod.container.mount': async ({ path }) => ({
      kind: 'json',
      status: 200,
      value: await containers.mount(path.name),
    }),
    'libpod.container.unmount': async ({ path }) => {
      await containers.unmount(path.name);
      return { kind: 'empty', status: 204 };
    },
    'libpod.container.show-mounted': () => ({
      kind: 'json',
      status: 200,
      value: containers.mounted(),
    }),
  } satisfies Handlers;
}
