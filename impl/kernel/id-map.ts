/** A run of ids: `size` of them from `container` on are those from `host` on outside. */
export interface IdRange {
  container: number;
  host: number;
  size: number;
}

/** How the ids of a user namespace are seen from the host (user_namespaces(7)). */
export interface IdMappings {
  uids: IdRange[];
  gids: IdRange[];
}

/** What the kernel shows for an id that has none on the other side. */
export const OVERFLOW_ID = 65_534;

/** Whom the host knows an owner inside as; undefined mappings mean the host's own namespace. */
export function hostOwner(
  mappings: IdMappings | undefined,
  { uid, gid }: { uid: number; gid: number },
): { uid: number; gid: number } {
  if (!mappings) return { uid, gid };
  return {
    uid: translate(mappings.uids, uid, 'container', 'host'),
    gid: translate(mappings.gids, gid, 'container', 'host'),
  };
}

/** Whom the namespace knows an owner of the host as. */
export function ownerInside(
  mappings: IdMappings | undefined,
  { uid, gid }: { uid: number; gid: number },
): { uid: number; gid: number } {
  if (!mappings) return { uid, gid };
  return {
    uid: translate(mappings.uids, uid, 'host', 'container'),
    gid: translate(mappings.gids, gid, 'host', 'container'),
  };
}

function translate(
  ranges: readonly IdRange[],
  id: number,
  from: 'container' | 'host',
  to: 'container' | 'host',
): number {
  const range = ranges.find((one) => id >= one[from] && id < one[from] + one.size);
  return range ? range[to] + id - range[from] : OVERFLOW_ID;
}
