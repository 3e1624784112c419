import type { Containers } from '../../../engine/containers/containers.ts';
import type { WaitCondition, Waiting } from '../../../engine/containers/view.ts';
import { BadParameter } from '../../../errors.ts';
import type { Handlers, Reply } from '../../handler.ts';
import { filtersOf } from '../../shared/filters.ts';
import { given } from '../../shared/given.ts';

const tree = 'compat';
const NO_CONTENT: Reply = { kind: 'empty', status: 204 };

/** The verbs that change a container's state, and waiting for it. */
export function stateHandlers(containers: Containers) {
  return {
    'compat.container.start': async ({ path }) => {
      await containers.start(path.name, tree);
      return NO_CONTENT;
    },
    'compat.container.stop': async ({ path, query }) => {
      await containers.stop(
        path.name,
        given({ tree, timeout: query.t, signal: query.signal } as const),
      );
      return NO_CONTENT;
    },
    'compat.container.restart': async ({ path, query }) => {
      await containers.restart(
        path.name,
        given({ tree, timeout: query.t, signal: query.signal } as const),
      );
      return NO_CONTENT;
    },
    'compat.container.kill': async ({ path, query }) => {
      await containers.kill(path.name, { tree, signal: query.signal });
      return NO_CONTENT;
    },
    'compat.container.pause': async ({ path }) => {
      await containers.pause(path.name, tree);
      return NO_CONTENT;
    },
    'compat.container.unpause': async ({ path }) => {
      await containers.unpause(path.name, tree);
      return NO_CONTENT;
    },
    'compat.container.rename': async ({ path, query }) => {
      const { name } = containers.view(path.name);
      if (query.name === name) {
        throw new BadParameter('Renaming a container with the same name as its current name');
      }
      await containers.rename(path.name, query.name);
      return NO_CONTENT;
    },
    'compat.container.resize': async ({ path, query }) => {
      const { h: rows = 0, w: columns = 0 } = query;
      // No size is no change, but the container has to be there.
      containers.view(path.name);
      if (rows > 0 || columns > 0) await containers.resize(path.name, { rows, columns, tree });
      return { kind: 'empty', status: 200 };
    },
    'compat.container.remove': async ({ path, query }) => {
      const { force, v: volumes, ignore, link } = query;
      if (link) throw new BadParameter('cannot remove a link: links are not supported');
      await containers.remove(path.name, { tree, force, volumes, ignore });
      return NO_CONTENT;
    },
    'compat.container.prune': async ({ query }) => {
      const reports = await containers.prune(filtersOf(query.filters), tree);
      const removed = reports.filter(({ error }) => error === undefined);
      const value = {
        ContainersDeleted: removed.length === 0 ? null : removed.map(({ id }) => id),
        SpaceReclaimed: removed.reduce((sum, { size }) => sum + size, 0),
      };
      return { kind: 'json', status: 200, value };
    },
    'compat.container.wait': ({ path, query, signal }) => {
      const condition = CONDITIONS[query.condition ?? 'not-running'];
      const waiting = containers.wait(path.name, [condition]);
      signal.addEventListener('abort', () => waiting.cancel(), { once: true });
      return { kind: 'lines', status: 200, items: waitResult(waiting) };
    },
  } satisfies Handlers;
}

/** Docker's words, and the document's where they say something else. */
const CONDITIONS = {
  'not-running': 'not-running',
  'next-exit': 'next-exit',
  removed: 'removed',
  configured: 'created',
  created: 'created',
  exited: 'exited',
  paused: 'paused',
  running: 'running',
  stopped: 'exited',
} as const satisfies Record<string, WaitCondition>;

/** One line, after headers that were sent at once: the client starts the container only then. */
async function* waitResult(waiting: Waiting) {
  try {
    const { exitCode, error } = await waiting.result;
    yield { StatusCode: exitCode, ...(error === undefined ? {} : { Error: { Message: error } }) };
  } catch (error) {
    yield { StatusCode: -1, Error: { Message: (error as Error).message } };
  }
}
