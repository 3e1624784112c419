import type { ContainerConfig, Namespace, NamespaceConfig } from './config.ts';
import type { Registry } from './registry.ts';

const kinds = ['pid', 'ipc', 'uts', 'user', 'cgroup', 'network'] as const;

/**
 * The configuration with full ids where it names other containers: those whose namespaces it
 * joins become dependencies. Throws NotFound, naming the one that is not there.
 */
export function resolveReferences(registry: Registry, config: ContainerConfig): ContainerConfig {
  const dependencies = new Set(config.dependencies.map((name) => registry.find(name).id));
  const namespaces: NamespaceConfig = { ...config.namespaces };
  for (const kind of kinds) {
    const namespace: Namespace | undefined = namespaces[kind];
    if (namespace?.mode !== 'container') continue;
    const { id } = registry.find(namespace.container);
    namespaces[kind] = { mode: 'container', container: id };
    dependencies.add(id);
  }
  return { ...config, namespaces, dependencies: [...dependencies] };
}
