import { InternalError } from '../../../errors.ts';
import type { ContainerConfig, Namespace, NamespaceConfig } from '../../../container-config.ts';

/**
 * The configuration of a dumped container as a member of a pod, whose namespaces it joins in place
 * of those that it shared. Throws InternalError when one that was in a pod is to be in none, or the
 * other way round, and when it needs other containers.
 */
export function forPod(config: ContainerConfig, pod: string | undefined): ContainerConfig {
  const shared = Object.values(config.namespaces as Record<string, Namespace>).flatMap((one) =>
    one.mode === 'container' ? [one.container] : [],
  );
  const isPods = config.pod !== undefined;
  if (config.dependencies.some((id) => !isPods || !shared.includes(id))) {
    throw new InternalError('cannot import checkpoints of containers with dependencies');
  }
  if (isPods && pod === undefined) {
    throw new InternalError('cannot restore pod container without --pod');
  }
  if (!isPods && pod !== undefined) {
    throw new InternalError('cannot restore non pod container into pod');
  }
  if (pod === undefined) return config;
  const namespaces = Object.fromEntries(
    Object.entries(config.namespaces as Record<string, Namespace>).map(([kind, namespace]) => [
      kind,
      namespace.mode === 'container' ? { mode: 'pod' } : namespace,
    ]),
  ) as NamespaceConfig;
  const { hostname, ...process } = config.process;
  const { parent: _pods, ...cgroup } = config.cgroup;
  return {
    ...config,
    pod,
    namespaces,
    cgroup,
    dependencies: [],
    process:
      namespaces.uts?.mode === 'pod' ? process : { ...process, ...(hostname ? { hostname } : {}) },
  };
}
