import { BadParameter } from '../../errors.ts';
import type {
  ContainerConfig,
  Namespace,
  NamespaceConfig,
  SecurityConfig,
  StorageConfig,
} from '../../container-config.ts';
import type { Shareable } from './config.ts';
import { podGroup } from './groups.ts';
import type { PodRecord } from './record.ts';

const kinds: readonly Shareable[] = ['pid', 'ipc', 'uts', 'user', 'cgroup', 'network'];

/**
 * A container's configuration as a member of a pod: it joins the namespaces that the pod shares
 * and those that it asks for as the pod's, runs below the pod's control group (unless it names another
 * one) and has the devices and rights that the pod gives to all. Throws BadParameter for what is the pod's to say.
 * @param infra configuration of the infra container, if there is one
 */
export function joinPod(
  config: ContainerConfig,
  pod: PodRecord,
  infra: ContainerConfig | undefined,
): ContainerConfig {
  const joined = { ...config, pod: pod.id, namespaces: namespaces(config, pod, infra) };
  const group = podGroup(pod);
  if (group !== undefined && !config.cgroup.parent) {
    joined.cgroup = { ...config.cgroup, parent: group };
  }
  if (config.restart.isDefault && pod.config.restart) joined.restart = pod.config.restart;
  if (!infra) return joined;
  checkNetwork(joined, pod.infraId);
  const hostname = hostnameOf(joined, pod.infraId, infra);
  return {
    ...joined,
    process: { ...config.process, ...(hostname === undefined ? {} : { hostname }) },
    storage: storage(config.storage, infra.storage),
    security: security(config.security, infra.security),
    dependencies: [...new Set([...config.dependencies, pod.infraId])],
  };
}

/** Refuses to join a pod's namespace where there is no pod. */
export function refusePodNamespaces({ namespaces }: ContainerConfig): void {
  if (kinds.every((kind) => namespaces[kind]?.mode !== 'pod')) return;
  throw new BadParameter(
    'cannot use pod namespace as container is not joining a pod or pod has no infra container: invalid argument',
    { rootCause: 'invalid argument' },
  );
}

function namespaces(
  config: ContainerConfig,
  { config: pod, infraId }: PodRecord,
  infra: ContainerConfig | undefined,
): NamespaceConfig {
  if (!infra) {
    refusePodNamespaces(config);
    return config.namespaces;
  }
  const joined: NamespaceConfig = { ...config.namespaces };
  for (const kind of kinds) {
    const wanted: Namespace | undefined = config.namespaces[kind];
    const joins = wanted?.mode === 'pod' || (wanted === undefined && pod.shared.includes(kind));
    if (!joins) continue;
    const isHosts = infra.namespaces[kind]?.mode === 'host';
    joined[kind] = isHosts ? { mode: 'host' } : { mode: 'container', container: infraId };
  }
  return joined;
}

function joinsInfra(namespace: Namespace | undefined, infraId: string): boolean {
  return namespace?.mode === 'container' && namespace.container === infraId;
}

/** Ports, networks and names belong to the namespace, and so to the pod. */
function checkNetwork(
  { namespaces: { network }, network: wanted }: ContainerConfig,
  infraId: string,
) {
  if (!joinsInfra(network, infraId)) return;
  const rootCause = 'network cannot be configured when it is shared with a pod';
  const refuse = (words: string) => {
    throw new BadParameter(`invalid config provided: ${words}: ${rootCause}`, { rootCause });
  };
  if (wanted.ports.length > 0 || wanted.publishAll) {
    refuse('published or exposed ports must be defined when the pod is created');
  }
  if (Object.keys(wanted.networks).length > 0 || wanted.mac) {
    refuse('networks must be defined when the pod is created');
  }
  if (wanted.hosts.length > 0) refuse('extra host entries must be specified on the pod');
}

/** The host name of a shared namespace is the infra container's. */
function hostnameOf(
  { namespaces: { uts }, process }: ContainerConfig,
  infraId: string,
  infra: ContainerConfig,
): string | undefined {
  if (!joinsInfra(uts, infraId)) return process.hostname;
  if (process.hostname) {
    throw new BadParameter(
      'invalid config provided: cannot set hostname when joining the pod UTS namespace: invalid configuration',
      { rootCause: 'invalid configuration' },
    );
  }
  return infra.process.hostname;
}

function storage(own: StorageConfig, pod: StorageConfig): StorageConfig {
  const shmSize = own.shmSize ?? pod.shmSize;
  return {
    ...own,
    devices: [...pod.devices, ...own.devices],
    deviceCgroupRules: [...pod.deviceCgroupRules, ...own.deviceCgroupRules],
    ...(shmSize === undefined ? {} : { shmSize }),
  };
}

function security(own: SecurityConfig, pod: SecurityConfig): SecurityConfig {
  const seccompProfile = own.seccompProfile ?? pod.seccompProfile;
  const apparmorProfile = own.apparmorProfile ?? pod.apparmorProfile;
  return {
    ...own,
    noNewPrivileges: own.noNewPrivileges || pod.noNewPrivileges,
    selinuxOptions: own.selinuxOptions.length > 0 ? own.selinuxOptions : pod.selinuxOptions,
    mask: [...pod.mask, ...own.mask],
    unmask: [...pod.unmask, ...own.unmask],
    procOptions: [...pod.procOptions, ...own.procOptions],
    ...(seccompProfile === undefined ? {} : { seccompProfile }),
    ...(apparmorProfile === undefined ? {} : { apparmorProfile }),
  };
}
