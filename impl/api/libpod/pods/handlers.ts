import type { Engine } from '../../../engine/engine.ts';
import { noSuchPod } from '../../../engine/pods/registry.ts';
import type { ActionReport } from '../../../engine/pods/actions.ts';
import type { Handlers, Reply } from '../../handler.ts';
import { given } from '../../shared/given.ts';
import { decodePod } from './decode.ts';
import { encodeListedPod, encodePod, encodePruned, encodeReport } from './encode.ts';
import { libpodPodFigures } from './figures.ts';

export function libpodPods({ pods }: Pick<Engine, 'pods'>) {
  return {
    ...libpodPodFigures({ pods }),
    'libpod.pod.create': async ({ body }) => {
      return { kind: 'json', status: 200, value: { Id: await pods.create(decodePod(body)) } };
    },
    'libpod.pod.inspect': ({ path, version }) => {
      return { kind: 'json', status: 200, value: encodePod(pods.inspect(path.name), version) };
    },
    'libpod.pod.exists': ({ path }) => {
      if (!pods.exists(path.name)) throw noSuchPod(path.name);
      return { kind: 'empty', status: 204 };
    },
    'libpod.pod.list': ({ query, version }) => {
      const value = pods.list(query.filters ?? {}).map((pod) => encodeListedPod(pod, version));
      return { kind: 'json', status: 200, value };
    },
    'libpod.pod.start': async ({ path }) => reply(await pods.start(path.name)),
    'libpod.pod.stop': async ({ path, query }) => reply(await pods.stop(path.name, query.t)),
    'libpod.pod.restart': async ({ path }) => reply(await pods.restart(path.name)),
    'libpod.pod.kill': async ({ path, query }) => {
      return reply(await pods.kill(path.name, query.signal));
    },
    'libpod.pod.pause': async ({ path }) => reply(await pods.pause(path.name)),
    'libpod.pod.unpause': async ({ path }) => reply(await pods.unpause(path.name)),
    'libpod.pod.remove': async ({ path, query: { force = false, timeout } }) => {
      const id = await pods.remove(path.name, given({ force, timeout }));
      return { kind: 'json', status: 200, value: { Err: null, Id: id } };
    },
    'libpod.pod.prune': async () => {
      return { kind: 'json', status: 200, value: encodePruned(await pods.prune({})) };
    },
  } satisfies Handlers;
}

/** What failed is a conflict, told with what did not. */
function reply(report: ActionReport): Reply {
  const status = report.errors.length > 0 ? 409 : 200;
  return { kind: 'json', status, value: encodeReport(report) };
}
