import type { ContainerConfig } from '../../container-config.ts';

const PREFIX = 'io.podman.annotations.';

/**
 * Annotations of a container of Podman's tree: those that were asked for, and the marks by which
 * Podman's tools see how it was made.
 */
export function markedAnnotations(config: ContainerConfig): Record<string, string> {
  if (config.tree !== 'libpod') return config.annotations;
  const { volumesFrom } = config.storage;
  const flags = {
    autoremove: config.autoRemove,
    init: config.process.init,
    privileged: config.security.privileged,
    'publish-all': config.network.publishAll,
  };
  const marks = Object.entries(flags).map(([name, is]) => [PREFIX + name, is ? 'TRUE' : 'FALSE']);
  return {
    ...(Object.fromEntries(marks) as Record<string, string>),
    ...(volumesFrom.length > 0 ? { [`${PREFIX}volumes-from`]: volumesFrom.join(',') } : {}),
    ...config.annotations,
  };
}
