import { posix } from 'node:path';
import type { Containers } from '../../../engine/containers/containers.ts';
import type { PathStat } from '../../../engine/containers/archive/stat.ts';
import type { Handlers } from '../../handler.ts';
import { PATH_STAT, commonStat } from '../../shared/path-stat.ts';

/** Files into and out of containers. */
export function archiveHandlers(containers: Containers) {
  return {
    'libpod.container.stat-path': async ({ path, query }) => {
      const stat = await containers.statPath(path.name, query.path, { throughSlash: false });
      // Clients want to know of a link that leads nowhere, and that it does.
      const isThere = stat.link === undefined || stat.link.status !== undefined;
      return { kind: 'empty', status: isThere ? 200 : 404, headers: statHeader(stat) };
    },
    'libpod.container.get-archive': async ({ path, query, signal }) => {
      const { rename } = query;
      const { stat, archive } = await containers.readArchive(path.name, query.path, {
        tree: 'libpod',
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
    'libpod.container.put-archive': async ({ path, query, input, signal }) => {
      const { noOverwriteDirNonDir: keepKinds, copyUIDGID: toUser, rename } = query;
      const options = { tree: 'libpod', keepKinds, toUser, rename, signal } as const;
      await containers.writeArchive(path.name, query.path, input, options);
      return { kind: 'empty', status: 200 };
    },
  } satisfies Handlers;
}

/**
 * Podman's form: mode and size are the link's, name and `isDir` those of what it leads to, and
 * `linkTarget` is always there, with what stood at the path's end. Its clients decode the URL's
 * base64.
 */
function statHeader(stat: PathStat): Record<string, string> {
  const { path, link, status } = stat;
  const ending = path.full === '/' ? '.' : path.ending;
  const target = link?.path ?? path.full;
  const text = JSON.stringify({
    name: ending.endsWith('.') ? '.' : posix.basename(target),
    ...commonStat(stat),
    isDir: (link ? link.status : status)?.isDirectory() ?? false,
    linkTarget: target + ending,
  });
  const encoded = Buffer.from(text).toString('base64');
  return { [PATH_STAT]: encoded.replaceAll('+', '-').replaceAll('/', '_') };
}
