import { noSuchContainer } from '../../../engine/containers/container.ts';
import type { Containers } from '../../../engine/containers/containers.ts';
import { parseDuration } from '../../../engine/time.ts';
import { BadParameter, InternalError, NotFound } from '../../../errors.ts';
import type { Handlers, Reply } from '../../handler.ts';
import { filtersOf } from '../../shared/filters.ts';
import { given } from '../../shared/given.ts';
import { atLeast } from '../../version.ts';
import { waitConditions } from './state-words.ts';

const tree = 'libpod';
const NO_CONTENT: Reply = { kind: 'empty', status: 204 };

/** The verbs that change a container's state, and waiting for it. */
export function stateHandlers(containers: Containers) {
  return {
    'libpod.container.start': async ({ path }) => {
      await containers.start(path.name, tree);
      return NO_CONTENT;
    },
    'libpod.container.init': async ({ path }) => {
      await containers.init(path.name);
      return NO_CONTENT;
    },
    'libpod.container.stop': async ({ path, query }) => {
      try {
        await containers.stop(path.name, given({ tree, timeout: query.t } as const));
      } catch (error) {
        if (!query.ignore || !(error instanceof NotFound)) throw error;
      }
      return NO_CONTENT;
    },
    'libpod.container.restart': async ({ path, query }) => {
      await containers.restart(path.name, given({ tree, timeout: query.t } as const));
      return NO_CONTENT;
    },
    'libpod.container.kill': async ({ path, query }) => {
      try {
        await containers.kill(path.name, { tree, signal: query.signal });
      } catch (error) {
        // The only thing to be wrong in the request is the signal, for which Podman has no 400.
        if (error instanceof BadParameter) throw new InternalError(error.message, { cause: error });
        throw error;
      }
      return NO_CONTENT;
    },
    'libpod.container.pause': async ({ path }) => {
      await containers.pause(path.name, tree);
      return NO_CONTENT;
    },
    'libpod.container.unpause': async ({ path }) => {
      await containers.unpause(path.name, tree);
      return NO_CONTENT;
    },
    'libpod.container.rename': async ({ path, query }) => {
      await containers.rename(path.name, query.name);
      return NO_CONTENT;
    },
    'libpod.container.resize': async ({ path, query }) => {
      const size = { rows: query.h ?? 0, columns: query.w ?? 0 };
      try {
        await containers.resize(path.name, { ...size, tree });
      } catch (error) {
        // `running=true`: the client does not mind that it has ended meanwhile.
        if (!query.running || error instanceof NotFound) throw error;
      }
      return { kind: 'empty', status: 200 };
    },
    'libpod.container.remove': async ({ path, query, version }) => {
      const { force = false, v: volumes = false, ignore, depend, timeout } = query;
      const reports = await containers.remove(
        path.name,
        given({ tree, force, volumes, ignore, depend, timeout } as const),
      );
      if (!atLeast(version, '4.0.0')) return NO_CONTENT;
      const value = reports.map(({ id, error }) =>
        given({ Id: id, Err: error?.message, RawInput: path.name }),
      );
      return { kind: 'json', status: 200, value };
    },
    'libpod.container.prune': async ({ query }) => {
      const reports = await containers.prune(filtersOf(query.filters), tree);
      const value = reports.map(({ id, size, error }) =>
        given({ Id: id, Size: size, Err: error?.message }),
      );
      return { kind: 'json', status: 200, value };
    },
    'libpod.container.wait': async ({ path, query, signal, version }) => {
      // Nothing is polled here, but a client is told of its mistake.
      if (query.interval && parseDuration(query.interval) === undefined) {
        throw new BadParameter(`query parameter "interval": "${query.interval}" is no duration`);
      }
      const waiting = containers.wait(path.name, waitConditions(query.condition ?? [], version));
      signal.addEventListener('abort', () => waiting.cancel(), { once: true });
      const { exitCode } = await waiting.result;
      return { kind: 'text', status: 200, text: `${exitCode}\n` };
    },
    'libpod.container.exists': ({ path }) => {
      if (!containers.exists(path.name)) throw noSuchContainer(path.name);
      return NO_CONTENT;
    },
    'libpod.container.mount': async ({ path }) => {
      return { kind: 'text', status: 200, text: `${await containers.mount(path.name)}\n` };
    },
    'libpod.container.unmount': async ({ path }) => {
      await containers.unmount(path.name);
      return NO_CONTENT;
    },
  } satisfies Handlers;
}
