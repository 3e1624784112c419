import type { Containers } from '../../../engine/containers/containers.ts';
import type { PathStat } from '../../../engine/containers/archive/stat.ts';
import type { Handlers } from '../../handler.ts';
import { PATH_STAT, commonStat } from '../../shared/path-stat.ts';

/** Files into and out of containers. */
export function archiveHandlers(containers: Containers) {
  return {
    'compat.container.stat-path': async ({ path, query }) => {
      const stat = await containers.statPath(path.name, query.path, { throughSlash: true });
      return { kind: 'empty', status: 200, headers: statHeader(stat) };
    },
    'compat.container.get-archive': async ({ path, query, signal }) => {
      const { rename } = query;
      const { stat, archive } = await containers.readArchive(path.name, query.path, {
        tree: 'compat',
        rename,
        signal,
      });
      const headers = statHeader(stat);
      return {
        kind: 'stream',
        status: 200,
        contentType: 'application/x-tar',
        headers,
        source: archive,
      };
    },
    'compat.container.put-archive': async ({ path, query, input, signal }) => {
      const { noOverwriteDirNonDir: keepKinds = false, copyUIDGID: toUser = false, rename } = query;
      const options = { tree: 'compat', keepKinds, toUser, rename, signal } as const;
      await containers.writeArchive(path.name, query.path, input, options);
      return { kind: 'empty', status: 200 };
    },
  } satisfies Handlers;
}

/** Docker's clients decode plain base64. */
function statHeader(stat: PathStat): Record<string, string> {
  const { path, link } = stat;
  const name = path.ending === '/.' ? '.' : path.name;
  const text = JSON.stringify({ name, ...commonStat(stat), linkTarget: link?.path ?? '' });
  return { [PATH_STAT]: Buffer.from(text).toString('base64') };
}
