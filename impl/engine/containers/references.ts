import { BadParameter, NotFound } from '../../errors.ts';
import type {
  ContainerConfig,
  Namespace,
  NamespaceConfig,
  StorageConfig,
} from '../../container-config.ts';
import type { Registry } from './registry.ts';

const kinds = ['pid', 'ipc', 'uts', 'user', 'cgroup', 'network'] as const;

/**
 * The configuration with full ids where it names other containers: those whose namespaces it
 * joins become dependencies. Throws NotFound (BadParameter in Docker's tree), naming the one that is
 * not there.
 */
export function resolveReferences(registry: Registry, config: ContainerConfig): ContainerConfig {
  if (config.tree === 'libpod') return resolve(registry, config);
  try {
    return resolve(registry, config);
  } catch (error) {
    // To Docker a wrong name in the body is a wrong body; 404 is for the image.
    if (!(error instanceof NotFound)) throw error;
    throw new BadParameter(error.message, { rootCause: error.rootCause, cause: error });
  }
}

function resolve(registry: Registry, config: ContainerConfig): ContainerConfig {
  for (const text of config.storage.volumesFrom) registry.find(text.split(':', 1)[0] ?? '');
  const dependencies = new Set(config.dependencies.map((name) => registry.find(name).id));
  const namespaces: NamespaceConfig = { ...config.namespaces };
  for (const kind of kinds) {
    const namespace: Namespace | undefined = namespaces[kind];
    if (namespace?.mode !== 'container') continue;
    const { id } = registry.find(namespace.container);
    namespaces[kind] = { mode: 'container', container: id };
    dependencies.add(id);
  }
  const links = config.network.links?.map((link) => {
    const [name = '', alias = name] = link.split(':');
    return `${registry.find(name).id}:${alias}`;
  });
  const network = links ? { ...config.network, links } : config.network;
  const storage = withTheirDevices(registry, config.storage);
  return { ...config, namespaces, network, storage, dependencies: [...dependencies] };
}

function withTheirDevices(registry: Registry, storage: StorageConfig): StorageConfig {
  if (!storage.devicesFrom?.length) return storage;
  const theirs = storage.devicesFrom.flatMap(
    (name) => registry.find(name).record.config.storage.devices,
  );
  return { ...storage, devices: [...storage.devices, ...theirs] };
}
