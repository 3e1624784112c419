import type { ContainerConfig, Namespace } from '../../container-config.ts';
import { BadParameter } from '../../errors.ts';
import type { OciIdMapping, OciNamespace } from './oci-config.ts';

type Kind = OciNamespace['type'];

/** Namespaces of other containers that this one shares: `/proc/PID/ns/…` by kind. */
export type NamespacePaths = Partial<Record<Kind, string>>;

/** Kinds in the order in which real Podman writes them. */
const KINDS = ['pid', 'network', 'ipc', 'uts', 'user', 'cgroup'] as const;

/**
 * The namespaces of a container. Nothing said means one of its own, except for users (the host's)
 * and control groups (its own only where the host is v2 alone, as both engines do).
 * @param paths where `container:` and `pod` lead; the engine knows those containers
 */
export function namespacesOf(
  config: ContainerConfig['namespaces'],
  paths: NamespacePaths,
  cgroupKind: 'v1' | 'v2' | 'hybrid',
): OciNamespace[] {
  const defaults: Partial<Record<Kind, Namespace>> = {
    user: { mode: 'host' },
    cgroup: { mode: cgroupKind === 'v2' ? 'private' : 'host' },
  };
  const chosen = KINDS.flatMap((kind) => {
    const wanted = config[kind] ?? defaults[kind] ?? { mode: 'private' };
    return wanted.mode === 'host' ? [] : [namespaceOf(kind, wanted, paths)];
  });
  return [...chosen, { type: 'mount' }];
}

function namespaceOf(kind: Kind, wanted: Namespace, paths: NamespacePaths): OciNamespace {
  switch (wanted.mode) {
    case 'path':
      return { type: kind, path: wanted.path };
    case 'container':
    case 'pod': {
      const path = paths[kind];
      if (path) return { type: kind, path };
      throw new BadParameter(`the ${kind} namespace to join is not there: its container must run`);
    }
    case 'host':
    case 'private':
    case 'shareable':
    case 'none':
    case 'bridge':
    case 'auto':
    case 'keep-id':
    case 'no-map':
      return { type: kind };
  }
}

/** Whether the container has a namespace of this kind that nobody else made. */
export function isOwn(namespaces: readonly OciNamespace[], kind: Kind): boolean {
  return namespaces.some(({ type, path }) => type === kind && path === undefined);
}

/** Id mappings for a user namespace of the container's own; undefined without one. */
export function idMappings(
  config: ContainerConfig['namespaces'],
  namespaces: readonly OciNamespace[],
): { uidMappings: OciIdMapping[]; gidMappings: OciIdMapping[] } | undefined {
  if (!isOwn(namespaces, 'user')) return undefined;
  const { uids, gids } = config.idMappings ?? { uids: [], gids: [] };
  if (uids.length === 0 && gids.length === 0) {
    throw new BadParameter('a user namespace needs id mappings');
  }
  const translate = (mappings: typeof uids) =>
    mappings.map(({ container, host, size }) => ({ containerID: container, hostID: host, size }));
  return { uidMappings: translate(uids), gidMappings: translate(gids) };
}
