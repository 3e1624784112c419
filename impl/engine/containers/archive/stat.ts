import { closeSync, readlinkSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import type { Container } from '../container.ts';
import type { Context } from '../context.ts';
import { textOf } from '../../../storage/tar/entry.ts';
import { entryPath } from '../../../storage/unpack/folder.ts';
import { findPlace, linkTarget, wantedPath } from './place.ts';
import type { LinkTarget, Place, WantedPath } from './place.ts';
import { withView } from './view.ts';

/** What there is at a path of a container. */
export interface PathStat {
  path: WantedPath;
  status: BigIntStats;
  /** Where it leads, when it is a link that was not followed. */
  link: LinkTarget | undefined;
}

/**
 * Looks at a path. A link at its end is not followed; with `throughSlash` a slash after it makes it
 * be followed, as for Docker. Throws NotFound and BadParameter.
 */
export function statPath(
  context: Context,
  container: Container,
  text: string,
  options: { throughSlash: boolean },
): Promise<PathStat> {
  const path = wantedPath(text);
  return withView(context, container, (root) => {
    const ending = options.throughSlash ? path.ending : '';
    const place = findPlace(root, { ...path, ending }, { follow: false });
    try {
      return describePlace(root, path, place);
    } finally {
      closeSync(place.folder);
    }
  });
}

/** @param root of the view that the place was found in. */
export function describePlace(root: number, path: WantedPath, place: Place): PathStat {
  const { status, folder, name } = place;
  if (!status.isSymbolicLink()) return { path, status, link: undefined };
  const text = textOf(readlinkSync(entryPath(folder, name), 'latin1'));
  return { path, status, link: linkTarget(root, path, text) };
}
